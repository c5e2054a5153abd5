"""A whole record in readable lines, legal part by legal part, on no particular day.

In: a procedure and the shared records it names.  Out: ``Part``s.  Frozen pages show them and
differences compare them, so a change that no line shows would be a change that nobody sees.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from generator.catalogue import Shared
from generator.model import (
    Attribute,
    Authority,
    DossierItem,
    Fee,
    InForce,
    Jurisdiction,
    LegalDocument,
    Procedure,
    TimeLimit,
)
from generator.views import legal, papers, wording


class Part(msgspec.Struct, frozen=True, gc=False):
    """A legal part: its id and heading, its lines; no lines where nothing is said."""

    id: str
    heading: str
    lines: tuple[str, ...]


CHECKS = "nguon"
"""The part that says when the record was checked; alone in changing, it tells of no change."""

Lines = Iterable[str | None]
_FEE_KIND = {"charge": "phí", "levy": "lệ phí", None: ""}
_CHOICE = {
    "one": "chỉ một trong các trường hợp như vậy",
    "any": "có thể cùng với trường hợp khác",
    "all": "mọi người nộp",
}
_ROLE = {"competent": "có thẩm quyền quyết định", "executing": "trực tiếp thực hiện"}


def parts(procedure: Procedure, shared: Shared) -> tuple[Part, ...]:
    """All parts of the record, those without lines too, always in the same order."""
    found = []
    for part_id, heading, attributes, lines in _PARTS:
        said = [line for line in lines(procedure, shared) if line]
        said += [line for name in attributes if (line := _gap(procedure, name))]
        found.append(Part(part_id, heading, tuple(said)))
    return tuple(found)


def _gap(procedure: Procedure, attribute: Attribute) -> str:
    gap = procedure.gaps.get(attribute)
    return wording.gap(gap, attribute, procedure.source.title) if gap else ""


def _with(text: str, *about: str | None) -> str:
    """The text and, in brackets, what belongs to it."""
    known = "; ".join([part for part in about if part])
    return f"{text} ({known})" if known else text


def _dated(text: str, value: InForce, shared: Shared, *about: str | None) -> str:
    law = legal.names(value.legal, shared)
    return _with(text, *about, wording.period(value), law, value.note)


def _name(procedure: Procedure, shared: Shared) -> Lines:
    field = shared.fields.get(procedure.field)
    yield procedure.name
    yield f"Tên ngắn: {procedure.short_name}" if procedure.short_name else None
    yield f"Lĩnh vực: {field.name if field else procedure.field}"


def _summary(procedure: Procedure, shared: Shared) -> Lines:
    yield procedure.summary


def _jurisdiction(procedure: Procedure, shared: Shared) -> Lines:
    for span in procedure.jurisdiction:
        yield tier_line(span, shared)


def tier_line(span: Jurisdiction, shared: Shared) -> str:
    """The tier with its days and law."""
    return _dated(wording.tier(shared, span.tier), span, shared)


def _authorities(procedure: Procedure, shared: Shared) -> Lines:
    for authority in procedure.authorities:
        yield authority_line(authority, shared)


def authority_line(authority: Authority, shared: Shared) -> str:
    """The agency with its role, days and law."""
    agency = shared.agencies.get(authority.agency)
    name = agency.name if agency else authority.agency
    return _dated(name, authority, shared, _ROLE[authority.role])


def _applicants(procedure: Procedure, shared: Shared) -> Lines:
    return procedure.applicants


def _steps(procedure: Procedure, shared: Shared) -> Lines:
    return procedure.steps


def _channels(procedure: Procedure, shared: Shared) -> Lines:
    for channel in procedure.channels:
        yield _with(wording.CHANNEL[channel.kind], channel.note)
    yield f"Nơi nộp: {procedure.reception}" if procedure.reception else None
    if procedure.online_level:
        level = wording.ONLINE[procedure.online_level]
        yield _with(f"Làm qua mạng: {level}", procedure.online_reason)
    elif procedure.online_reason:
        yield f"Làm qua mạng: {procedure.online_reason}"


def _dossier(procedure: Procedure, shared: Shared) -> Lines:
    for case in procedure.dossier:
        name = _with(case.case or "", _CHOICE.get(case.choice or ""))
        start = f"{name}: " if name else ""
        for item in case.items:
            yield f"{start}{_item(item, shared)}"
    yield f"Số lượng hồ sơ: {procedure.sets} bộ" if procedure.sets else None


def _item(item: DossierItem, shared: Shared) -> str:
    form = shared.forms.get(item.form) if item.form else None
    named = f"mẫu: {form.name if form else item.form}" if item.form else ""
    return _with(item.name, papers.counts(item), _zero(item), named, item.note)


def _zero(item: DossierItem) -> str:
    """A count that the source gives as none at all."""
    said = {"bản chính": item.originals, "bản sao": item.copies}
    return ", ".join(f"0 {name}" for name, count in said.items() if count == 0)


def _time_limits(procedure: Procedure, shared: Shared) -> Lines:
    for limit in procedure.time_limits:
        yield time_line(limit, shared)


def time_line(limit: TimeLimit, shared: Shared) -> str:
    """How long, by which channel and in which case, with its days and law."""
    text = f"{wording.channel(limit.channel)}: {wording.time_limit(limit)}"
    stated = f"nguồn ghi “{limit.stated}”" if limit.stated and limit.number else ""
    rule = limit.rule if limit.number and limit.unit else ""
    return _dated(text, limit, shared, limit.case, stated, rule)


def _fees(procedure: Procedure, shared: Shared) -> Lines:
    for fee in procedure.fees:
        yield from fee_lines(fee, shared)


def fee_lines(fee: Fee, shared: Shared) -> Iterator[str]:
    """How much, by which channel and in which case; a shared fee by all its amounts."""
    if fee.basis != "shared":
        yield fee_line(fee, shared)
        return
    source = shared.fees.get(fee.fee or "")
    yield _dated(source.name if source else f"Phí dùng chung {fee.fee}", fee, shared, *_of_fee(fee))
    if source:
        yield from (fee_line(amount, shared) for amount in source.amounts)
        yield from (f"Miễn, giảm: {exemption}" for exemption in source.exemptions)


def fee_line(fee: Fee, shared: Shared) -> str:
    """One fee with case, days and law, whatever a shared fee says beside it."""
    text = f"{wording.channel(fee.channel)}: {wording.fee(fee)}"
    mark = wording.UNVERIFIED.lower() if fee.basis == "unverified" else ""
    stated = f"nguồn ghi “{fee.stated}”" if fee.stated and _hides_stated(fee) else ""
    unit = f"theo {fee.unit}" if fee.unit and fee.basis != "amount" else ""
    return _dated(text, fee, shared, *_of_fee(fee), unit, mark, stated)


def _hides_stated(fee: Fee) -> bool:
    return fee.basis in ("amount", "free", "council")


def _of_fee(fee: Fee) -> Iterator[str]:
    yield from (part for part in (_FEE_KIND[fee.kind], fee.name, fee.case) if part)
    yield from (f"miễn, giảm: {exemption}" for exemption in fee.exemptions)


def _forms(procedure: Procedure, shared: Shared) -> Lines:
    for line in papers.forms(procedure, shared):
        yield _with(line.link.text, line.about)


def _results(procedure: Procedure, shared: Shared) -> Lines:
    yield from procedure.results
    if procedure.home_delivery is not None:
        yield f"Trả kết quả tại nhà: {'có' if procedure.home_delivery else 'không'}"


def _conditions(procedure: Procedure, shared: Shared) -> Lines:
    return procedure.conditions


def _legal_basis(procedure: Procedure, shared: Shared) -> Lines:
    for number in procedure.legal_basis:
        document = shared.legal.get(number)
        yield _document(document) if document else number


def _document(document: LegalDocument) -> str:
    title = f": {document.title}" if document.title else ""
    since = f"có hiệu lực từ {wording.day(document.since)}" if document.since else ""
    until = f"hết hiệu lực sau {wording.day(document.until)}" if document.until else ""
    by = f"thay bằng {document.replaced_by}" if document.replaced_by else ""
    return _with(f"{legal.KIND[document.kind]} {document.number}{title}", since, until, by)


def _decision(procedure: Procedure, shared: Shared) -> Lines:
    decision = procedure.decision
    if decision:
        issued = f"ngày {wording.day(decision.issued)}" if decision.issued else ""
        yield _with(f"Quyết định số {decision.number}", issued, decision.issuer)


def _others(procedure: Procedure, shared: Shared) -> Lines:
    yield from (f"Làm cùng lúc (một cửa liên thông): {code}" for code in procedure.linked)
    yield from procedure.related


def _synonyms(procedure: Procedure, shared: Shared) -> Lines:
    return procedure.synonyms


def _source(procedure: Procedure, shared: Shared) -> Lines:
    yield _with(procedure.source.title, procedure.source.url)
    yield f"Kiểm tra nguồn: {wording.checked(procedure.source.checked)}"
    yield f"Sửa bản ghi: {wording.day(procedure.updated)}" if procedure.updated else None


_PARTS: tuple[tuple[str, str, tuple[Attribute, ...], Callable[[Procedure, Shared], Lines]], ...] = (
    ("ten", "Tên thủ tục, lĩnh vực", (), _name),
    ("tom-tat", "Tóm tắt", (), _summary),
    ("cap", "Cấp giải quyết", (), _jurisdiction),
    ("doi-tuong", "Đối tượng thực hiện", ("applicants",), _applicants),
    ("trinh-tu", "Trình tự thực hiện", ("steps",), _steps),
    ("cach-thuc", "Cách thức thực hiện", ("channels", "reception", "online_level"), _channels),
    ("ho-so", "Thành phần, số lượng hồ sơ", ("dossier", "sets"), _dossier),
    ("thoi-han", "Thời hạn giải quyết", ("time_limits",), _time_limits),
    ("co-quan", "Cơ quan giải quyết", ("authorities",), _authorities),
    ("bieu-mau", "Mẫu đơn, mẫu tờ khai", ("forms",), _forms),
    ("ket-qua", "Kết quả thực hiện", ("results", "home_delivery"), _results),
    ("dieu-kien", "Yêu cầu, điều kiện", ("conditions",), _conditions),
    ("le-phi", "Phí, lệ phí", ("fees",), _fees),
    ("can-cu", "Căn cứ pháp lý", ("legal_basis",), _legal_basis),
    ("quyet-dinh", "Quyết định công bố", ("decision",), _decision),
    ("lien-quan", "Thủ tục liên quan", (), _others),
    ("tu-tim", "Từ hay dùng để tìm", (), _synonyms),
    (CHECKS, "Nguồn và ngày kiểm tra", (), _source),
)
