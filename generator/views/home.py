"""What the home page says: search, life situations, tiers, fields.

In: the catalogue.  Out: ``HomeView``.
"""

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.views import counting, fields, wording
from generator.views.counting import TierCount
from generator.views.field import tier_anchor
from generator.views.fields import FieldLine
from generator.views.links import Link
from generator.views.situations import SituationCard, cards


class TierCard(msgspec.Struct, frozen=True):
    """A tier with its counts; the link leads to the list behind them."""

    link: Link
    count: str


class HomeView(msgspec.Struct, frozen=True):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    publisher: str
    notice: str
    count: str
    as_of: str
    situations: tuple[SituationCard, ...]
    tiers: tuple[TierCard, ...]
    fields: tuple[FieldLine, ...]


def view(catalogue: Catalogue) -> HomeView:
    """Put the catalogue into words."""
    counts = counting.counts(catalogue)
    publisher = catalogue.shared.publisher
    count = fields.in_words(counts.procedures, len(counts.fields))
    return HomeView(
        # Phones break the line between two words, not in the middle of one.
        title="Tra cứu thủ\N{NO-BREAK SPACE}tục hành\N{NO-BREAK SPACE}chính",
        description=f"{publisher.name}: {count}; hồ sơ, thời hạn, phí, nơi nộp.",
        crumbs=(),
        publisher=publisher.name,
        notice=publisher.notice or "",
        count=count,
        as_of=wording.as_of(catalogue.day),
        situations=cards(catalogue.shared.situations),
        tiers=tuple(_tier(tier) for tier in counts.tiers),
        fields=fields.lines(counts.fields, catalogue),
    )


def _tier(tier: TierCount) -> TierCard:
    return TierCard(
        Link(tier.name, f"{addresses.FIELDS}#{tier_anchor(tier.id)}"),
        fields.in_words(tier.procedures, len(tier.fields)),
    )
