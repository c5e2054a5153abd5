"""The papers of a dossier: names, counts and forms; notes that stand among them are set aside.

In: the rows of one procedure in the sheet of dossier items.  Out: cases with items as plain
attributes, the forms they name, and what was left out and why.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.importers.cleaning import (
    LOWER,
    UPPER,
    capital,
    first_clause,
    fold,
    one_line,
    shortened,
    without_bullet,
)
from generator.importers.legal_numbers import legal_numbers_in
from generator.importers.workbook import Row

LONGEST_NAME = 250
MOST_COUNT = 10
"""More originals or copies of one paper are digits of the text that ran into the count."""
CASE, NAME, ORIGINALS, COPIES, FORM = (
    "Trường hợp",
    "Tên giấy tờ",
    "Bản chính",
    "Bản sao",
    "Mẫu đơn, tờ khai",
)
_FILE = r"\.(?:docx?|pdf|xlsx?|rar|zip|rtf|odt|jpe?g|png)"
_FILE_END = re.compile(rf"{_FILE}\b(?:\s*\(\d+\))?", re.IGNORECASE)
_GLUE = re.compile(
    rf"(?<=[;:)\]”\"])\.*(?=\w)(?!ID\b)|(?<=[{LOWER})])\.+(?=[{UPPER}0-9])"
    rf"|(?<=\d{{4}})\.(?=[{UPPER}])|(?<=[{LOWER}])(?=[{UPPER}]|\d\.)(?!ID\b)"
    rf"|(?<=[{UPPER}0-9])\.*(?=(?:Mẫu|Mau|Mu|Phụ|Phu|Phl|Danh|Đơn|Bản|Giấy|Tờ|MẪU)[{LOWER} ])"
    rf"|(?<=[{LOWER}])(?=\d\d?-[{UPPER}])"
)
_NOTE = re.compile(
    r"(?i)^(?:lưu ý|ghi chú|chú ý|trường hợp|đối với|người|cơ quan|cán bộ|cá nhân|tổ chức|việc|"
    r"trong|khi|nếu|ngoài|các thông tin|hồ sơ|số lượng|thành phần|nộp|xuất trình|không|cách thức|"
    r"thời hạn|theo quy định|và|hoặc|sau đây|có |được |bao gồm|\(|“)"
)
_ALWAYS_NOTE = re.compile(r"(?i)^(?:lưu ý|ghi chú|chú ý)\b")
_PART = re.compile(r"(?i)^thành phần hồ sơ\s*\d*\s*:\s*")
_FRAGMENT = re.compile(r"^(?:nếu|hoặc|và|thì|trong đó|mà|do đó)\s")
_NOTE_CASE = re.compile(r"(?i)^\W*(?:lưu ý|ghi chú|chú ý|số lượng)")
_FORM_WORD = re.compile(
    r"(?i)^(?:đơn|tờ khai|phiếu|mẫu|bản khai|bảng|bản kê|danh sách|giấy|văn bản|báo cáo|biên bản|"
    r"thông báo|lý lịch|sơ yếu|bản đăng ký|bản cam kết|hợp đồng|quyết định|tờ trình|công văn|"
    r"phương án|đề án|kế hoạch|phụ lục|bản|hồ sơ|thuyết minh|chứng từ|dự án|sơ đồ)\b"
)
_FORM_NUMBER = re.compile(
    r"(?i:mẫu)(?:\s+(?i:số|tờ khai|đơn))?\s*:?\s*"
    r"(?P<number>\d{1,3}[a-zđ]?(?:[./\-][A-ZĐ0-9][A-ZĐa-z0-9]*)*(?![\w/])"
    r"|[A-ZĐ]{1,6}[.\-]?\d{1,3}[a-zđ]?(?:[./\-][A-ZĐ0-9]+)*(?!\w)"
    r"|[A-ZĐ]{1,4}(?:[.\-][A-ZĐ0-9]{1,6}){1,4}(?!\w))"
)
_FORM_NAME_END = re.compile(
    r"(?i)[\s,;:(–-]*(?:\(|;|\btheo mẫu|\btheo biểu mẫu|\btheo quy định|\btheo phụ lục|"
    r"\bban hành kèm|\bquy định tại|\bmẫu số|\bthực hiện theo|\btại phụ lục|\bcó xác nhận).*$",
    re.DOTALL,
)


class FormRead(NamedTuple):
    """A form that an item names: its name, number and the documents that set it."""

    name: str
    number: str
    legal: tuple[str, ...]


class Item(NamedTuple):
    """A dossier item as read: its case, its attributes, its form."""

    case: str
    attributes: dict[str, object]
    form: FormRead | None


class Fault(NamedTuple):
    """A fault of a row: the column it stands in, and what, repair and rule."""

    column: str
    rule: str
    what: str
    repair: str


class RowRead(NamedTuple):
    """What a row gave: an item, or the reason for which it is left out."""

    row: Row
    item: Item | None
    left_out: str
    faults: tuple[Fault, ...]


def read_rows(rows: Iterable[Row], facts_only: bool) -> list[RowRead]:
    """Each row as an item or as left out with its reason."""
    return [_read(row, facts_only) for row in rows]


def cases(items: Iterable[Item]) -> list[dict[str, object]]:
    """The items grouped by case, in the order of the source; the same item once per case."""
    groups: dict[str, list[dict[str, object]]] = {}
    for item in items:
        group = groups.setdefault(item.case, [])
        if item.attributes not in group:
            group.append(item.attributes)
    return [
        ({"case": case} if case else {}) | {"items": attributes}
        for case, attributes in groups.items()
    ]


def _read(row: Row, facts_only: bool) -> RowRead:
    raw = one_line(row.text(NAME))
    faults: list[Fault] = []
    name, glued = without_files(raw)
    if glued:
        what = f"Tên tệp dính vào tên giấy tờ: “{shortened(glued, 60)}”."
        faults.append(Fault(NAME, "file-name-glued", what, "Đã cắt; kiểm tra lại tên giấy tờ."))
    name = without_bullet(_PART.sub("", without_bullet(name)))
    originals, copies = (_count(row, column, faults) for column in (ORIGINALS, COPIES))
    case = _case(row, facts_only, faults)
    reason = _left_out(raw, name, originals, copies, row)
    if reason:
        return _without_item(row, raw, reason, faults)
    kept = _short_name(name) if facts_only else name
    if kept is None:
        return _without_item(row, raw, "prose", faults)
    if kept != name:
        what = f"Tên giấy tờ là cả đoạn văn ({len(name)} ký tự), chỉ giữ mệnh đề đầu."
        faults.append(Fault(NAME, "dossier-name-cut", what, "Viết lại tên giấy tờ cho gọn."))
    attributes: dict[str, object] = {"name": capital(kept)}
    _add_counts(attributes, originals, copies, faults)
    form = _form(name, one_line(row.text(FORM)))
    return RowRead(row, Item(case, attributes, form), "", tuple(faults))


def _short_name(name: str) -> str | None:
    """The name within the limit: whole, its first clause, or up to where it cites its form."""
    whole = first_clause(name, LONGEST_NAME)
    if whole is None:
        whole = first_clause(without_bullet(_FORM_NAME_END.sub("", name)), LONGEST_NAME)
    return whole or None


def _without_item(row: Row, raw: str, reason: str, faults: list[Fault]) -> RowRead:
    """A row that gives no item, with the finding that says so."""
    shown = shortened(raw, 80)
    what, repair = {
        "empty": ("Dòng không có tên giấy tờ.", "Xem trang gốc rồi điền tay nếu là giấy tờ."),
        "note": (f"Dòng là ghi chú, không phải giấy tờ: “{shown}”.", "Đưa vào hướng dẫn nếu cần."),
        "heading": (f"Dòng là đề mục, không phải giấy tờ: “{shown}”.", "Không cần làm gì."),
        "fragment": (f"Dòng là mẩu của câu ở dòng khác: “{shown}”.", "Xem trang gốc, điền tay."),
        "prose": (f"Dòng là cả đoạn văn, bỏ qua: “{shown}”.", "Điền tên giấy tờ bằng tay."),
    }[reason]
    fault = Fault(NAME, f"dossier-{reason}", what, repair)
    return RowRead(row, None, reason, (*faults, fault))


def without_files(text: str) -> tuple[str, str]:
    """The name without the file names glued to its end, and those file names."""
    found = _FILE_END.search(text)
    if not found:
        return text, ""
    seam = _GLUE.search(text, 3, found.start())
    if not seam:
        return _FILE_END.sub("", text).strip(), text[found.start() :]
    return text[: seam.start()].strip(), text[seam.end() :].strip()


def _count(row: Row, column: str, faults: list[Fault]) -> int | None:
    """A count; None where there is none or where it cannot be one."""
    text = row.text(column)
    if not text:
        return None
    if not text.isdigit():
        what = f"{column} ghi “{shortened(text, 40)}”, không phải số."
        faults.append(Fault(column, "count-not-a-number", what, "Điền số bản bằng tay."))
        return None
    if int(text) > MOST_COUNT:
        what = f"{column} ghi {text}, có thể dính chữ số của phần chữ trước đó."
        faults.append(Fault(column, "count-impossible", what, "Tra lại rồi điền tay."))
        return None
    return int(text)


def _case(row: Row, facts_only: bool, faults: list[Fault]) -> str:
    text = one_line(row.text(CASE))
    case = without_bullet(text)
    if not fold(case):
        return ""
    if facts_only and len(case) > LONGEST_NAME:
        kept = first_clause(case, LONGEST_NAME) or shortened(case)
        what = f"Tên trường hợp là cả đoạn văn ({len(case)} ký tự), đã rút ngắn."
        faults.append(Fault(CASE, "dossier-case-cut", what, "Viết lại tên trường hợp cho gọn."))
        return capital(kept)
    return capital(case)


def _left_out(raw: str, name: str, originals: int | None, copies: int | None, row: Row) -> str:
    """Why the row is no paper, or empty."""
    if not fold(name):
        return "empty"
    if _ALWAYS_NOTE.match(name):
        return "note"
    if _FRAGMENT.match(name):
        return "fragment"
    if originals or copies:
        return ""
    if raw.endswith(":"):
        return "heading"
    counted = row.text(ORIGINALS) or row.text(COPIES)
    sentence = _NOTE.match(name) or len(name) > LONGEST_NAME
    if _NOTE_CASE.match(row.text(CASE)) or (sentence and _zero(counted)):
        return "note"
    return ""


def _zero(text: str) -> bool:
    return not text or text == "0"


def _add_counts(
    attributes: dict[str, object], originals: int | None, copies: int | None, faults: list[Fault]
) -> None:
    """Counts that say something; no original and no copy of a paper says nothing."""
    if not originals and not copies:
        if originals == 0 or copies == 0:
            what = "Giấy tờ ghi 0 bản chính và 0 bản sao."
            faults.append(Fault(ORIGINALS, "dossier-zero", what, "Điền số bản theo văn bản."))
        return
    if originals is not None:
        attributes["originals"] = originals
    if copies is not None:
        attributes["copies"] = copies


def _form(name: str, files: str) -> FormRead | None:
    """The form of an item that has a form file and is named like a form."""
    if not files or not _FORM_WORD.match(name):
        return None
    short = without_bullet(_FORM_NAME_END.sub("", name))
    if not 4 <= len(short) <= 200:
        return None
    numbers = list(dict.fromkeys(match["number"] for match in _FORM_NUMBER.finditer(name)))
    legal = legal_numbers_in(name)
    return FormRead(
        capital(short),
        numbers[0] if len(numbers) == 1 else "",
        tuple(legal) if len(legal) == 1 else (),
    )
