"""What the page of all fees says: a price list for each field.

In: the catalogue, and who draws a price list.  Out: ``FeesView``.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Brief
from generator.views import counting, fields, links, wording
from generator.views.links import Link


class Table(msgspec.Struct, frozen=True, gc=False):
    """A price list that stands drawn, and how many procedures have which kind of fee."""

    html: str
    priced: int
    unverified: int
    unknown: int

    def __html__(self) -> str:
        """What templates put in its place."""
        return self.html


class FieldPrices(msgspec.Struct, frozen=True):
    """The price list of one field; ``id`` is the field's."""

    id: str
    field: Link
    table: Table


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


def view(catalogue: Catalogue, table: Callable[[str, Sequence[Brief]], Table]) -> FeesView:
    """Put the fees into words; ``table`` draws those of a field, from its procedures."""
    found = [
        FieldPrices(field_id, fields.link(field_id, catalogue), table(field_id, briefs))
        for field_id, briefs in counting.by_field(catalogue).items()
    ]
    found.sort(key=lambda group: wording.alphabetical(group.field.text))
    return FeesView(
        title="Phí, lệ phí",
        description="Phí và lệ phí của các thủ tục hành chính, kèm căn cứ pháp lý, theo lĩnh vực.",
        crumbs=links.crumbs(Link("Phí, lệ phí", addresses.FEES)),
        as_of=wording.as_of(catalogue.day),
        known=_count(sum(group.table.priced for group in found)),
        fields=tuple(group for group in found if group.table.priced),
        unverified_count=_count(sum(group.table.unverified for group in found)),
        unverified=_unpriced([(group, group.table.unverified) for group in found]),
        unknown_count=_count(sum(group.table.unknown for group in found)),
        unknown=_unpriced([(group, group.table.unknown) for group in found]),
    )


def _unpriced(counted: Iterable[tuple[FieldPrices, int]]) -> tuple[Unpriced, ...]:
    return tuple(
        Unpriced(Link(group.field.text, f"{group.field.path}#le-phi"), _count(count))
        for group, count in counted
        if count
    )


def _count(procedures: int) -> str:
    return f"{wording.number(procedures)} thủ tục"
