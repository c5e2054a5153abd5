"""What the list of life situations says; the home page shows the same list.

In: the catalogue.  Out: ``SituationsView``.
"""

from collections.abc import Iterable

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Situation
from generator.views import links
from generator.views.links import Link


class SituationCard(msgspec.Struct, frozen=True, gc=False):
    """A situation in a list: its page, and what it helps with."""

    link: Link
    summary: str


class SituationsView(msgspec.Struct, frozen=True, gc=False):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    cards: tuple[SituationCard, ...]


def cards(situations: Iterable[Situation]) -> tuple[SituationCard, ...]:
    """The situations in the order of the catalogue."""
    return tuple(
        SituationCard(Link(known.name, addresses.situation(known.id)), known.summary)
        for known in situations
    )


def view(catalogue: Catalogue) -> SituationsView:
    """Put the situations into words."""
    return SituationsView(
        title="Việc trong đời",
        description="Sinh con, kết hôn, làm nhà, mất giấy tờ…: làm thủ tục nào, theo thứ tự nào.",
        crumbs=links.crumbs(links.SITUATIONS),
        cards=cards(catalogue.shared.situations),
    )
