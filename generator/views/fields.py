"""What the list of fields says: for each tier its fields with the number of procedures.

In: the catalogue.  Out: ``FieldsView``.
"""

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.views import counting, links, wording
from generator.views.counting import TierCount
from generator.views.field import tier_anchor
from generator.views.links import Link


class FieldLine(msgspec.Struct, frozen=True, gc=False):
    """A field in a list with how many procedures it has there."""

    link: Link
    count: str


class TierFields(msgspec.Struct, frozen=True, gc=False):
    """The fields of one tier."""

    id: str
    heading: str
    count: str
    fields: tuple[FieldLine, ...]


class FieldsView(msgspec.Struct, frozen=True):
    """The page; ``rest``: fields whose procedures no tier handles on the day, or that have none."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    count: str
    as_of: str
    tiers: tuple[TierFields, ...]
    rest: tuple[FieldLine, ...]


def view(catalogue: Catalogue) -> FieldsView:
    """Put the fields into words."""
    counts = counting.counts(catalogue)
    count = in_words(counts.procedures, len(counts.fields))
    handled = {field_id for tier in counts.tiers for field_id in tier.fields}
    others = {
        field_id: counts.fields.get(field_id, 0)
        for field_id in catalogue.shared.fields
        if field_id not in handled
    }
    return FieldsView(
        title="Lĩnh vực",
        description=f"Tra cứu thủ tục hành chính theo lĩnh vực: {count}.",
        crumbs=links.crumbs(links.FIELDS),
        count=count,
        as_of=wording.as_of(catalogue.day),
        tiers=tuple(_tier(tier, catalogue) for tier in counts.tiers),
        rest=lines(others, catalogue),
    )


def in_words(procedures: int, fields: int) -> str:
    """ "144 thủ tục trong 24 lĩnh vực"."""
    return f"{wording.number(procedures)} thủ tục trong {wording.number(fields)} lĩnh vực"


def _tier(tier: TierCount, catalogue: Catalogue) -> TierFields:
    anchor = tier_anchor(tier.id)
    return TierFields(
        anchor,
        tier.name,
        in_words(tier.procedures, len(tier.fields)),
        lines(tier.fields, catalogue, anchor),
    )


def lines(counted: dict[str, int], catalogue: Catalogue, anchor: str = "") -> tuple[FieldLine, ...]:
    """The fields in the order of the alphabet, each leading to the anchor on its page."""
    found = [
        FieldLine(link(field_id, catalogue, anchor), f"{wording.number(count)} thủ tục")
        for field_id, count in counted.items()
    ]
    return tuple(sorted(found, key=lambda line: wording.alphabetical(line.link.text)))


def link(field_id: str, catalogue: Catalogue, anchor: str = "") -> Link:
    """The link to a field's page."""
    field = catalogue.shared.fields.get(field_id)
    path = addresses.field(field_id) + (f"#{anchor}" if anchor else "")
    return Link(field.name if field else field_id, path)
