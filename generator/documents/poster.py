"""What a field's poster and its sheet of QR labels say of each of its procedures.

In: a field, its procedures and the catalogue.  Out: ``Poster``, the data of ``typst/poster.typ``
and ``typst/labels.typ``.
"""

from collections.abc import Iterable, Sequence

import msgspec

from generator.catalogue import Catalogue, digest, holds
from generator.documents import qr
from generator.documents.notice import LONG_NAME, Office, offices
from generator.model import Brief, Ward
from generator.views import tariff, wording
from generator.views.tariff import FeeRow


class Row(msgspec.Struct, frozen=True, gc=False):
    """A procedure on a poster or a label."""

    title: str
    code: str
    time: str
    fee: str
    address: str


class Poster(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The list of a field's procedures, or as many QR labels (the same data, two templates)."""

    publisher: str
    notice: str
    field: str
    count: str
    rows: tuple[Row, ...]
    offices: tuple[Office, ...]
    address: str
    as_of: str
    hash: str


def poster(
    field_id: str, briefs: Sequence[Brief], catalogue: Catalogue, ward: Ward | None = None
) -> Poster:
    """The field's procedures in the order of the Vietnamese alphabet."""
    publisher = catalogue.shared.publisher
    address = qr.address(publisher.base_address, field_id)
    ordered = sorted(briefs, key=lambda brief: wording.alphabetical(wording.title(brief)))
    return Poster(
        publisher=ward.name if ward else publisher.name,
        notice=publisher.notice or "",
        field=catalogue.shared.fields[field_id].name,
        count=f"{wording.number(len(ordered))} thủ tục",
        rows=tuple([_row(brief, catalogue) for brief in ordered]),
        offices=offices(catalogue, ward),
        address=address,
        as_of=_poster_edition(ordered),
        hash=_digest_of(ordered, catalogue),
    )


def to_print(poster: Poster) -> dict[str, object]:
    """The poster with the drawings of all its QR codes."""
    rows = [{**msgspec.structs.asdict(row), "qr": qr.svg(row.address)} for row in poster.rows]
    return {**msgspec.structs.asdict(poster), "rows": rows, "qr": qr.svg(poster.address)}


def _poster_edition(briefs: Iterable[Brief]) -> str:
    days = [brief.updated for brief in briefs if brief.updated]
    return f"bản ngày {wording.day(max(days))}" if days else ""


def _digest_of(briefs: Iterable[Brief], catalogue: Catalogue) -> str:
    return digest(*(catalogue.brief_digests[brief.code] for brief in briefs)).hex()[:12]


def _row(brief: Brief, catalogue: Catalogue) -> Row:
    base = catalogue.shared.publisher.base_address
    return Row(
        wording.shorten(wording.title(brief), LONG_NAME),
        brief.code,
        short_time(brief, catalogue),
        short_fee(brief, catalogue),
        qr.address(base, brief.code),
    )


def short_time(brief: Brief, catalogue: Catalogue) -> str:
    """How long it takes, in one or two lines."""
    limits = [limit for limit in brief.time_limits if holds(limit, catalogue.day)]
    words = dict.fromkeys(wording.shorten(wording.time_limit(limit), 90) for limit in limits)
    return _few(list(words), "thời hạn") or "Chưa ghi"


def short_fee(brief: Brief, catalogue: Catalogue) -> str:
    """What it costs, in one or two lines; never more certain than the record."""
    charges = tariff.charges(brief.fees, catalogue.shared, catalogue.day)
    current = [charge for charge in charges if not charge.row.state]
    words = dict.fromkeys(_price(charge.row) for charge in current)
    return _few(list(words), "mức") or "Chưa ghi"


def _price(row: FeeRow) -> str:
    amount = wording.shorten(row.amount, 90)
    return f"{amount} ({row.mark.lower()})" if row.mark else amount


def _few(words: list[str], what: str) -> str:
    if len(words) > 3:
        words = [*words[:2], f"và {len(words) - 2} {what} khác"]
    return "\n".join(words)
