"""What is in force on a day, and what machines may count with."""

from datetime import date

import pytest

from generator.catalogue import Catalogue
from generator.exports import timing
from generator.exports.charges import charges
from generator.model import Fee, TimeLimit

DAY = date(2020, 2, 3)


@pytest.mark.parametrize(
    ("limit", "duration"),
    [
        (TimeLimit(number=8, unit="hour"), "PT8H"),
        (TimeLimit(number=5, unit="day"), "P5D"),
        (TimeLimit(number=2, unit="month"), "P2M"),
        (TimeLimit(number=5, unit="working-day"), None),
        (TimeLimit(stated="1"), None),
        (TimeLimit(rule="Trong ngày"), None),
    ],
)
def test_only_calendar_time_is_a_duration(limit: TimeLimit, duration: str | None) -> None:
    assert timing.duration(limit) == duration


def test_limits_that_differ_or_hold_for_a_case_have_no_common_duration() -> None:
    five, eight = TimeLimit(number=5, unit="day"), TimeLimit(number=8, unit="day")
    case = TimeLimit(number=5, unit="day", case="Hồ sơ phức tạp")
    assert timing.common([five, five]) == "P5D"
    assert timing.common([five, eight]) is None
    assert timing.common([five, case]) is None
    assert timing.common([]) is None


def test_a_channel_has_its_own_limits_and_those_of_all() -> None:
    every = TimeLimit(number=5, unit="day")
    online = TimeLimit(number=3, unit="day", channel="online")
    over = TimeLimit(number=9, unit="day", until=date(2019, 12, 31))
    assert list(timing.of_channel([every, online, over], "online", DAY)) == [every, online]
    assert list(timing.of_channel([every, online, over], "post", DAY)) == [every]


def test_a_shared_fee_stands_for_its_amounts(example: Catalogue) -> None:
    record = example.whole("2.000815")
    found = charges(record, example.shared, DAY)
    assert not any(fee.basis == "shared" for fee in found)
    assert {fee.name for fee in found if fee.currency == "VND"} == {
        "Phí chứng thực bản sao từ bản chính"
    }
    assert all("Đối tượng ví dụ" in fee.exemptions for fee in found if fee.name)


@pytest.mark.parametrize(
    ("day", "amounts"),
    [(date(2020, 1, 12), set()), (date(2020, 1, 13), {150_000}), (date(2025, 7, 1), set())],
)
def test_a_fee_counts_only_on_its_days(example: Catalogue, day: date, amounts: set[float]) -> None:
    found: tuple[Fee, ...] = charges(example.whole("1.001612"), example.shared, day)
    assert {fee.amount for fee in found if fee.amount is not None} == amounts
