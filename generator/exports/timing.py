"""Time limits as machines count them: an ISO 8601 duration, where there is one.

In: time limits.  Out: a duration or None.  Working days have no duration (five of them are seven
days or more), nor has a rule in words or a number without unit: those are said in words only.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.catalogue import holds
from generator.model import ChannelKind, TimeLimit, TimeUnit

_FORMS: Mapping[TimeUnit, str] = {"hour": "PT{}H", "day": "P{}D", "month": "P{}M"}


def duration(limit: TimeLimit) -> str | None:
    """The limit as a duration; None where it is none."""
    if limit.number is None or limit.unit is None or limit.unit not in _FORMS:
        return None
    return _FORMS[limit.unit].format(limit.number)


def common(limits: Iterable[TimeLimit]) -> str | None:
    """The one duration that all the limits have; None where they differ, or hold for a case."""
    found = {None if limit.case else duration(limit) for limit in limits}
    return found.pop() if len(found) == 1 else None


def of_channel(limits: Iterable[TimeLimit], kind: ChannelKind, day: date) -> Iterator[TimeLimit]:
    """The limits in force on the day for one way to submit."""
    return (limit for limit in limits if limit.channel in (None, kind) and holds(limit, day))
