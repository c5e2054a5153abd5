"""What a procedure costs, as rows of a table.

In: the fees of a record and the shared fees.  Out: rows in which equal fees of several channels
are one, those in force on the day first.
"""

from collections.abc import Iterable
from datetime import date
from itertools import chain

import msgspec

from generator.catalogue import Shared, holds
from generator.model import ChannelKind, Fee
from generator.views import legal, wording


class FeeRow(msgspec.Struct, frozen=True, gc=False):
    """One fee: what for, by which channel, how much, by which law, from when until when.

    ``mark`` says that the amount is not verified; ``state`` that it does not hold on the day.
    """

    name: str
    channels: str
    case: str
    amount: str
    mark: str
    legal: str
    period: str
    state: str
    exemptions: tuple[str, ...]
    note: str


class Charge(msgspec.Struct, frozen=True, gc=False):
    """A fee with its shared fee resolved; ``row`` is what all its channels have in common."""

    fee: Fee
    row: FeeRow
    channel: ChannelKind | None
    known: bool


def charges(fees: Iterable[Fee], shared: Shared, day: date) -> list[Charge]:
    """The fees, shared ones by their amounts; those that hold on the day come first."""
    found = list(chain.from_iterable([_resolved(fee, shared, day) for fee in fees]))
    return sorted(found, key=lambda charge: charge.row.state) if len(found) > 1 else found


def rows(found: Iterable[Charge]) -> tuple[FeeRow, ...]:
    """One row for each fee: equal ones of several channels run together."""
    channels: dict[FeeRow, list[str]] = {}
    for charge in found:
        channels.setdefault(charge.row, []).append(wording.channel(charge.channel))
    return tuple([_with_channels(row, names) for row, names in channels.items()])


def _with_channels(row: FeeRow, names: list[str]) -> FeeRow:
    everywhere = wording.channel(None)
    line = everywhere if everywhere in names else wording.listing(dict.fromkeys(names))
    return msgspec.structs.replace(row, channels=line)


def _resolved(fee: Fee, shared: Shared, day: date) -> list[Charge]:
    if fee.basis != "shared":
        return [_charge(fee, fee.name or "", fee.channel, fee.exemptions, shared, day)]
    source = shared.fees.get(fee.fee or "")
    if source is None:
        return [_charge(fee, fee.name or "", fee.channel, fee.exemptions, shared, day)]
    exemptions = (*source.exemptions, *fee.exemptions)
    return [
        _charge(
            amount,
            fee.name or amount.name or source.name,
            amount.channel or fee.channel,
            (*exemptions, *amount.exemptions),
            shared,
            day,
        )
        for amount in source.amounts
        if not (fee.channel and amount.channel and fee.channel != amount.channel)
    ]


def _charge(
    fee: Fee,
    name: str,
    channel: ChannelKind | None,
    exemptions: tuple[str, ...],
    shared: Shared,
    day: date,
) -> Charge:
    row = FeeRow(
        name=name,
        channels="",
        case=fee.case or "",
        amount=wording.fee(fee),
        mark=wording.UNVERIFIED if fee.basis == "unverified" else "",
        legal=legal.names(fee.legal, shared),
        period=wording.period(fee),
        state=_state(fee, day),
        exemptions=exemptions,
        note="" if fee.basis == "rule" and not fee.stated else fee.note or "",
    )
    return Charge(fee, row, channel, fee.basis in ("amount", "free", "council", "rule"))


def _state(fee: Fee, day: date) -> str:
    """Empty while in force, so that sorting by it puts those rows first."""
    if holds(fee, day):
        return ""
    return "Chưa áp dụng" if fee.since and fee.since > day else "Đã hết hiệu lực"
