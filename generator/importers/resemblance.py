"""Procedures that look like one another: nearly one name, or one page for two codes.

In: the records with their main rows.  Out: a finding at the later row of each pair.
"""

import re
from collections.abc import Iterable, Mapping

from generator.findings import Finding
from generator.importers.cleaning import fold, shortened
from generator.importers.workbook import Row, Sheet

_BRACKETS = re.compile(r"\([^()]*\)")
_SMALL = frozenset(["thu", "tuc", "va", "cua", "cac", "cho", "tai", "theo", "ve"])
Place = tuple[str, Sheet, Row, Mapping[str, object]]


def resemblances(places: Iterable[Place]) -> list[Finding]:
    """A finding for each record whose name or page another record has already."""
    findings: list[Finding] = []
    names: dict[str, str] = {}
    pages: dict[str, str] = {}
    for _, sheet, row, record in places:
        code, name = str(record["code"]), str(record["name"])
        first = names.setdefault(name_key(name), code)
        if first != code:
            what = f"{code}: tên gần như trùng với {first}: “{shortened(name, 80)}”."
            findings.append(_finding(sheet, row, "Tên TTHC", what, "import/name-resembles"))
        source = record["source"]
        url = str(source.get("url", "")) if isinstance(source, Mapping) else ""
        other = pages.setdefault(url, code) if url else code
        if other != code:
            what = f"{code}: cùng một trang với {other}; có thể mang nội dung của thủ tục kia."
            findings.append(_finding(sheet, row, "Link truy cập", what, "import/other-page"))
    return findings


def name_key(name: str) -> str:
    """The words that tell names apart: without brackets, small words and order."""
    words = [word for word in fold(_BRACKETS.sub(" ", name)).split() if word not in _SMALL]
    return " ".join(words) or fold(name)


def _finding(sheet: Sheet, row: Row, column: str, what: str, rule: str) -> Finding:
    repair = "Xem hai hồ sơ có phải một thủ tục không; ghi rõ chỗ khác nhau."
    return sheet.finding(row, column, what, repair, rule)
