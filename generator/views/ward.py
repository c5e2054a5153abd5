"""What a ward's page says: when it existed, its one-stop desk, what wards handle.

In: the ward and the counts of the catalogue.  Out: ``WardView``.
"""

import msgspec

from generator import addresses
from generator.catalogue import Catalogue, holds
from generator.model import Ward
from generator.views import contact, fields, legal, links, wording
from generator.views.contact import ContactView
from generator.views.counting import WARD_TIER, Counts
from generator.views.field import tier_anchor
from generator.views.fields import FieldLine
from generator.views.links import Link, Outside


class WardView(msgspec.Struct, frozen=True):
    """The page; ``ended`` warns where the ward no longer exists on the day.

    ``id`` is empty where readers cannot choose the ward as theirs.
    """

    title: str
    description: str
    crumbs: tuple[Link, ...]
    id: str
    code: str
    district: str
    period: str
    legal: str
    note: str
    ended: str
    desk: ContactView | None
    count: str
    fields: tuple[FieldLine, ...]
    source: str
    official: Outside | None
    checked: str
    as_of: str


def view(ward: Ward, counts: Counts, catalogue: Catalogue) -> WardView:
    """Put the ward into words."""
    shared = catalogue.shared
    tier = counts.tier(WARD_TIER)
    return WardView(
        title=ward.name,
        description=f"{ward.name}: bộ phận một cửa, liên hệ, thủ tục thực hiện tại phường, xã.",
        crumbs=links.crumbs(links.WARDS, Link(ward.name, addresses.ward(ward.id))),
        id=ward.id if ward.desk and holds(ward, catalogue.day) else "",
        code=ward.code,
        district=ward.district or "",
        period=wording.period(ward),
        legal=legal.names(ward.legal, shared),
        note=ward.note or "",
        ended=_ended(ward, catalogue),
        desk=contact.view("Bộ phận một cửa", ward.desk) if ward.desk else None,
        count=fields.in_words(tier.procedures, len(tier.fields)) if tier else "",
        fields=fields.lines(tier.fields, catalogue, tier_anchor(WARD_TIER)) if tier else (),
        source=ward.source.title,
        official=links.outside(ward.source),
        checked=wording.checked(ward.source.checked),
        as_of=wording.as_of(catalogue.day),
    )


def _ended(ward: Ward, catalogue: Catalogue) -> str:
    if ward.until is None or holds(ward, catalogue.day) or catalogue.day < ward.until:
        return ""
    return f"Đơn vị này chỉ tồn tại đến hết ngày {wording.day(ward.until)}."
