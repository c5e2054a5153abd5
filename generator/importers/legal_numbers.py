"""Numbers of legal documents: split where they are glued, refused where they cannot be true.

In: the text of a cell.  Out: ``LegalRead`` with the numbers in order and what was refused.
The sign of a number tells its kind; nothing else about a document is known here.
"""

import re
from typing import NamedTuple

_SIGN = (
    r"(?:UBTVQH\d{1,2}|QH\d{1,2}|NĐ-CP|NQ-CP|NQ-HĐND|QĐ-TTg|QĐ-UBND|PL-UBTVQH\d{1,2}"
    r"|TTLT(?:[-–/][A-ZĐ][A-ZĐa-z]*)+|TT[-–][A-ZĐ]+|(?:QĐ|CT|NQ|L|VBHN|KH)[-–][A-ZĐ]{1,12})"
)
_NUMBER = re.compile(rf"(?<![\d.])(\d{{1,5}}(?:\.\d{{1,3}})?)/((?:\d{{4}}/)?)({_SIGN})")
_WHOLE = re.compile(rf"^{_NUMBER.pattern}$")
_TERMS = {
    8: (1987, 1992),
    9: (1992, 1997),
    10: (1997, 2002),
    11: (2002, 2007),
    12: (2007, 2011),
    13: (2011, 2016),
    14: (2016, 2021),
    15: (2021, 2026),
    16: (2026, 2031),
}
_MOST = {"QH": 300, "NĐ-CP": 600, "TT": 600, "NQ-CP": 600, "QĐ-TTg": 3000, "UBTVQH": 2500}
_CHECK = "Tra lại số, ký hiệu văn bản ở nguồn rồi điền tay."


class LegalRead(NamedTuple):
    """The numbers of a cell, and the faults as (rule, what, repair)."""

    numbers: tuple[str, ...]
    faults: tuple[tuple[str, str, str], ...] = ()


def read_legal(cell: str, year: int) -> LegalRead:
    """The numbers that the cell names; ``year`` is the last one that a document can have."""
    text = re.sub(r"(?i)^(?:số|số ký hiệu)\s*:?\s*", "", " ".join(cell.split())).replace("–", "-")
    found = list(_NUMBER.finditer(text))
    rest = _NUMBER.sub("", text).strip(" ,;.-và")
    if not found or rest:
        what = f"“{text}” không đọc được thành số, ký hiệu văn bản."
        return LegalRead((), (("legal-number-malformed", what, _CHECK),))
    numbers: list[str] = []
    faults: list[tuple[str, str, str]] = []
    if len(found) > 1:
        what = f"Nhiều số văn bản dính nhau trong một ô: “{text}”."
        faults.append(("legal-number-glued", what, "Đã tách; kiểm tra lại."))
    for match in found:
        doubt = _doubt(match[1], match[2].rstrip("/"), match[3], year)
        if doubt:
            what = f"Số văn bản “{match[0]}” {doubt}"
            faults.append(("legal-number-impossible", what, _CHECK))
        else:
            numbers.append(match[0])
    return LegalRead(tuple(dict.fromkeys(numbers)), tuple(faults))


def _doubt(number: str, year: str, sign: str, last_year: int) -> str:
    """Why a number cannot be right, in words; empty where nothing speaks against it."""
    if year and not 1945 <= int(year) <= last_year:
        return f"có năm {year} không thể có."
    if sign == "NQ-CP" and year and number.isdigit() and len(number) == 1:
        return f"có thể bị cắt đầu (như 66.{number}/{year}/NQ-CP)."
    if number.isdigit() and len(number) == 1 and year:
        return "thiếu số 0 ở đầu, có thể bị cắt."
    if number.isdigit() and int(number) > _most(sign):
        return "lớn bất thường, có thể dính với chữ số khác."
    term = re.search(r"QH(\d{1,2})$", sign)
    if term and year:
        first, last = _TERMS.get(int(term[1]), (0, 0))
        if not first <= int(year) <= last:
            return f"có năm {year} không thuộc nhiệm kỳ Quốc hội khóa {term[1]}."
    return ""


def _most(sign: str) -> int:
    """The largest number that documents of this sign reach in a year."""
    if sign in _MOST:
        return _MOST[sign]
    return next((most for start, most in _MOST.items() if sign.startswith(start)), 9999)


def kind_of(number: str) -> str:
    """The kind of document that its sign surely tells; ``other`` where it does not."""
    match = _WHOLE.match(number)
    sign = match[3] if match else ""
    if sign.startswith("TTLT"):
        return "joint-circular"
    if sign.startswith("TT"):
        return "circular"
    if sign == "NĐ-CP":
        return "decree"
    if sign.startswith("QĐ-"):
        return "decision"
    if sign.startswith("NQ-"):
        return "resolution"
    return "other"


def legal_numbers_in(text: str) -> list[str]:
    """All well-formed numbers in a running text, each once."""
    return list(dict.fromkeys(match[0].replace("–", "-") for match in _NUMBER.finditer(text)))
