"""Trees become records, or every reason why not."""

from typing import Any

import pytest

from generator.bind import bind
from generator.load import Flaw
from generator.model import Procedure

GOOD: dict[str, Any] = {
    "code": "1.001193",
    "name": "Thủ tục đăng ký khai sinh",
    "field": "ho-tich",
    "jurisdiction": [{"tier": "ward", "since": "2025-07-01"}],
    "source": {"title": "Cổng Dịch vụ công Quốc gia", "checked": "2026-07"},
}


def flaws_of(**changes: Any) -> list[Flaw]:
    result = bind(GOOD | changes, Procedure)
    assert isinstance(result, list)
    return result


def test_text_becomes_the_types_of_the_model() -> None:
    record = bind(
        GOOD | {"sets": "2", "home_delivery": "true", "fees": [{"amount": "8000"}]}, Procedure
    )
    assert isinstance(record, Procedure)
    assert (record.sets, record.home_delivery, record.fees[0].amount) == (2, True, 8000.0)
    assert str(record.jurisdiction[0].since) == "2025-07-01"


CASES: list[tuple[dict[str, Any], tuple[str | int, ...], str, str]] = [
    ({"nmae": "x"}, ("nmae",), "form/unknown-key", "“name”"),
    ({"code": "1.1193"}, ("code",), "form/value", "1.001193"),
    ({"field": "Hộ tịch"}, ("field",), "form/value", "không dấu"),
    ({"sets": "hai"}, ("sets",), "form/value", "số nguyên"),
    ({"sets": "0"}, ("sets",), "form/value", "số nguyên"),
    ({"home_delivery": "có"}, ("home_delivery",), "form/value", "true hoặc false"),
    ({"steps": "một"}, ("steps",), "form/value", "- "),
    ({"steps": [None]}, ("steps", 0), "form/value", "Điền"),
    ({"steps": [{"a": "b"}]}, ("steps", 0), "form/value", "Điền"),
    ({"source": "x"}, ("source",), "form/value", "title"),
    (
        {"source": {"title": "x", "checked": "2026"}},
        ("source", "checked"),
        "form/value",
        "2026-07",
    ),
    (
        {"jurisdiction": [{"tier": "ward", "since": "2025-02-30"}]},
        ("jurisdiction", 0, "since"),
        "form/value",
        "năm-tháng-ngày",
    ),
    ({"jurisdiction": [{}]}, ("jurisdiction", 0), "form/missing-key", "tier"),
    (
        {"time_limits": [{"number": "3", "unit": "workingday"}]},
        ("time_limits", 0, "unit"),
        "form/value",
        "working-day",
    ),
    ({"gaps": {"feees": {"status": "not-published"}}}, ("gaps", "feees"), "form/value", "fees"),
    ({"gaps": {"fees": {"status": "x"}}}, ("gaps", "fees", "status"), "form/value", "Chọn"),
    ({"gaps": "x"}, ("gaps",), "form/value", "tệp mẫu"),
]


@pytest.mark.parametrize(("change", "place", "rule", "hint"), CASES)
def test_a_fault_is_told_at_its_place_with_a_repair(
    change: dict[str, Any], place: tuple[str | int, ...], rule: str, hint: str
) -> None:
    (flaw,) = flaws_of(**change)
    assert (flaw.place, flaw.rule) == (place, rule)
    assert hint in flaw.repair


def test_all_faults_are_told_at_once() -> None:
    flaws = flaws_of(sets="x", nmae="y", source={"title": "x"}, steps="z")
    assert {flaw.rule for flaw in flaws} == {
        "form/value",
        "form/unknown-key",
        "form/missing-key",
    }
    assert len(flaws) == 4


@pytest.mark.parametrize("tree", [None, "text", ["list"]])
def test_a_file_that_holds_no_record_is_told(tree: Any) -> None:
    result = bind(tree, Procedure)
    assert isinstance(result, list)
    assert result[0].place == ()
