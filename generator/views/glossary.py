"""What the page of legal terms says.

In: the glossary.  Out: ``GlossaryView``, in the order of the Vietnamese alphabet.
"""

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Term
from generator.views import links, wording
from generator.views.links import Link


class TermLine(msgspec.Struct, frozen=True, gc=False):
    """A term, its other spellings and what it means; ``anchor`` is its id on the page."""

    anchor: str
    term: str
    also: str
    means: str


class GlossaryView(msgspec.Struct, frozen=True, gc=False):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    terms: tuple[TermLine, ...]


def view(catalogue: Catalogue) -> GlossaryView:
    """Put the glossary into words."""
    terms = sorted(catalogue.shared.glossary, key=lambda term: wording.alphabetical(term.term))
    return GlossaryView(
        title="Thuật ngữ",
        description="Từ trong văn bản và nghĩa của chúng bằng lời dễ hiểu.",
        crumbs=links.crumbs(Link("Thuật ngữ", addresses.GLOSSARY)),
        terms=tuple([_line(place, term) for place, term in enumerate(terms, 1)]),
    )


def _line(place: int, term: Term) -> TermLine:
    return TermLine(f"tu-{place}", wording.first_upper(term.term), ", ".join(term.also), term.means)
