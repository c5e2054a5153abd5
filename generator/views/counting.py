"""How many procedures and fields there are: one count, so that all pages agree.

In: the catalogue.  Out: ``Counts`` and the procedures grouped by field and by form.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from generator.catalogue import Catalogue
from generator.model import Brief, Tier
from generator.views import wording

WARD_TIER = "ward"


class TierCount(msgspec.Struct, frozen=True):
    """What a tier handles on the day: procedures, and by field id in the order of the alphabet."""

    id: str
    name: str
    procedures: int
    fields: dict[str, int]


class Counts(msgspec.Struct, frozen=True):
    """Totals; ``fields``: field id -> procedures, for fields that have any.

    ``tiers``: in the publisher's order, those that handle something on the day.
    ``nobody``: procedures that no tier handles on the day.
    """

    procedures: int
    fields: dict[str, int]
    tiers: tuple[TierCount, ...]
    nobody: int

    def tier(self, tier_id: str) -> TierCount | None:
        """The counts of one tier; None where it handles nothing."""
        return next((tier for tier in self.tiers if tier.id == tier_id), None)


def counts(catalogue: Catalogue) -> Counts:
    """Count once over all procedures; a procedure counts at the tier that handles it."""
    pairs = Counter((catalogue.tier_of(brief), brief.field) for brief in catalogue.briefs.values())
    fields: Counter[str] = Counter()
    for (_, field_id), count in pairs.items():
        fields[field_id] += count
    tiers = [_tier(tier, pairs, catalogue) for tier in catalogue.shared.publisher.tiers]
    return Counts(
        procedures=len(catalogue.briefs),
        fields=dict(fields),
        tiers=tuple(tier for tier in tiers if tier.procedures),
        nobody=sum(count for (tier_id, _), count in pairs.items() if tier_id is None),
    )


def _tier(tier: Tier, pairs: Counter[tuple[str | None, str]], catalogue: Catalogue) -> TierCount:
    fields = {field_id: count for (tier_id, field_id), count in pairs.items() if tier_id == tier.id}
    return TierCount(tier.id, wording.tier_name(tier), sum(fields.values()), fields)


def by_field(catalogue: Catalogue) -> dict[str, list[Brief]]:
    """Field id -> its procedures, sorted by code; every field of the catalogue has a list."""
    groups: dict[str, list[Brief]] = {field_id: [] for field_id in catalogue.shared.fields}
    for brief in catalogue.briefs.values():
        groups.setdefault(brief.field, []).append(brief)
    return groups


def by_form(catalogue: Catalogue) -> dict[str, list[Brief]]:
    """Form id -> the procedures that use it; every form of the catalogue has a list."""
    groups: dict[str, list[Brief]] = {form_id: [] for form_id in catalogue.shared.forms}
    for brief in catalogue.briefs.values():
        for form_id in brief.forms:
            groups.setdefault(form_id, []).append(brief)
    return groups


def by_tier(briefs: Iterable[Brief], catalogue: Catalogue) -> list[tuple[Tier | None, list[Brief]]]:
    """The procedures by the tier that handles them on the day, in the publisher's order.

    Last come, under None, those that no tier handles on the day.
    """
    groups: dict[str | None, list[Brief]] = {}
    for brief in briefs:
        groups.setdefault(catalogue.tier_of(brief), []).append(brief)
    tiers = catalogue.shared.publisher.tiers
    found: list[tuple[Tier | None, list[Brief]]] = [
        (tier, groups[tier.id]) for tier in tiers if tier.id in groups
    ]
    known = {tier.id for tier in tiers}
    rest = [brief for tier_id, group in groups.items() if tier_id not in known for brief in group]
    return [*found, (None, rest)] if rest else found
