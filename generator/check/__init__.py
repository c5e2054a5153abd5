"""The rules: what a catalogue must be beyond its form.

In: records of ``model``.  Out: ``Fault``, each with its place inside a record.

Rules come in three kinds.  *Record rules* and *procedure rules* look at one record alone, so that
their faults are kept beside the record and found again by its hash.  *Catalogue rules* need
everything; what they need of whole procedures is in ``References``, also kept beside the record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from generator.catalogue import Catalogue
from generator.check import (
    channels,
    counts,
    dates,
    fees,
    forms,
    law,
    links,
    overlap,
    references,
    synonyms,
    time_limits,
    wording,
)
from generator.check.faults import Fault, Kind, Owner, Rule, Spot, faults
from generator.check.records import shared_records
from generator.check.references import References, references_of
from generator.model import Procedure, Record

__all__ = [
    "RULES",
    "Fault",
    "Kind",
    "Owner",
    "References",
    "Rule",
    "of_catalogue",
    "of_procedure",
    "of_record",
    "references_of",
]

RecordRule: TypeAlias = Rule[Callable[[Record], Iterable[Spot]]]
ProcedureRule: TypeAlias = Rule[Callable[[Procedure], Iterable[Spot]]]
CatalogueRule: TypeAlias = Rule[
    Callable[[Catalogue, Mapping[str, References]], Iterable[tuple[Owner, Spot]]]
]

_RECORD_RULES: tuple[RecordRule, ...] = (
    dates.backwards,
    dates.made_up,
    dates.overlap,
    dates.checked,
    fees.basis,
    fees.stray,
    fees.nested,
    fees.reduced,
    fees.source,
    fees.source_pending,
    fees.zero,
    fees.whole,
    fees.small,
    links.scheme,
    links.base_address,
    links.email,
    links.unmarked,
    synonyms.meaning,
)
_WORDING_RULES: tuple[RecordRule, ...] = (
    wording.placeholder,
    wording.ellipsis,
    wording.nfc,
    wording.characters,
)
_PROCEDURE_RULES: tuple[ProcedureRule, ...] = (
    law.part_missing,
    law.gap_with_value,
    time_limits.unit,
    time_limits.empty,
    channels.listed,
    channels.repeated,
    channels.online_reason,
    forms.listed,
    synonyms.repeated,
    references.self_reference,
)
_CATALOGUE_RULES: tuple[CatalogueRule, ...] = (
    *references.EXISTING,
    dates.after_posting,
    dates.outside_tier,
    law.expired,
    counts.declared,
    counts.empty_field,
    overlap.field_names,
    overlap.procedure_names,
    overlap.legal_numbers,
    synonyms.double,
)

RULES: tuple[Rule[Callable[..., object]], ...] = tuple(
    sorted(
        (*_RECORD_RULES, *_WORDING_RULES, *_PROCEDURE_RULES, *_CATALOGUE_RULES),
        key=lambda rule: rule.name,
    )
)
"""All rules by name; the documentation lists them."""


def of_procedure(procedure: Procedure) -> tuple[Fault, ...]:
    """The faults that a procedure shows by itself."""
    owner = Owner("procedure", procedure.code)
    found = list(of_record(owner, procedure))
    for rule in _PROCEDURE_RULES:
        found += faults(rule, owner, rule.check(procedure))
    return tuple(found)


def of_record(owner: Owner, record: Record) -> tuple[Fault, ...]:
    """The faults that any record shows by itself, whatever its kind."""
    found: list[Fault] = []
    for rule in _RECORD_RULES:
        found += faults(rule, owner, rule.check(record))
    if wording.suspicious(record):
        for rule in _WORDING_RULES:
            found += faults(rule, owner, rule.check(record))
    return tuple(found)


def of_catalogue(catalogue: Catalogue, references: Mapping[str, References]) -> tuple[Fault, ...]:
    """The faults of all shared records, and those between records.

    ``references``: code -> ``references_of`` for every procedure of the catalogue.
    """
    return (
        *_alone(shared_records(catalogue.shared)),
        *(
            fault
            for rule in _CATALOGUE_RULES
            for owner, spot in rule.check(catalogue, references)
            for fault in faults(rule, owner, (spot,))
        ),
    )


def _alone(records: Iterable[tuple[Owner, Record]]) -> Iterator[Fault]:
    for owner, record in records:
        yield from of_record(owner, record)
