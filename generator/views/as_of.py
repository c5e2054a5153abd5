"""Answers for any day: the page that asks for one, and the data behind it.

In: the catalogue and the editions.  Out: ``AsOfView``, and plain trees for JSON.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.editions.chain import Editions, Withdrawn
from generator.model import Brief, Procedure
from generator.views import history, links, timeline, wording
from generator.views.links import Entry, Link
from generator.views.timeline import TOPICS, Span

INDEX = "theo-ngay.json"
SCRIPT = "assets/theo-ngay.js"
Tree = dict[str, Any]


class Turn(msgspec.Struct, frozen=True, gc=False):
    """A day on which the answers of some procedures change."""

    day: str
    coming: bool
    count: str
    procedures: tuple[Entry, ...]


class AsOfView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page: the form, what is to come, and all days on which something changes."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    day: str
    today: str
    script: str
    data: str
    coming: tuple[Turn, ...]
    past: tuple[Turn, ...]


def view(catalogue: Catalogue) -> AsOfView:
    """The page on which a reader asks for a procedure and a day."""
    turns = [_turn(day, codes, catalogue) for day, codes in turning_days(catalogue).items()]
    return AsOfView(
        title="Tra cứu theo ngày",
        description="Ngày nào cấp nào giải quyết, cơ quan nào, thời hạn và mức thu ra sao.",
        crumbs=links.crumbs(Link("Tra cứu theo ngày", addresses.AS_OF)),
        day=catalogue.day.isoformat(),
        today=wording.day(catalogue.day),
        script=SCRIPT,
        data=INDEX,
        coming=tuple(turn for turn in turns if turn.coming),
        past=tuple(turn for turn in turns[::-1] if not turn.coming),
    )


def _turn(day: date, codes: Iterable[str], catalogue: Catalogue) -> Turn:
    found = links.entries(catalogue.briefs[code] for code in codes)
    count = f"{wording.number(len(found))} thủ tục"
    return Turn(wording.day(day), day > catalogue.day, count, found)


def turning_days(catalogue: Catalogue) -> dict[date, list[str]]:
    """Day -> codes of the procedures whose dated answers change on it, days sorted."""
    found: dict[date, list[str]] = {}
    for code, brief in catalogue.briefs.items():
        for day in _days(brief, catalogue):
            found.setdefault(day, []).append(code)
    return dict(sorted(found.items()))


def _days(brief: Brief, catalogue: Catalogue) -> set[date]:
    if not timeline.dated(brief, catalogue.shared):
        return set()
    known = timeline.Known(catalogue.day, brief, catalogue.shared)
    spans = timeline.spans([known], catalogue.day)
    return {span.since for span in spans if span.since}


def index(catalogue: Catalogue) -> Tree:
    """All days on which something changes, for machines."""
    return {
        "as_of": catalogue.day,
        "procedures": "thu-tuc/{code}/theo-ngay.json",
        "turns": [
            {"day": day, "coming": day > catalogue.day, "codes": codes}
            for day, codes in turning_days(catalogue).items()
        ],
    }


def of_procedure(record: Procedure, catalogue: Catalogue, editions: Editions) -> Tree:
    """What held on which day, for machines."""
    spans = timeline.of(record, catalogue, editions)
    return _tree(record, spans, catalogue.day)


def of_withdrawn(code: str, gone: Withdrawn, catalogue: Catalogue, editions: Editions) -> Tree:
    """The same for a procedure that is no longer published: its days end."""
    end = gone.withdrawal.since or gone.day
    record = editions.procedure(editions.versions(code)[-1].record)
    spans = timeline.whole_life(code, editions, end)
    why = msgspec.to_builtins(gone.withdrawal)
    return {**_tree(record, spans, catalogue.day), "withdrawn": {"since": end, "why": why}}


def _tree(record: Procedure, spans: tuple[Span, ...], day: date) -> Tree:
    return {
        "code": record.code,
        "title": wording.title(record),
        "as_of": day,
        "spans": [_span(span, record) for span in spans],
    }


def _span(span: Span, record: Procedure) -> Tree:
    page = addresses.version(record.code, span.published) if span.published else None
    return {
        "since": span.since,
        "until": span.until,
        "period": history.period(span.since, span.until),
        "state": span.state,
        "in_force": bool(span.answers["jurisdiction"]) or not record.jurisdiction,
        "published": {"day": span.published, "page": page} if page else None,
        **{topic: [_value(value) for value in span.answers[topic]] for topic in TOPICS},
    }


def _value(value: timeline.Value) -> Tree:
    plain: Mapping[str, Any] = msgspec.to_builtins(value.value)
    known = bool(value.value.since or value.value.until)
    return {"text": value.text, "dated": known, "value": plain}
