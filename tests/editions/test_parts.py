"""Readable lines of a record: no change of a record may go unshown."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from generator.build import load_catalogue
from generator.canonical import canonical
from generator.catalogue import Catalogue
from generator.load import parse
from generator.model import Authority, Fee, Jurisdiction, Procedure
from generator.views import differences
from generator.views.parts import parts
from tests.editions.site import BIRTH, COPY, EXAMPLE, SHOP

OTHERS = (
    *("2019-01-01", "to-be-verified", "not-applicable", "online", "post", "executing", "charge"),
    *("full", "none", "working-day", "month", "free", "council", "rule", "USD", "9.999999"),
    *("competent", "VND", "one", "any", "khac", "khác"),
)
"""Values of which some fit any attribute that takes not just any text."""


@cache
def example() -> Catalogue:
    with TemporaryDirectory() as cache:
        reading = load_catalogue(EXAMPLE, Path(cache))
        assert reading.catalogue
        return reading.catalogue


def leaves(tree: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each value of a tree, and to each item of its lists."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*way, key))
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            yield from leaves(value, (*way, place))
    else:
        yield way


def changed(record: Procedure, way: tuple[str | int, ...]) -> Procedure | None:
    """The record with another value there; None where no other value is allowed."""
    for value in candidates(at(json.loads(canonical(record)), way)):
        tree = json.loads(canonical(record))
        at(tree, way[:-1])[way[-1]] = value
        try:
            other = msgspec.convert(tree, Procedure)
        except msgspec.ValidationError:
            continue
        if canonical(other) != canonical(record):
            return other
    return None


def at(tree: Any, way: tuple[str | int, ...]) -> Any:
    for step in way:
        tree = tree[step]
    return tree


def candidates(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1]
    return [*(other for other in OTHERS if other != value), f"{value} khác"]


@cache
def records() -> dict[str, Procedure]:
    """The procedures of the example catalogue, and one with what none of them says."""
    found = {}
    for file in (BIRTH, COPY, SHOP):
        tree, _ = parse((EXAMPLE / file).read_text("utf-8"))
        record = msgspec.convert(tree, Procedure, strict=False)
        found[record.code] = record
    tiered = Fee(amount=2000, unit="trang", reduced_from=3, reduced_amount=1000, ceiling=200000)
    more = msgspec.structs.replace(
        found["1.001193"],
        jurisdiction=(Jurisdiction(tier="ward", note="Ghi chú"),),
        authorities=(Authority(agency="ubnd-phuong", note="Ghi chú"),),
        fees=(tiered,),
    )
    return found | {"more": more}


def cases() -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for name, record in records().items():
        yield from ((name, way) for way in leaves(json.loads(canonical(record))))


@pytest.mark.parametrize(
    ("name", "way"), cases(), ids=[f"{code}-{'.'.join(map(str, way))}" for code, way in cases()]
)
def test_every_change_of_a_record_shows_in_some_part(name: str, way: tuple[str | int, ...]) -> None:
    if way == ("code",):
        pytest.skip("the code is the record's name: another code is another record")
    record, shared = records()[name], example().shared
    other = changed(record, way)
    assert other, "no other value was found for this attribute"
    assert differences.between(record, shared, other, shared)


def test_the_cases_above_meet_every_attribute_of_a_procedure() -> None:
    met = {tuple(step for step in way if isinstance(step, str)) for _, way in cases()}
    met = {("gaps", way[-1]) if way[0] == "gaps" else way for way in met}
    assert attributes(Procedure) - met == set()


def attributes(kind: type[msgspec.Struct], above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The ways to all attributes of a record and of the records in it."""
    found: set[tuple[str, ...]] = set()
    for field in inspect.type_info(kind).fields:  # type: ignore[attr-defined]
        inner = [part.cls for part in structs(field.type)]
        below = (*above, field.encode_name)
        found |= set().union(*(attributes(part, below) for part in inner)) if inner else {below}
    return found


def structs(kind: Any) -> Iterator[inspect.StructType]:
    """The record types inside a type."""
    if isinstance(kind, inspect.StructType):
        yield kind
    for name in ("type", "item_type", "value_type"):
        if inner := getattr(kind, name, None):
            yield from structs(inner)
    for arm in getattr(kind, "types", ()):
        yield from structs(arm)


def test_parts_stand_always_in_the_same_order() -> None:
    orders = {
        tuple(part.id for part in parts(example().whole(code), example().shared))
        for code in example().briefs
    }
    assert len(orders) == 1


def test_an_equal_record_has_no_differences() -> None:
    record, shared = example().whole("1.001193"), example().shared
    assert differences.between(record, shared, deepcopy(record), shared) == ()


LINES = {
    "a word changes": (["Nộp tại phường."], ["Nộp tại xã."], [("Nộp tại phường.", "Nộp tại xã.")]),
    "a line comes": (["Một."], ["Một.", "Hai mới."], [("", "Hai mới.")]),
    "a line goes": (["Một.", "Hai cũ."], ["Một."], [("Hai cũ.", "")]),
    "another line stands there": (
        ["Đơn xin."],
        ["Thẻ căn cước."],
        [("", "Thẻ căn cước."), ("Đơn xin.", "")],
    ),
    "lines change places with others": (
        ["Đơn xin phép làm nhà.", "Bản vẽ thiết kế ngôi nhà."],
        ["Bản vẽ thiết kế ngôi nhà hai tầng.", "Đơn xin phép làm nhà ở."],
        [
            ("Bản vẽ thiết kế ngôi nhà.", "Bản vẽ thiết kế ngôi nhà hai tầng."),
            ("Đơn xin phép làm nhà.", "Đơn xin phép làm nhà ở."),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), LINES.values(), ids=LINES.keys())
def test_lines_are_told_old_to_new(
    old: list[str], new: list[str], expected: list[tuple[str, str]]
) -> None:
    record, shared = example().whole("1.001193"), example().shared
    one = msgspec.structs.replace(record, steps=tuple(old))
    two = msgspec.structs.replace(record, steps=tuple(new))
    (part,) = differences.between(one, shared, two, shared)
    assert [(line.before, line.after) for line in part.lines] == expected
