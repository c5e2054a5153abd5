"""The rows of all sheets of one procedure become one record.

In: ``Rows``, the rows of a procedure by sheet, and the shared names.  Out: ``Draft``: a plain
dict shaped like ``model.Procedure`` whose legal parts are given or have their gap, with a finding
for each fault, at its cell.
"""

from collections.abc import Callable, Iterable

from generator.importers import dossier
from generator.importers.channels import read_channels
from generator.importers.cleaning import cut_screen_words, fold, is_unknown, one_line, shortened
from generator.importers.draft import (
    CONDITIONS,
    DOSSIER,
    KEY_ORDER,
    LEGAL,
    MAIN,
    RESULTS,
    STEPS,
    Draft,
    Rows,
    Settings,
    source,
)
from generator.importers.identity import read_decision, read_identity, read_people, read_source
from generator.importers.ledger import Ledger
from generator.importers.legal_numbers import read_legal
from generator.importers.outcomes import read_results
from generator.importers.registry import Registry

LEFT_PROSE = "văn xuôi, không lấy với --facts-only"
_ELSEWHERE = "Nguyên văn có trong hồ sơ gốc trên Cổng Dịch vụ công Quốc gia."
_NONE = {"khong", "khong co", "khong yeu cau", "khong co yeu cau dieu kien"}


def build(rows: Rows, settings: Settings, registry: Registry, ledger: Ledger) -> Draft:
    """The record of one procedure and its findings."""
    draft = Draft(rows, settings, registry, ledger)
    for read in _PARTS:
        read(draft)
    draft.put("gaps", dict(sorted(draft.gaps.items())))
    draft.record = {key: draft.record[key] for key in KEY_ORDER if key in draft.record}
    ledger.used(rows.sheets[MAIN])
    return draft


def _prose(title: str, column: str, attribute: str) -> Callable[[Draft], None]:
    """A reader of a sheet of prose: its text as paragraphs, unless only facts are wanted."""

    def read(draft: Draft) -> None:
        paragraphs: list[str] = []
        for row in draft.part(title):
            text, screen = cut_screen_words(row.text(column))
            if screen:
                what = f"Ô có chữ của màn hình: “{shortened(screen, 60)}”."
                draft.fault(title, row, column, ("screen-words", what, "Đã cắt; kiểm tra lại."))
            if is_unknown(text):
                draft.left_out(title, "không có thông tin")
            elif attribute == "conditions" and fold(text) in _NONE:
                draft.gap(attribute, "not-applicable")
                draft.used(title, 1)
            elif draft.settings.facts_only:
                draft.gap(attribute, "to-be-verified", _ELSEWHERE)
                draft.left_out(title, LEFT_PROSE)
            else:
                draft.used(title, 1)
                paragraphs += [line for line in text.split("\n") if line.strip()]
        draft.put(attribute, paragraphs)
        if not paragraphs:
            draft.gap(attribute, "not-published")

    return read


def _dossier(draft: Draft) -> None:
    """The papers by case, and the forms among them."""
    items: list[dossier.Item] = []
    forms: dict[str, None] = {}
    prose = 0
    for read in dossier.read_rows(draft.part(DOSSIER), draft.settings.facts_only):
        for fault in read.faults:
            draft.fault(DOSSIER, read.row, fault.column, (fault.rule, fault.what, fault.repair))
        if read.item is None:
            prose += read.left_out == "prose"
            draft.left_out(DOSSIER, _REASONS[read.left_out])
            continue
        draft.used(DOSSIER, 1)
        if read.item.form:
            form = draft.registry.forms.id_of(
                str(draft.record["field"]), read.item.form, source(draft.settings)
            )
            read.item.attributes["form"] = form
            forms[form] = None
        items.append(read.item)
    draft.put("dossier", dossier.cases(items))
    draft.put("forms", list(forms))
    if prose:
        note = f"{prose} dòng thành phần hồ sơ trên Cổng là văn xuôi, chưa ghi vào đây."
        draft.gap("dossier", "to-be-verified", note)
    if not items:
        draft.gap("dossier", "not-published")
    if not forms:
        draft.gap("forms", "not-published")
    draft.gap("sets", "not-published")


_REASONS = {
    "empty": "không có tên giấy tờ",
    "note": "ghi chú, không phải giấy tờ",
    "heading": "đề mục, không phải giấy tờ",
    "fragment": "mẩu của câu ở dòng khác",
    "prose": "cả đoạn văn thay cho tên giấy tờ",
}


def _results(draft: Draft) -> None:
    results: list[str] = []
    for row in draft.part(RESULTS):
        read = read_results(row.text("Kết quả"), draft.settings.facts_only)
        for fault in read.faults:
            draft.fault(RESULTS, row, "Kết quả", fault)
        if read.results:
            draft.used(RESULTS, 1)
            results += [result for result in read.results if result not in results]
        else:
            draft.left_out(RESULTS, "không có tên kết quả dùng được")
    draft.put("results", results)
    if not results:
        draft.gap("results", "to-be-verified" if draft.part(RESULTS) else "not-published")


def _legal(draft: Draft) -> None:
    numbers: dict[str, None] = {}
    refused: list[str] = []
    year = int(draft.settings.checked[:4])
    for row in draft.part(LEGAL):
        read = read_legal(row.text("Số ký hiệu"), year)
        for fault in read.faults:
            draft.fault(LEGAL, row, "Số ký hiệu", fault)
        if read.numbers:
            draft.used(LEGAL, 1)
            numbers |= dict.fromkeys(read.numbers)
        else:
            refused.append(one_line(row.text("Số ký hiệu")))
            draft.left_out(LEGAL, "số văn bản không đọc chắc được")
    draft.put("legal_basis", list(numbers))
    if refused:
        note = f"Số văn bản trên Cổng không chắc đúng: {shortened(', '.join(refused), 120)}."
        draft.gap("legal_basis", "to-be-verified", note)
    elif not numbers:
        draft.gap("legal_basis", "not-published")


_PARTS: Iterable[Callable[[Draft], None]] = (
    read_identity,
    read_people,
    read_channels,
    _prose(STEPS, "Mô tả chi tiết", "steps"),
    _dossier,
    _results,
    _prose(CONDITIONS, "Yêu cầu, điều kiện", "conditions"),
    _legal,
    read_decision,
    read_source,
)
