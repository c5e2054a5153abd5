"""What a field's page says: its procedures by tier, what they cost, their forms.

In: the field and the briefs of its procedures.  Out: ``FieldView``.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Brief, Field, Tier
from generator.views import counting, links, pricing, wording
from generator.views.links import Entry, Link
from generator.views.pricing import PriceList

SECTIONS: Mapping[str, str] = MappingProxyType(
    {"thu-tuc": "Thủ tục", "le-phi": "Phí, lệ phí", "bieu-mau": "Biểu mẫu"}
)
"""Id and heading of each section of the page, in their order."""


class TierGroup(msgspec.Struct, frozen=True):
    """The procedures that one tier handles on the day."""

    id: str
    heading: str
    count: str
    procedures: tuple[Entry, ...]


class FieldView(msgspec.Struct, frozen=True):
    """The page."""

    sections: ClassVar[Mapping[str, str]] = SECTIONS

    title: str
    description: str
    crumbs: tuple[Link, ...]
    about: str
    aliases: str
    count: str
    as_of: str
    tiers: tuple[TierGroup, ...]
    prices: PriceList
    unverified_count: str
    unknown_count: str
    forms: tuple[Link, ...]


def view(field: Field, briefs: Sequence[Brief], catalogue: Catalogue) -> FieldView:
    """Put the field into words."""
    count, prices = _count(briefs), pricing.price_list(briefs, catalogue)
    return FieldView(
        title=field.name,
        description=f"Lĩnh vực {field.name}: {count}, phí, lệ phí và biểu mẫu.",
        crumbs=links.crumbs(links.FIELDS, Link(field.name, addresses.field(field.id))),
        about=field.description or "",
        aliases=", ".join(field.aliases),
        count=count,
        as_of=wording.as_of(catalogue.day),
        tiers=tuple(_group(*pair) for pair in counting.by_tier(briefs, catalogue)),
        prices=prices,
        unverified_count=_count(prices.unverified),
        unknown_count=_count(prices.unknown),
        forms=_forms(briefs, catalogue),
    )


def _group(tier: Tier | None, briefs: Sequence[Brief]) -> TierGroup:
    return TierGroup(
        tier_anchor(tier.id) if tier else "khong-ro-cap",
        wording.tier_name(tier) if tier else "Không có cấp nào đang thực hiện",
        _count(briefs),
        links.entries(briefs),
    )


def _count(procedures: Sequence[object]) -> str:
    return f"{wording.number(len(procedures))} thủ tục"


def tier_anchor(tier_id: str) -> str:
    """The id of a tier's heading on pages that list by tier."""
    return f"cap-{tier_id}"


def _forms(briefs: Sequence[Brief], catalogue: Catalogue) -> tuple[Link, ...]:
    forms = catalogue.shared.forms
    found = {form_id for brief in briefs for form_id in brief.forms if form_id in forms}
    return links.by_name(Link(forms[id_].name, addresses.form(id_)) for id_ in found)
