"""The wide table: one row for each procedure, each part in words, for who opens a single file.

In: a ``Dataset``.  Out: the table's columns and rows.  What is not known says so in its cell.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.catalogue import Shared, holds
from generator.completeness import forms_of
from generator.exports.charges import charges
from generator.exports.dataset import Dataset
from generator.exports.tables import TABLES, Column, Row, Table
from generator.model import Attribute, DossierItem, Fee, Procedure, TimeLimit
from generator.views import wording

_PARTS: tuple[Attribute, ...] = (
    "applicants",
    "authorities",
    "reception",
    "channels",
    "time_limits",
    "fees",
    "dossier",
    "sets",
    "forms",
    "steps",
    "results",
    "conditions",
    "legal_basis",
    "decision",
    "online_level",
)
_BEFORE = ("code", "name", "short_name", "field", "tier", "summary")
_AFTER = ("source", "source_url", "page", "sha256")
_REQUIRED = {"code", "name", "field", "tier", *_PARTS, "source", "page", "sha256"}

WIDE = Table(
    name="procedures_wide",
    columns=tuple(
        Column(name=name, required=name in _REQUIRED) for name in (*_BEFORE, *_PARTS, *_AFTER)
    ),
    key=("code",),
)
ALL: Mapping[str, Table] = {WIDE.name: WIDE, **TABLES}
"""Every table that is a CSV file: the wide one first."""


def rows(dataset: Dataset) -> Iterator[Row]:
    """The rows, by code."""
    shared, day = dataset.catalogue.shared, dataset.catalogue.day
    for record in dataset.procedures():
        yield (*_before(record, dataset), *_parts(record, shared, day), *_after(record, dataset))


def _before(record: Procedure, dataset: Dataset) -> Row:
    shared = dataset.catalogue.shared
    field = shared.fields.get(record.field)
    tier = dataset.catalogue.tier_of(record)
    return (
        record.code,
        record.name,
        record.short_name,
        field.name if field else record.field,
        wording.tier(shared, tier) if tier else "Không còn cấp nào",
        record.summary,
    )


def _after(record: Procedure, dataset: Dataset) -> Row:
    source = record.source
    read = f"{source.title}, {wording.checked(source.checked)}"
    page = f"{dataset.base}/thu-tuc/{record.code}/"
    return (read, source.url, page, dataset.hash_of(record.code))


def _parts(record: Procedure, shared: Shared, day: date) -> Iterator[str]:
    said = _said(record, shared, day)
    for attribute in _PARTS:
        words = said[attribute]
        if words:
            doubt = wording.doubt(record, attribute)
            yield f"{words} [{doubt}]" if doubt else words
        else:
            yield wording.missing(record, attribute)


def _said(record: Procedure, shared: Shared, day: date) -> dict[Attribute, str]:
    agencies = [shared.agencies.get(a.agency) for a in record.authorities if holds(a, day)]
    limits = [_limit(limit) for limit in record.time_limits if holds(limit, day)]
    papers = [
        _paper(item, case.case) for case in record.dossier for item in case.items
    ]  # fmt: skip
    forms = [shared.forms[form].name for form in forms_of(record) if form in shared.forms]
    decision = record.decision
    return {
        "applicants": _joined(record.applicants),
        "authorities": _joined(agency.name for agency in agencies if agency),
        "reception": record.reception or "",
        "channels": _joined(wording.CHANNEL[channel.kind] for channel in record.channels),
        "time_limits": _joined(limits),
        "fees": _joined(_fee(fee) for fee in charges(record, shared, day)),
        "dossier": _joined(papers),
        "sets": str(record.sets or ""),
        "forms": _joined(forms),
        "steps": _joined(record.steps),
        "results": _joined(record.results),
        "conditions": _joined(record.conditions),
        "legal_basis": _joined(record.legal_basis),
        "decision": decision.number if decision else "",
        "online_level": wording.ONLINE[record.online_level] if record.online_level else "",
    }


def _joined(parts: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return " | ".join(dict.fromkeys(parts))


def _limit(limit: TimeLimit) -> str:
    return _about(wording.channel(limit.channel), wording.time_limit(limit), limit.case)


def _fee(fee: Fee) -> str:
    name = " – ".join(filter(None, (wording.channel(fee.channel), fee.name)))
    return _about(name, wording.fee(fee), fee.case)


def _about(name: str, words: str, case: str | None) -> str:
    return f"{name}: {words} ({case})" if case else f"{name}: {words}"


def _paper(item: DossierItem, case: str | None) -> str:
    counts = (
        f"{item.originals} bản chính" if item.originals else "",
        f"{item.copies} bản sao" if item.copies else "",
        item.note or "",
    )
    about = "; ".join(filter(None, counts))
    words = f"{item.name} ({about})" if about else item.name
    return f"{case}: {words}" if case else words
