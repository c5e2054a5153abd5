"""The calculators agree with examples worked by hand, and with what must hold for any input."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.answers.rules import HERE, Rules, running

WHEN = yaml.safe_load((HERE / "when.yml").read_text(encoding="utf-8"))
COST = yaml.safe_load((HERE / "cost.yml").read_text(encoding="utf-8"))
HARD = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def rules() -> Iterator[Rules]:
    with running() as process:
        yield process


def parts(line: str) -> list[list[str]]:
    return [part.split() for part in line.split("|")]


def test_there_are_at_least_60_examples_of_each_kind_together() -> None:
    assert len(WHEN["examples"]) >= 60
    assert len(COST["examples"]) >= 40


@pytest.mark.parametrize("line", WHEN["examples"])
def test_the_day_is_the_one_worked_by_hand(rules: Rules, line: str) -> None:
    (number, unit), (day, *time), (calendar,), wanted = parts(line)
    limit = {"number": int(number), "unit": None if unit == "-" else unit}
    filing = {"day": "" if day == "-" else day, "time": time[0] if time else ""}
    said = rules.ask("due", limit, filing, WHEN["calendars"][calendar])
    if wanted[0] == "?":
        about = [str(said[key]) for key in ("year", "day") if key in said]
        assert [said["unknown"], *about] == wanted[1:]
    else:
        moved = [said["moved"], said["received"]] if said["moved"] else []
        assert [said["due"], *moved] == wanted


@pytest.mark.parametrize("line", COST["examples"])
def test_the_sum_is_the_one_worked_by_hand(rules: Rules, line: str) -> None:
    (name,), (day, channel), (units, copies, *chosen), wanted = parts(line)
    asked = {
        "day": day,
        "channel": channel,
        "units": float(units) if "." in units else int(units),
        "copies": int(copies),
        "chosen": next(iter(chosen), ""),
        "exempt": chosen == ["exempt"],
    }
    said = rules.ask("cost", COST["prices"][name], asked)
    if wanted[0] == "?":
        assert (said["unknown"], said["totals"]) == (wanted[1:], {})
    else:
        sums = {
            currency: int(amount)
            for amount, currency in zip(wanted[::2], wanted[1::2], strict=True)
        }
        assert (said["unknown"], said["totals"]) == ([], sums)


# Properties

DAYS = some.dates(date(2020, 1, 1), date(2035, 12, 31))
COUNTS = some.integers(1, 60)
TIMES = some.times().map(lambda time: time.strftime("%H:%M"))
SPANS = some.lists(
    some.tuples(DAYS, some.integers(0, 9)).map(
        lambda pair: [pair[0].isoformat(), (pair[0] + timedelta(pair[1])).isoformat()]
    ),
    max_size=8,
)
CALENDARS = some.fixed_dictionaries(
    {
        "cutOff": some.one_of(some.just(""), TIMES),
        "holidays": SPANS,
        "worked": some.lists(DAYS.map(date.isoformat), max_size=6),
        "years": some.just(list(range(2019, 2060))),
    }
)
Calendar = dict[str, Any]


def is_off(day: date, calendar: Calendar) -> bool:
    spans = calendar["holidays"]
    if day.isoformat() in calendar["worked"]:
        return False
    return day.weekday() >= 5 or any(since <= day.isoformat() <= until for since, until in spans)


def due(rules: Rules, number: int, unit: str, day: date, time: str, calendar: Calendar) -> Any:
    filing = {"day": day.isoformat(), "time": time}
    return rules.ask("due", {"number": number, "unit": unit}, filing, calendar)


@HARD
@given(COUNTS, some.sampled_from(["day", "working-day", "month"]), DAYS, TIMES, CALENDARS)
def test_what_is_done_is_done_on_a_working_day_after_its_receipt(
    rules: Rules, number: int, unit: str, day: date, time: str, calendar: Calendar
) -> None:
    said = due(rules, number, unit, day, time, calendar)
    received, done = date.fromisoformat(said["received"]), date.fromisoformat(said["due"])
    assert day <= received < done
    assert not is_off(done, calendar) and not is_off(received, calendar)


@HARD
@given(COUNTS, DAYS, TIMES, CALENDARS)
def test_between_receipt_and_end_are_as_many_working_days_as_the_limit_says(
    rules: Rules, number: int, day: date, time: str, calendar: Calendar
) -> None:
    said = due(rules, number, "working-day", day, time, calendar)
    received, done = date.fromisoformat(said["received"]), date.fromisoformat(said["due"])
    span = [received + timedelta(count) for count in range(1, (done - received).days + 1)]
    assert sum(not is_off(one, calendar) for one in span) == number


@HARD
@given(COUNTS, DAYS, CALENDARS)
def test_days_are_counted_on_the_calendar_and_end_on_the_first_open_day(
    rules: Rules, number: int, day: date, calendar: Calendar
) -> None:
    said = due(rules, number, "day", day, "", calendar)
    end = date.fromisoformat(said["received"]) + timedelta(number)
    while is_off(end, calendar):
        end += timedelta(1)
    assert said["due"] == end.isoformat()


@HARD
@given(COUNTS, DAYS, some.sampled_from(["day", "working-day", "month"]), CALENDARS)
def test_who_files_later_or_has_a_longer_limit_is_never_served_earlier(
    rules: Rules, number: int, day: date, unit: str, calendar: Calendar
) -> None:
    first = due(rules, number, unit, day, "", calendar)["due"]
    assert first <= due(rules, number, unit, day + timedelta(1), "", calendar)["due"]
    assert first <= due(rules, number + 1, unit, day, "", calendar)["due"]


@HARD
@given(COUNTS, DAYS, CALENDARS)
def test_an_unknown_calendar_gives_the_full_calendars_day_or_none(
    rules: Rules, number: int, day: date, calendar: Calendar
) -> None:
    """What is said without complete holidays stays true whatever moves within its spans."""
    partial = calendar | {"years": []}
    said = due(rules, number, "working-day", day, "", partial)
    if "due" in said:
        assert said == due(rules, number, "working-day", day, "", calendar)
        moving = [f"{day.year}-02-01", f"{day.year}-02-09"]
        more = calendar | {"holidays": [*calendar["holidays"], moving]}
        assert said == due(rules, number, "working-day", day, "", more)
    else:
        assert said["unknown"] == "holidays"


PRICES = some.fixed_dictionaries(
    {
        "basis": some.just("amount"),
        "words": some.just(""),
        "amount": some.integers(1, 10**7),
        "unit": some.just("trang"),
    },
    optional={"ceiling": some.integers(1, 10**8)},
)


def total(rules: Rules, prices: list[Any], units: int = 1, copies: int = 1) -> int:
    asked = {"day": "2026-11-23", "channel": "online", "chosen": "", "exempt": False}
    said = rules.ask("cost", prices, asked | {"units": units, "copies": copies})
    assert said["unknown"] == []
    found: int = said["totals"]["VND"]
    return found


@HARD
@given(PRICES, some.integers(1, 500), some.integers(1, 50))
def test_copies_cost_each_the_same_and_none_more_than_the_ceiling(
    rules: Rules, price: dict[str, Any], units: int, copies: int
) -> None:
    one = total(rules, [price], units)
    assert one == min(price["amount"] * units, price.get("ceiling", 10**12))
    counted = copies if "ceiling" in price else 1
    assert total(rules, [price], units, copies) == one * counted


@HARD
@given(PRICES, some.integers(2, 9), some.integers(0, 10**6), some.integers(1, 60))
def test_each_further_unit_costs_its_own_amount(
    rules: Rules, price: dict[str, Any], start: int, lower: int, units: int
) -> None:
    price = {key: value for key, value in price.items() if key != "ceiling"}
    reduced = price | {"reduced_from": start, "reduced_amount": lower}
    each = [price["amount"] if place < start else lower for place in range(1, units + 1)]
    assert total(rules, [reduced], units) == sum(each)


@HARD
@given(some.lists(PRICES, min_size=1, max_size=5), some.permutations(range(5)))
def test_the_sum_of_several_prices_is_the_same_in_any_order(
    rules: Rules, prices: list[dict[str, Any]], order: list[int]
) -> None:
    named = [price | {"name": f"khoản {place}"} for place, price in enumerate(prices)]
    shuffled = [named[place] for place in order if place < len(named)]
    assert (
        total(rules, named) == total(rules, shuffled) == sum(total(rules, [one]) for one in named)
    )
