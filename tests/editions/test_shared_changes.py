"""What is told of changes in shared records."""

from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from msgspec.structs import replace

from generator.catalogue import Shared
from generator.model import Fee, Record, Synonym, Term
from generator.views import shared_changes
from tests.editions.site import House

KINDS = get_type_hints(Shared)


def keys(kind: Any) -> Iterator[str]:
    """Every key of a type of record and of the records in it, but for fees: these are sentences."""
    if get_origin(kind) in (Union, UnionType, dict, tuple):
        for inner in get_args(kind):
            yield from keys(inner)
    elif isinstance(kind, type) and issubclass(kind, Record) and kind is not Fee:
        for key, inner in get_type_hints(kind).items():
            yield key
            yield from keys(inner)


def test_every_kind_of_shared_record_is_told_of() -> None:
    assert shared_changes.GROUPS.keys() == KINDS.keys()


def test_every_key_has_a_name_for_readers() -> None:
    found = {key for kind in KINDS.values() for key in keys(kind)}
    assert "amounts" in found and "telephone" in found
    assert found - shared_changes.LABELS.keys() == set()


def test_equal_records_and_another_day_of_posting_are_no_change(house: House) -> None:
    shared = house.catalogue().shared
    later = replace(shared, publisher=replace(shared.publisher, posted_on=date(2021, 1, 1)))
    assert shared_changes.compare(shared, later) == ()


CHANGES = {
    "glossary": (Term(term="Trích lục", means="Bản chụp"), "Trích lục"),
    "synonyms": (Synonym(say=("giấy khai sinh",), codes=("1.001193",)), "giấy khai sinh"),
}


@pytest.mark.parametrize(("group", "record", "name"), [(k, *v) for k, v in CHANGES.items()])
def test_records_of_a_list_are_told_one_by_one(
    house: House, group: str, record: Record, name: str
) -> None:
    shared = house.catalogue().shared
    (found,) = shared_changes.compare(shared, replace(shared, **{group: (record,)}))[:1] or [None]
    assert found and found.id == group
    assert (name, "new") in {(change.name, change.kind) for change in found.changes}


def test_a_new_notice_is_a_change_of_the_publisher(house: House) -> None:
    shared = house.catalogue().shared
    later = replace(shared, publisher=replace(shared.publisher, notice="Lời báo mới."))
    (group,) = shared_changes.compare(shared, later)
    assert group.id == "publisher"
    assert "Lời báo chung: Lời báo mới." in {line.after for line in group.changes[0].lines}
