"""What a procedure costs on a day: its fees in force, shared fees resolved to their amounts.

In: a record, the shared records and the day.  Out: plain ``Fee`` records, none of them shared;
what has run out or is still to come is left out, never shown as current.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from generator.catalogue import Shared, holds
from generator.model import Brief, Fee


def charges(record: Brief, shared: Shared, day: date) -> tuple[Fee, ...]:
    """The fees in force on the day."""
    found = (part for fee in record.fees if holds(fee, day) for part in _parts(fee, shared))
    return tuple(fee for fee in found if holds(fee, day))


def _parts(fee: Fee, shared: Shared) -> Iterator[Fee]:
    source = shared.fees.get(fee.fee or "") if fee.basis == "shared" else None
    if source is None:
        yield fee
        return
    for amount in source.amounts:
        if fee.channel and amount.channel and fee.channel != amount.channel:
            continue
        yield msgspec.structs.replace(
            amount,
            name=fee.name or amount.name or source.name,
            kind=amount.kind or source.kind,
            channel=amount.channel or fee.channel,
            case=" – ".join(filter(None, (fee.case, amount.case))) or None,
            exemptions=(*source.exemptions, *fee.exemptions, *amount.exemptions),
        )
