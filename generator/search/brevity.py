"""Time limit and fee of a procedure in the few words that a list of results has room for.

In: a ``Brief`` and the day.  Out: a short text, or an empty one where no few words would be true.
"""

from datetime import date

from generator.catalogue import holds
from generator.model import Brief, Fee
from generator.views import wording

FREE = "Miễn phí"


def time_limit(brief: Brief, day: date) -> str:
    """``3 ngày làm việc``, ``1–5 ngày``; empty where units differ or a limit has no number."""
    limits = [limit for limit in brief.time_limits if holds(limit, day)]
    units = {limit.unit for limit in limits}
    numbers = [limit.number for limit in limits if limit.number is not None]
    unit = units.pop() if len(units) == 1 else None
    if unit is None or len(numbers) != len(limits):
        return ""
    return f"{_span(min(numbers), max(numbers))} {wording.UNIT[unit]}"


def fee(brief: Brief, day: date) -> str:
    """``Miễn phí``, ``7.000–15.000 đồng``; empty where anything else is to be said."""
    fees = [item for item in brief.fees if holds(item, day)]
    if fees and all(item.basis == "free" for item in fees):
        return FREE
    amounts = [item.amount for item in fees if _plain(item) and item.amount is not None]
    if not amounts or len(amounts) != len(fees):
        return ""
    return f"{_span(min(amounts), max(amounts))} đồng"


def _plain(item: Fee) -> bool:
    return item.basis == "amount" and item.currency == "VND"


def _span(low: float, high: float) -> str:
    few, many = wording.number(low), wording.number(high)
    return few if low == high else f"{few}–{many}"
