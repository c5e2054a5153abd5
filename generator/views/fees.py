"""What the page of all fees says: a price list for each field.

In: the catalogue.  Out: ``FeesView``.
"""

from collections.abc import Iterable

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.views import counting, fields, links, pricing, wording
from generator.views.links import Link
from generator.views.pricing import PriceList


class FieldPrices(msgspec.Struct, frozen=True):
    """The price list of one field; ``id`` is the field's."""

    id: str
    field: Link
    prices: PriceList


class Unpriced(msgspec.Struct, frozen=True, gc=False):
    """Procedures of a field whose fee is not known; the link leads to their names."""

    link: Link
    count: str


class FeesView(msgspec.Struct, frozen=True):
    """The page: price lists of known fees; the others are counted, field by field."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    as_of: str
    known: str
    fields: tuple[FieldPrices, ...]
    unverified_count: str
    unverified: tuple[Unpriced, ...]
    unknown_count: str
    unknown: tuple[Unpriced, ...]


def view(catalogue: Catalogue) -> FeesView:
    """Put the fees into words."""
    found = [
        FieldPrices(
            field_id, fields.link(field_id, catalogue), pricing.price_list(briefs, catalogue)
        )
        for field_id, briefs in counting.by_field(catalogue).items()
    ]
    found.sort(key=lambda group: wording.alphabetical(group.field.text))
    return FeesView(
        title="Phí, lệ phí",
        description="Phí và lệ phí của các thủ tục hành chính, kèm căn cứ pháp lý, theo lĩnh vực.",
        crumbs=links.crumbs(Link("Phí, lệ phí", addresses.FEES)),
        as_of=wording.as_of(catalogue.day),
        known=_count(sum(len(group.prices.priced) for group in found)),
        fields=tuple(group for group in found if group.prices.priced),
        unverified_count=_count(sum(len(group.prices.unverified) for group in found)),
        unverified=_unpriced([(group, len(group.prices.unverified)) for group in found]),
        unknown_count=_count(sum(len(group.prices.unknown) for group in found)),
        unknown=_unpriced([(group, len(group.prices.unknown)) for group in found]),
    )


def _unpriced(counted: Iterable[tuple[FieldPrices, int]]) -> tuple[Unpriced, ...]:
    return tuple(
        Unpriced(Link(group.field.text, f"{group.field.path}#le-phi"), _count(count))
        for group, count in counted
        if count
    )


def _count(procedures: int) -> str:
    return f"{wording.number(procedures)} thủ tục"
