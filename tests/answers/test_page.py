"""What a page hands to its calculators and to its checklist."""

from datetime import date

import msgspec
import pytest

from generator.model import DossierCase, DossierItem, Fee, Procedure, TimeLimit
from generator.views import answers, papers, tariff, wording
from tests import example_records

DAY = date(2026, 11, 23)
SHARED = example_records.shared(lambda place: place)
KNOWN = TimeLimit(number=3, unit="working-day", channel="online")


def limits(*found: TimeLimit) -> list[dict[str, object]]:
    text = answers.limits(found, DAY)
    return msgspec.json.decode(text) if text else []


def prices(*fees: Fee) -> list[dict[str, object]]:
    text = answers.prices(tariff.charges(fees, SHARED, DAY))
    return msgspec.json.decode(text) if text else []


def test_a_known_limit_is_handed_over_with_those_that_are_not_known() -> None:
    unknown = TimeLimit(stated="1", channel="post")
    assert limits(KNOWN, unknown) == [
        {"number": 3, "unit": "working-day", "channel": "online"},
        {"channel": "post", "words": "Nguồn ghi “1”, không ghi đơn vị"},
    ]


@pytest.mark.parametrize(
    "limit",
    [
        TimeLimit(stated="1"),
        TimeLimit(number=1),
        TimeLimit(rule="Trong ngày"),
        TimeLimit(number=8, unit="hour"),
        msgspec.structs.replace(KNOWN, until=date(2026, 11, 22)),
    ],
)
def test_without_any_limit_to_reckon_with_there_is_no_calculator(limit: TimeLimit) -> None:
    assert limits(limit) == []


def test_prices_of_other_days_are_handed_over_with_their_days() -> None:
    fee = Fee(amount=5000, since=date(2027, 1, 1), legal=("1/2026/TT",))
    (price,) = prices(fee)
    assert (price["since"], price["amount"], price["legal"]) == ("2027-01-01", 5000, "1/2026/TT")


@pytest.mark.parametrize(
    "fee",
    [Fee(basis="council"), Fee(basis="unverified", stated="1 đồng"), Fee(basis="rule", stated="x")],
)
def test_without_any_known_amount_there_is_no_calculator(fee: Fee) -> None:
    assert prices(fee) == []


def test_an_amount_says_what_lowers_it() -> None:
    fee = Fee(amount=2000, unit="trang", reduced_from=3, reduced_amount=1000, ceiling=200000)
    assert wording.fee(fee) == (
        "2.000 đồng/trang; từ trang thứ 3: 1.000 đồng/trang; cao nhất 200.000 đồng một bản"
    )


def choices(summary: str | None, *cases: DossierCase) -> list[str]:
    record: Procedure = example_records.record(Procedure, lambda place: place)
    record = msgspec.structs.replace(record, summary=summary, dossier=cases)
    return [case.choice for case in papers.cases(record, SHARED)]


def case(name: str | None, choice: str | None = None) -> DossierCase:
    items = (DossierItem(name="Tờ khai"),)
    return msgspec.convert({"items": items, "case": name, "choice": choice}, DossierCase)


def test_what_editors_head_may_add_up_unless_they_say_otherwise() -> None:
    found = choices("Lời", case(None), case("Nhờ"), case("Một", "one"), case("Hai", "all"))
    assert found == ["", "any", "one", ""]


def test_of_the_portal_only_what_begins_as_a_case_may_be_hidden() -> None:
    assert choices(None, case("Giấy tờ phải nộp"), case("Trường hợp ủy quyền")) == ["", "any"]


def test_a_single_list_of_papers_is_for_all() -> None:
    assert choices("Lời", case("Trường hợp ủy quyền")) == [""]
