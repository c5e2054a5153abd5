"""What the home page says: search, what people need most, tiers, fields.

In: the catalogue.  Out: ``HomeView``.
"""

from collections.abc import Mapping, Sequence

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Brief
from generator.views import counting, fields, links, wording
from generator.views.counting import TierCount
from generator.views.field import tier_anchor
from generator.views.fields import FieldLine
from generator.views.links import Entry, Link

NEEDS = 8
EXAMPLES = 3


class Need(msgspec.Struct, frozen=True):
    """A field that people need often, with some of its procedures."""

    field: FieldLine
    procedures: tuple[Entry, ...]


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
    needs: tuple[Need, ...]
    tiers: tuple[TierCard, ...]
    fields: tuple[FieldLine, ...]


def view(catalogue: Catalogue) -> HomeView:
    """Put the catalogue into words."""
    counts = counting.counts(catalogue)
    publisher = catalogue.shared.publisher
    count = fields.in_words(counts.procedures, len(counts.fields))
    return HomeView(
        title="Tra cứu thủ tục hành chính",
        description=f"{publisher.name}: {count}; hồ sơ, thời hạn, phí, nơi nộp.",
        crumbs=(),
        publisher=publisher.name,
        notice=publisher.notice or "",
        count=count,
        as_of=wording.as_of(catalogue.day),
        needs=_needs(counting.by_field(catalogue), catalogue),
        tiers=tuple(_tier(tier) for tier in counts.tiers),
        fields=fields.lines(counts.fields, catalogue),
    )


def _tier(tier: TierCount) -> TierCard:
    return TierCard(
        Link(tier.name, f"{addresses.FIELDS}#{tier_anchor(tier.id)}"),
        fields.in_words(tier.procedures, len(tier.fields)),
    )


def _needs(groups: Mapping[str, Sequence[Brief]], catalogue: Catalogue) -> tuple[Need, ...]:
    """The fields for which editors have written most, since they begin with what people ask."""
    filled = [(field_id, briefs) for field_id, briefs in groups.items() if briefs]
    filled.sort(key=lambda pair: (-_written(pair[1]), -len(pair[1]), pair[0]))
    return tuple(_need(field_id, briefs, catalogue) for field_id, briefs in filled[:NEEDS])


def _written(briefs: Sequence[Brief]) -> int:
    return sum(1 for brief in briefs if brief.summary)


def _need(field_id: str, briefs: Sequence[Brief], catalogue: Catalogue) -> Need:
    first = sorted(briefs, key=lambda brief: (not brief.summary, -len(brief.synonyms), brief.code))
    line = fields.lines({field_id: len(briefs)}, catalogue)[0]
    return Need(line, tuple(links.entry(brief, 90) for brief in first[:EXAMPLES]))
