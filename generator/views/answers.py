"""What the calculators of a procedure's page reckon with, as JSON in the page.

In: time limits and charges.  Out: JSON for ``site_overrides/assets/answers``, whose rules are in
``time-rules.js`` and ``cost-rules.js``; the empty text where nothing can be reckoned at all.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from generator.catalogue import holds
from generator.model import ChannelKind, TimeLimit, TimeUnit
from generator.views import wording
from generator.views.tariff import Charge

_encode = msgspec.json.Encoder().encode


class Limit(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A time limit in force; one that is no number of units is only ``words``."""

    number: int | None = None
    unit: TimeUnit | None = None
    channel: ChannelKind | None = None
    case: str | None = None
    words: str = ""


class Price(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A charge with what lowers it, and the days on which it holds."""

    basis: str
    words: str
    name: str = ""
    case: str = ""
    channel: ChannelKind | None = None
    amount: float | None = None
    currency: str = "VND"
    unit: str | None = None
    reduced_from: int | None = None
    reduced_amount: float | None = None
    ceiling: float | None = None
    since: date | None = None
    until: date | None = None
    exemptions: tuple[str, ...] = ()
    legal: str = ""


def limits(found: Iterable[TimeLimit], day: date) -> str:
    """The time limits in force on the day."""
    current = [limit for limit in found if holds(limit, day)]
    if not any(limit.number and limit.unit and limit.unit != "hour" for limit in current):
        return ""
    return _json([_limit(limit) for limit in current])


def _limit(limit: TimeLimit) -> Limit:
    if limit.number and limit.unit:
        return Limit(limit.number, limit.unit, limit.channel, limit.case)
    return Limit(channel=limit.channel, case=limit.case, words=wording.time_limit(limit))


def prices(charges: Sequence[Charge]) -> str:
    """All charges, those of other days too, since people ask for the day of their filing."""
    if not any(charge.fee.basis in ("amount", "free") for charge in charges):
        return ""
    return _json([_price(charge) for charge in charges])


def _price(charge: Charge) -> Price:
    fee, row = charge.fee, charge.row
    return Price(
        basis=fee.basis,
        words=row.amount,
        name=row.name,
        case=row.case,
        channel=charge.channel,
        amount=fee.amount,
        currency=fee.currency,
        unit=fee.unit,
        reduced_from=fee.reduced_from,
        reduced_amount=fee.reduced_amount,
        ceiling=fee.ceiling,
        since=fee.since,
        until=fee.until,
        exemptions=row.exemptions,
        legal=row.legal,
    )


def _json(records: Sequence[msgspec.Struct]) -> str:
    return _encode(records).decode()
