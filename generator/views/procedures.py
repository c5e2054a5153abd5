"""What the list of all procedures says: A–Z in the order of the Vietnamese alphabet.

In: the catalogue.  Out: ``ProceduresView``.
"""

from itertools import groupby

import msgspec

from generator.catalogue import Catalogue
from generator.views import counting, links, wording
from generator.views.fields import in_words
from generator.views.links import Entry, Link


class Letter(msgspec.Struct, frozen=True):
    """The procedures that begin with a letter."""

    id: str
    heading: str
    procedures: tuple[Entry, ...]


class ProceduresView(msgspec.Struct, frozen=True):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    count: str
    as_of: str
    letters: tuple[Letter, ...]


def view(catalogue: Catalogue) -> ProceduresView:
    """Put the list into words."""
    counts = counting.counts(catalogue)
    count = in_words(counts.procedures, len(counts.fields))
    entries = links.entries(catalogue.briefs.values())
    groups = [
        (letter, tuple(group))
        for letter, group in groupby(entries, key=lambda entry: wording.initial(entry.text))
    ]
    return ProceduresView(
        title="Thủ tục A–Z",
        description=f"Danh sách mọi thủ tục hành chính theo vần chữ cái: {count}.",
        crumbs=links.crumbs(links.PROCEDURES),
        count=count,
        as_of=wording.as_of(catalogue.day),
        letters=_letters(groups),
    )


def _letters(groups: list[tuple[str, tuple[Entry, ...]]]) -> tuple[Letter, ...]:
    """One heading a letter, though what begins with no letter may stand at both ends."""
    merged: dict[str, tuple[Entry, ...]] = {}
    for letter, entries in groups:
        merged[letter] = merged.get(letter, ()) + entries
    return tuple(
        Letter(f"van-{place}", letter, entries)
        for place, (letter, entries) in enumerate(merged.items(), start=1)
    )
