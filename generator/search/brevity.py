"""The fee of a procedure in few words, for the filter by cost.

In: a ``Brief`` and the day.  Out: a short text, or an empty one where no few words would be true.
"""

from datetime import date

from generator.catalogue import holds
from generator.model import Brief, Fee
from generator.views import wording

FREE = "Miễn phí"


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
