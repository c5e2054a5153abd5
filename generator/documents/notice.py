"""What a notice sheet says: all legal parts of a procedure, for posting at the office.

In: a procedure, the catalogue and, for a ward's own sheets, the ward.  Out: ``Sheet``, the data of
``typst/notice.typ``.  The parts stand in the order of Nghị định 63/2010/NĐ-CP, Điều 8.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from generator.catalogue import Catalogue, Shared, holds
from generator.documents import qr
from generator.model import (
    Attribute,
    Brief,
    Channel,
    Decision,
    InForce,
    Procedure,
    TimeLimit,
    Ward,
)
from generator.views import contact, legal, papers, tariff, wording
from generator.views.tariff import FeeRow

LONG_NAME = 260
"""Longer official names stand in small type below a name cut at a word."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """A value with what belongs to it: law, days, notes."""

    text: str
    about: str = ""


class Table(msgspec.Struct, frozen=True, gc=False):
    """Rows below a head; ``widths`` are shares of the line, 0 for as wide as needed."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


class Part(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A legal part: steps in their order, else lines, then tables, then what is not known."""

    heading: str
    steps: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    note: str = ""


class Office(msgspec.Struct, frozen=True, gc=False):
    """Where to go or to complain; ``warning`` marks invented details of a demonstration."""

    heading: str
    lines: tuple[Line, ...]
    warning: str


class Sheet(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The sheet; ``edition`` and ``hash`` in its foot say which text was posted."""

    publisher: str
    notice: str
    title: str
    official_name: str
    code: str
    field: str
    tier: str
    parts: tuple[Part, ...]
    offices: tuple[Office, ...]
    address: str
    edition: str
    hash: str


def sheet(
    procedure: Procedure, catalogue: Catalogue, ward: Ward | None = None, edition: str = ""
) -> Sheet:
    """Put the procedure into words; ``edition`` names the edition that brought this text."""
    shared = catalogue.shared
    title = wording.title(procedure)
    shown = wording.shorten(title, LONG_NAME)
    address = qr.address(shared.publisher.base_address, procedure.code)
    return Sheet(
        publisher=ward.name if ward else shared.publisher.name,
        notice=shared.publisher.notice or "",
        title=shown,
        official_name="" if wording.without_prefix(procedure.name) == shown else procedure.name,
        code=procedure.code,
        field=shared.fields[procedure.field].name,
        tier=tier_name(procedure, catalogue),
        parts=tuple(_parts(procedure, catalogue)),
        offices=offices(catalogue, ward),
        address=address,
        edition=edition or edition_of(procedure),
        hash=catalogue.digests[procedure.code].hex()[:12],
    )


def to_print(sheet: Sheet) -> dict[str, object]:
    """The sheet with the drawing of its QR code."""
    return {**msgspec.structs.asdict(sheet), "qr": qr.svg(sheet.address)}


def edition_of(brief: Brief) -> str:
    """Which text this is, where the caller knows no edition: the day of the record."""
    if brief.updated:
        return f"bản ngày {wording.day(brief.updated)}"
    return f"bản kiểm tra {wording.checked(brief.source.checked)}"


def day_of(brief: Brief) -> date:
    """The day written into the sheet's file: the record's, so that it changes only with it."""
    if brief.updated:
        return brief.updated
    year, month, *day = brief.source.checked.split("-")
    return date(int(year), int(month), int(day[0]) if day else 1)


def tier_name(brief: Brief, catalogue: Catalogue) -> str:
    """The tier that handles the procedure on the catalogue's day, in words."""
    tier = catalogue.tier_of(brief)
    return wording.tier(catalogue.shared, tier) if tier else "chưa ghi"


def _parts(procedure: Procedure, catalogue: Catalogue) -> Iterable[Part]:
    shared, day = catalogue.shared, catalogue.day
    note = _Notes(procedure)
    limits = [limit for limit in procedure.time_limits if holds(limit, day)]
    yield Part(heading="Trình tự thực hiện", steps=procedure.steps, note=note("steps"))
    yield Part(
        heading="Cách thức thực hiện",
        lines=tuple(map(_channel, procedure.channels)),
        note=note("channels"),
    )
    yield Part(
        heading="Thành phần, số lượng hồ sơ",
        tables=tuple(_dossier(procedure)),
        lines=(Line(f"Số lượng: {procedure.sets} bộ"),) if procedure.sets else (),
        note=note("dossier"),
    )
    yield Part(
        heading="Thời hạn giải quyết",
        lines=tuple([_limit(limit, shared) for limit in limits]),
        note=note("time_limits", limits),
    )
    yield Part(
        heading="Đối tượng thực hiện",
        lines=tuple(map(Line, procedure.applicants)),
        note=note("applicants"),
    )
    yield Part(
        heading="Cơ quan giải quyết",
        lines=tuple(_authorities(procedure, catalogue)),
        note=note("authorities"),
    )
    yield Part(
        heading="Kết quả thực hiện",
        lines=tuple(map(Line, procedure.results)),
        note=note("results"),
    )
    yield _fees(procedure, catalogue, note)
    yield Part(
        heading="Mẫu đơn, tờ khai",
        lines=tuple([_form(form_id, shared) for form_id in forms_of(procedure)]),
        note=note("forms", forms_of(procedure)),
    )
    yield Part(
        heading="Yêu cầu, điều kiện",
        lines=tuple(map(Line, procedure.conditions)),
        note=note("conditions"),
    )
    yield Part(
        heading="Căn cứ pháp lý",
        lines=tuple(_law(procedure, catalogue)),
        note=note("legal_basis"),
    )


class _Notes:
    """Says of a part that it is missing, or how doubtful it is."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure

    def __call__(self, attribute: Attribute, value: object = None) -> str:
        shown = getattr(self._procedure, attribute) if value is None else value
        if not shown:
            return wording.missing(self._procedure, attribute)
        return wording.doubt(self._procedure, attribute)


def _channel(channel: Channel) -> Line:
    return Line(wording.CHANNEL[channel.kind], channel.note or "")


def _dossier(procedure: Procedure) -> Iterable[Table]:
    for case in procedure.dossier:
        rows = [
            (str(number), _joined("\n", item.name, item.note or ""), papers.counts(item))
            for number, item in enumerate(case.items, 1)
        ]
        yield Table(("STT", "Tên giấy tờ", "Số lượng"), (0, 1, 0), tuple(rows), case.case or "")


def _limit(limit: TimeLimit, shared: Shared) -> Line:
    channel = f"{wording.CHANNEL[limit.channel]}: " if limit.channel else ""
    return Line(f"{channel}{wording.time_limit(limit)}", _about(limit.case, limit, shared))


def _about(case: str | None, value: InForce, shared: Shared) -> str:
    period, law = wording.period(value), legal.names(value.legal, shared)
    return _joined("; ", case or "", period, law, value.note or "")


def _authorities(procedure: Procedure, catalogue: Catalogue) -> Iterable[Line]:
    agencies, day = catalogue.shared.agencies, catalogue.day
    for authority in procedure.authorities:
        if holds(authority, day):
            role = "có thẩm quyền quyết định" if authority.role == "competent" else "thực hiện"
            name = agencies[authority.agency].name if authority.agency in agencies else "chưa rõ"
            yield Line(name, _about(role, authority, catalogue.shared))
    if procedure.reception:
        yield Line(f"Nơi tiếp nhận hồ sơ: {procedure.reception}")


def _fees(procedure: Procedure, catalogue: Catalogue, note: _Notes) -> Part:
    charges = tariff.charges(procedure.fees, catalogue.shared, catalogue.day)
    rows = [_fee(row) for row in tariff.rows(charges) if not row.state]
    head = ("Khoản thu", "Hình thức nộp", "Mức thu")
    table = Table(head, (5, 3, 5), tuple(rows))
    return Part(heading="Phí, lệ phí", tables=(table,) if rows else (), note=note("fees", rows))


def _fee(row: FeeRow) -> tuple[str, ...]:
    exempt = f"Miễn, giảm: {'; '.join(row.exemptions)}" if row.exemptions else ""
    amount = f"{row.amount} ({row.mark.lower()})" if row.mark else row.amount
    return (
        _joined("\n", row.name or "Phí, lệ phí", row.case),
        row.channels,
        _joined("\n", amount, row.legal, row.period, exempt, row.note),
    )


def forms_of(procedure: Procedure) -> tuple[str, ...]:
    """The ids of the forms that the record names, each once, those of the dossier last."""
    in_dossier = [item.form for case in procedure.dossier for item in case.items if item.form]
    return tuple(dict.fromkeys((*procedure.forms, *in_dossier)))


def _form(form_id: str, shared: Shared) -> Line:
    form = shared.forms.get(form_id)
    if form is None:
        return Line(form_id)
    number = f"Mẫu {form.number}" if form.number else ""
    return Line(form.name, _joined("; ", number, legal.names(form.legal, shared)))


def _law(procedure: Procedure, catalogue: Catalogue) -> Iterable[Line]:
    for line in legal.lines(procedure.legal_basis, catalogue.shared, catalogue.day):
        title = "" if line.title == legal.NO_TITLE else line.title
        yield Line(line.name, _joined("; ", title, line.validity))
    if procedure.decision:
        yield Line(_decision(procedure.decision), "công bố thủ tục này")


def _decision(decision: Decision) -> str:
    issued = f"ngày {wording.day(decision.issued)}" if decision.issued else ""
    issuer = f"của {decision.issuer}" if decision.issuer else ""
    return _joined(" ", f"Quyết định số {decision.number}", issued, issuer)


def offices(catalogue: Catalogue, ward: Ward | None) -> tuple[Office, ...]:
    """The ward's desk where there is one, the hotline, and where to complain."""
    publisher = catalogue.shared.publisher
    known = [
        ("Đường dây nóng", publisher.hotline),
        ("Nơi nhận phản ánh, kiến nghị", publisher.feedback),
    ]
    if ward and ward.desk:
        known.insert(0, (f"Bộ phận một cửa {ward.name}", ward.desk))
    views = [contact.view(heading, details) for heading, details in known]
    return tuple(
        [
            Office(
                view.heading,
                tuple([Line(line.label, line.text) for line in view.lines]),
                view.sample,
            )
            for view in views
        ]
    )


def _joined(between: str, *parts: str) -> str:
    return between.join([part for part in parts if part])
