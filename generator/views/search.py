"""What the search page says; without scripts it leads to the lists.

In: the catalogue.  Out: ``SearchView``.
"""

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.views import counting, fields, links
from generator.views.fields import FieldLine
from generator.views.links import Link


class SearchView(msgspec.Struct, frozen=True):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    count: str
    procedures: Link
    fields: tuple[FieldLine, ...]


def view(catalogue: Catalogue) -> SearchView:
    """Put the page into words."""
    counts = counting.counts(catalogue)
    count = fields.in_words(counts.procedures, len(counts.fields))
    return SearchView(
        title="Tìm kiếm",
        description=f"Tìm trong {count}; gõ không dấu cũng được.",
        crumbs=links.crumbs(Link("Tìm kiếm", addresses.SEARCH)),
        count=count,
        procedures=links.PROCEDURES,
        fields=fields.lines(counts.fields, catalogue),
    )
