"""What a time cell says: a number with its unit, a sentence, or a number nobody can use.

In: the text of a channel's time cell.  Out: ``TimeRead``: the attributes of ``model.TimeLimit``
and the faults found.  A bare number is kept as stated; its unit is never guessed.
"""

import re
from typing import NamedTuple

from generator.importers.cleaning import is_unknown, one_line, shortened

UNITS = {"ngày làm việc": "working-day", "ngày": "day", "giờ": "hour", "tháng": "month"}
_LIMIT = re.compile(r"(?i)^(\d{1,4})\s*(ngày làm việc|ngày|giờ|tháng)\.?$")
_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")
_NUMBER_UNIT = re.compile(r"(?i)^\d+(?:[.,]\d+)?\s*(?:ngày làm việc|ngày|giờ|tháng)$")


class TimeRead(NamedTuple):
    """A limit as plain attributes (None for none stated), and its fault if any."""

    limit: dict[str, object] | None
    fault: tuple[str, str, str] | None = None


def read_time(cell: str, words: int | None = None) -> TimeRead:
    """The limit of a cell; ``words`` bounds the source's sentences that are kept."""
    text = one_line(cell)
    if is_unknown(text):
        what = f"Ô thời gian ghi “{text}”." if text else "Ô thời gian để trống."
        return TimeRead(None, ("time-missing", what, "Tra thời hạn trong văn bản rồi điền tay."))
    found = _LIMIT.match(text)
    if found and int(found[1]) > 0:
        return TimeRead({"number": int(found[1]), "unit": UNITS[found[2].lower()]})
    if _NUMBER.match(text):
        what = f"Thời gian chỉ ghi “{text}”, không có đơn vị."
        return TimeRead({"stated": text}, ("time-without-unit", what, "Tra đơn vị rồi điền tay."))
    if _NUMBER_UNIT.match(text):
        what = f"Thời gian “{text}” không phải số nguyên dương."
        return TimeRead({"stated": text}, ("time-odd-number", what, "Kiểm tra lại thời hạn."))
    stated = text if words is None else shortened(text, words)
    what = f"Thời gian là một câu: “{shortened(text, 80)}”."
    return TimeRead(
        {"stated": stated}, ("time-in-words", what, "Nên ghi thành rule bằng lời mình.")
    )
