"""The history of a procedure: the days on which its answers change, and its published versions.

In: the record, the catalogue and the editions.  Out: ``HistoryView``, a section of its page.
"""

from datetime import date
from itertools import pairwise

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.editions.chain import Editions, Version
from generator.model import Procedure
from generator.views import differences, timeline, wording
from generator.views.differences import PartChange
from generator.views.links import Link
from generator.views.timeline import TOPICS, Span, State

SECTION = "lich-su"
HEADING = "Lịch sử và ngày áp dụng"
_STATE: dict[State, str] = {"past": "Đã qua", "now": "Đang áp dụng", "coming": "Sắp áp dụng"}
NOTHING = "không có giá trị nào"


class Answer(msgspec.Struct, frozen=True, gc=False):
    """One question and what held: cấp giải quyết, cơ quan, thời hạn, phí."""

    label: str
    lines: tuple[str, ...]


class SpanRow(msgspec.Struct, frozen=True, gc=False):
    """Days on which all answers stay the same; only what differs from one span to another."""

    period: str
    state: State
    state_name: str
    answers: tuple[Answer, ...]


class VersionRow(msgspec.Struct, frozen=True, gc=False):
    """A published version: its frozen page, its edition, its decision, what it changed."""

    day: str
    path: str
    edition: str
    decision: str
    kind: str
    parts: tuple[PartChange, ...]


class HistoryView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The section; ``spans`` is empty where no answer has a day on which it changes.

    ``coming``: sentences on what changes after the site's day.  ``versions``: newest first.
    """

    coming: tuple[str, ...]
    spans: tuple[SpanRow, ...]
    versions: tuple[VersionRow, ...]
    feed: str
    as_of: Link
    data: str


def view(record: Procedure, catalogue: Catalogue, editions: Editions) -> HistoryView:
    """The history of a procedure of the catalogue."""
    spans = timeline.of(record, catalogue, editions)
    return HistoryView(
        coming=tuple(coming(spans)),
        spans=span_rows(spans),
        versions=version_rows(record.code, editions),
        feed=addresses.field_feed(record.field),
        as_of=Link("Tra cứu theo ngày", f"{addresses.AS_OF}?ma={record.code}"),
        data=addresses.dates_of(record.code),
    )


def period(since: date | None, until: date | None) -> str:
    """The days of a span in words."""
    if since and until:
        return f"{wording.day(since)} – {wording.day(until)}"
    if since:
        return f"Từ {wording.day(since)}"
    return f"Đến hết {wording.day(until)}" if until else "Mọi ngày"


def coming(spans: tuple[Span, ...]) -> list[str]:
    """What is not yet in force, a sentence for each turn: never shown as current."""
    found = []
    for before, span in pairwise(spans):
        if span.state == "coming" and span.since:
            turned = [topic for topic in TOPICS if before.texts(topic) != span.texts(topic)]
            said = "; ".join(
                f"{TOPICS[topic].lower()}: {' / '.join(span.texts(topic)) or NOTHING}"
                for topic in turned
            )
            found.append(f"Từ {wording.day(span.since)}, {said}.")
    return found


def span_rows(spans: tuple[Span, ...]) -> tuple[SpanRow, ...]:
    """The spans with the questions whose answers are not the same in all of them."""
    if len(spans) < 2:
        return ()
    turning = [topic for topic in TOPICS if len({span.texts(topic) for span in spans}) > 1]
    return tuple(
        SpanRow(
            period(span.since, span.until),
            span.state,
            _STATE[span.state],
            tuple(Answer(TOPICS[topic], span.texts(topic) or (NOTHING,)) for topic in turning),
        )
        for span in spans
    )


def version_rows(code: str, editions: Editions) -> tuple[VersionRow, ...]:
    """The published versions, newest first, each with its difference from the one before."""
    versions = editions.versions(code)
    pairs = zip((None, *versions), versions, strict=False)
    return tuple(_version(code, before, now, editions) for before, now in pairs)[::-1]


def _version(code: str, before: Version | None, now: Version, editions: Editions) -> VersionRow:
    kind, parts = differences.KIND["new"], tuple[PartChange, ...]()
    if before:
        found = differences.changed(
            editions.procedure(before.record),
            editions.shared(before.day),
            editions.procedure(now.record),
            editions.shared(now.day),
        )
        kind = differences.KIND[found.kind if found else "restored"]
        parts = found.parts if found else ()
    return VersionRow(
        day=wording.day(now.day),
        path=addresses.version(code, now.day),
        edition=addresses.edition(now.day),
        decision=editions.of(now.day).edition.decision,
        kind=kind,
        parts=parts,
    )
