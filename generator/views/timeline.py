"""What held on which day: who was competent, how long it took, what it cost.

In: the record in force, its earlier versions with the shared records of their days, and the day as
of which the site speaks.  Out: ``Span``s that cover all days without gap or overlap.

Values that carry days speak for the past and the future themselves, and the newest record knows
them best.  Values without days are taken from the edition that was published on the day asked for;
for days before the first edition, from the first one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from generator.canonical import content_hash
from generator.catalogue import Catalogue, Shared, holds
from generator.editions.chain import Editions, Version
from generator.model import Authority, Brief, Fee, InForce, Jurisdiction, Procedure, TimeLimit
from generator.views.parts import authority_line, fee_line, tier_line, time_line

State = Literal["past", "now", "coming"]
Topic = Literal["jurisdiction", "authorities", "time_limits", "fees"]
TOPICS: dict[Topic, str] = {
    "jurisdiction": "Cấp giải quyết",
    "authorities": "Cơ quan giải quyết",
    "time_limits": "Thời hạn",
    "fees": "Phí, lệ phí",
}
_DAY = timedelta(days=1)


class Known(msgspec.Struct, frozen=True):
    """A record with the shared records of its time; ``day``: of its edition."""

    day: date
    record: Brief
    shared: Shared


class Value(msgspec.Struct, frozen=True, gc=False):
    """A value that holds, in words and as recorded; dated where the record names its days."""

    text: str
    value: InForce


Answers = dict[Topic, tuple[Value, ...]]


class Span(msgspec.Struct, frozen=True):
    """The days from ``since`` to ``until``, both included, and what holds on them.

    ``published``: the day of the edition that was in force on the first of them, if any.
    """

    since: date | None
    until: date | None
    state: State
    answers: Answers
    published: date | None

    def texts(self, topic: Topic) -> tuple[str, ...]:
        """The answers to one question in words."""
        return tuple(value.text for value in self.answers[topic])


def of(record: Procedure, catalogue: Catalogue, editions: Editions) -> tuple[Span, ...]:
    """The spans of a procedure of the catalogue."""
    versions, day = editions.versions(record.code), catalogue.day
    if versions and versions[-1].record == content_hash(record):
        versions, day = versions[:-1], versions[-1].day
    known = _known(versions, editions)
    return spans([*known, Known(day, record, catalogue.shared)], catalogue.day)


def _known(versions: Iterable[Version], editions: Editions) -> list[Known]:
    return [
        Known(version.day, editions.procedure(version.record), editions.shared(version.day))
        for version in versions
    ]


def whole_life(code: str, editions: Editions, end: date) -> tuple[Span, ...]:
    """The spans of a withdrawn procedure up to the day before ``end``."""
    known = _known(editions.versions(code), editions)
    found = [span for span in spans(known, end) if span.since is None or span.since < end]
    last = msgspec.structs.replace(found[-1], until=end - _DAY)
    return tuple(msgspec.structs.replace(span, state="past") for span in (*found[:-1], last))


def spans(known: Sequence[Known], day: date) -> tuple[Span, ...]:
    """The spans of a procedure of which these versions are known, oldest first."""
    starts = [None, *sorted({*_turns(known[-1]), *(version.day for version in known[1:])})]
    found: list[Span] = []
    for place, since in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        until = following - _DAY if following else None
        answers = _answers(known, since or _before(starts))
        if found and _same(found[-1].answers, answers):
            found[-1] = msgspec.structs.replace(found[-1], until=until)
        else:
            found.append(Span(since, until, "past", answers, _published(known, since)))
    return tuple(msgspec.structs.replace(span, state=_state(span, day)) for span in found)


def _same(one: Answers, two: Answers) -> bool:
    return all(
        [value.text for value in one[topic]] == [value.text for value in two[topic]]
        for topic in TOPICS
    )


def _turns(newest: Known) -> Iterator[date]:
    """The days on which something begins to hold or has just ceased to."""
    tiers = {span.tier for span in newest.record.jurisdiction}
    values = [value for topic in TOPICS for value in _values(newest, topic)]
    values += [tier for tier in newest.shared.publisher.tiers if tier.id in tiers]
    for value in values:
        if value.since:
            yield value.since
        if value.until:
            yield value.until + _DAY


def _before(starts: Sequence[date | None]) -> date:
    """A day before all turns."""
    first = next((start for start in starts if start), None)
    return first - _DAY if first else date.min


def _answers(known: Sequence[Known], on: date) -> Answers:
    return {topic: _answer(_ruling(known, topic, on), topic, on) for topic in TOPICS}


def _ruling(known: Sequence[Known], topic: Topic, on: date) -> Known:
    """The version that knows best what held on the day."""
    newest = known[-1]
    if any(value.since or value.until for value in _values(newest, topic)):
        return newest
    return next((version for version in reversed(known) if version.day <= on), known[0])


def _answer(known: Known, topic: Topic, on: date) -> tuple[Value, ...]:
    found = [value for value in _values(known, topic) if _holds(value, known, on)]
    return tuple(dict.fromkeys([Value(_text(value, known.shared), value) for value in found]))


def _holds(value: InForce, known: Known, on: date) -> bool:
    """Whether the value holds on the day, and the tier that it names exists then."""
    if not isinstance(value, Jurisdiction):
        return holds(value, on)
    tiers = [tier for tier in known.shared.publisher.tiers if tier.id == value.tier]
    return holds(value, on) and (not tiers or any(holds(tier, on) for tier in tiers))


def _values(known: Known, topic: Topic) -> list[InForce]:
    if topic != "fees":
        return list(getattr(known.record, topic))
    return [amount for fee in known.record.fees for amount in _amounts(fee, known.shared)]


def _amounts(fee: Fee, shared: Shared) -> Iterable[Fee]:
    """The fee itself, or the amounts of the shared fee while the procedure names it."""
    source = shared.fees.get(fee.fee or "") if fee.basis == "shared" else None
    return [_within(amount, fee) for amount in source.amounts] if source else [fee]


def _within(amount: Fee, fee: Fee) -> Fee:
    begins = [day for day in (amount.since, fee.since) if day]
    ends = [day for day in (amount.until, fee.until) if day]
    return msgspec.structs.replace(
        amount,
        since=max(begins, default=None),
        until=min(ends, default=None),
        channel=amount.channel or fee.channel,
    )


def _text(value: InForce, shared: Shared) -> str:
    if isinstance(value, Jurisdiction):
        return tier_line(value, shared)
    if isinstance(value, Authority):
        return authority_line(value, shared)
    if isinstance(value, TimeLimit):
        return time_line(value, shared)
    assert isinstance(value, Fee)
    return fee_line(value, shared)


def _published(known: Sequence[Known], since: date | None) -> date | None:
    days = [version.day for version in known if since and version.day <= since]
    return days[-1] if days else None


def _state(span: Span, day: date) -> State:
    if span.since and span.since > day:
        return "coming"
    return "past" if span.until and span.until < day else "now"


def dated(record: Procedure | Brief, shared: Shared) -> bool:
    """Whether any answer of the procedure names its days."""
    known = Known(date.min, record, shared)
    return any(value.since or value.until for topic in TOPICS for value in _values(known, topic))
