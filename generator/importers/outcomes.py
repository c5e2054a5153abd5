"""Results of a procedure: names glued to each other by the portal's result codes.

In: the text of a result cell.  Out: the names, and the faults found.
"""

import re
from typing import NamedTuple

from generator.importers.cleaning import (
    capital,
    cut_screen_words,
    first_clause,
    fold,
    is_unknown,
    one_line,
    shortened,
    without_bullet,
)

LONGEST = 250
_CODE = re.compile(r"\s*Mã\s*(?:kết quả|KQ)?\s*:\s*[A-Z][A-Z0-9]*(?:[.\-][A-Z0-9]+)*\d")


class ResultRead(NamedTuple):
    """The results of a cell, and the faults as (rule, what, repair)."""

    results: tuple[str, ...]
    faults: tuple[tuple[str, str, str], ...] = ()


def read_results(cell: str, facts_only: bool) -> ResultRead:
    """Each result once, without its code and without words of the portal's page."""
    text, screen = cut_screen_words(cell)
    faults: list[tuple[str, str, str]] = []
    if screen:
        what = f"Cuối ô có chữ của màn hình: “{shortened(screen, 60)}”."
        faults.append(("screen-words", what, "Đã cắt; kiểm tra lại."))
    codes = _CODE.findall(text)
    if codes:
        what = f"Kết quả dính mã “{shortened(codes[0].strip(), 40)}”" + (
            f" và {len(codes) - 1} mã khác." if len(codes) > 1 else "."
        )
        faults.append(("result-code", what, "Đã tách và bỏ mã."))
    names = [without_bullet(one_line(part)) for part in _CODE.split(text)]
    results: list[str] = []
    for name in names:
        kept = _kept(name, facts_only, faults)
        if kept and kept not in results:
            results.append(kept)
    return ResultRead(tuple(results), tuple(faults))


def _kept(name: str, facts_only: bool, faults: list[tuple[str, str, str]]) -> str:
    if not fold(name) or is_unknown(name):
        return ""
    kept = first_clause(name, LONGEST) if facts_only else name
    if kept != name:
        what = f"Kết quả là cả đoạn văn ({len(name)} ký tự): “{shortened(name, 60)}”."
        repair = "Viết lại tên kết quả cho gọn."
        faults.append(("result-cut" if kept else "result-prose", what, repair))
    return capital(kept or "")
