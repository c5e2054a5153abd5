"""The example catalogue is small, without fault, and shows every attribute."""

from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from generator.catalogue import Catalogue, holds
from generator.check.records import shared_records
from generator.folder import read
from generator.model import Brief, Fee, Gap, InForce, Record
from generator.store import Store
from tests.paths import ROOT

EXAMPLE = ROOT / "tests" / "example_catalogue"
BUSINESS = "1.001612"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    reading = read(EXAMPLE, Store(tmp_path, b""))
    assert reading.findings() == []
    assert reading.catalogue
    return reading.catalogue


def records(catalogue: Catalogue) -> list[msgspec.Struct]:
    """All records of the catalogue, and the records inside them."""
    found: list[msgspec.Struct] = []
    todo: list[object] = [record for _, record in shared_records(catalogue.shared)]
    todo += [catalogue.whole(code) for code in catalogue.briefs]
    while todo:
        value = todo.pop()
        if isinstance(value, msgspec.Struct):
            found.append(value)
            todo += [getattr(value, name) for name in value.__struct_fields__]
        elif isinstance(value, tuple | list):
            todo += value
        elif isinstance(value, dict):
            todo += value.values()
    return found


def test_it_has_three_procedures_of_a_district_and_a_ward(catalogue: Catalogue) -> None:
    tiers = {code: catalogue.tier_of(brief) for code, brief in catalogue.briefs.items()}
    assert tiers == {"1.001193": "ward", BUSINESS: "district", "2.000815": "ward"}


def test_a_procedure_went_from_the_district_to_the_ward(catalogue: Catalogue) -> None:
    jurisdiction = catalogue.briefs[BUSINESS].jurisdiction

    def on(day: date) -> list[str]:
        return [value.tier for value in jurisdiction if holds(value, day)]

    assert on(date(2025, 6, 30)) == ["district"]
    assert on(date(2025, 7, 1)) == ["ward"]


def test_every_attribute_has_a_value_somewhere(catalogue: Catalogue) -> None:
    seen: dict[type[msgspec.Struct], set[str]] = {}
    for record in records(catalogue):
        used = {
            field.name
            for field in msgspec.structs.fields(record)
            if field.required or getattr(record, field.name) != field.default
        }
        seen.setdefault(type(record), set()).update(used)
    unused = {
        f"{kind.__name__}.{name}"
        for kind, used in seen.items()
        for name in set(kind.__struct_fields__) - used - set(InForce.__struct_fields__)
    }
    assert unused == set()


def test_every_basis_of_a_fee_and_every_kind_of_gap_is_there(catalogue: Catalogue) -> None:
    found = records(catalogue)
    bases = {record.basis for record in found if isinstance(record, Fee)}
    statuses = {record.status for record in found if isinstance(record, Gap)}
    assert bases == set(get_args(msgspec.structs.fields(Fee)[_index(Fee, "basis")].type))
    assert statuses == set(get_args(msgspec.structs.fields(Gap)[_index(Gap, "status")].type))


def _index(kind: type[Record], name: str) -> int:
    return kind.__struct_fields__.index(name)


def test_all_contact_details_are_marked_as_samples(catalogue: Catalogue) -> None:
    shared = catalogue.shared
    contacts = [shared.publisher.hotline, shared.publisher.feedback]
    contacts += [ward.desk for ward in shared.wards.values() if ward.desk]
    contacts += [agency.contact for agency in shared.agencies.values() if agency.contact]
    assert contacts and all(contact.sample for contact in contacts)


def test_every_source_says_that_it_is_an_example(catalogue: Catalogue) -> None:
    briefs: list[Brief] = list(catalogue.briefs.values())
    assert all("ví dụ" in brief.source.title for brief in briefs)
