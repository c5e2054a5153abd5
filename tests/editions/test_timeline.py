"""Answers for any day: who was competent, how long it took, what it cost."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from generator.canonical import canonical
from generator.editions.shared_records import shared_of
from generator.model import Contact, Fee, Jurisdiction, Licence, Procedure, Publisher, Source, Tier
from generator.views import history, timeline
from generator.views.timeline import Known, Span
from generator.website import Website
from tests.editions.site import BIRTH, FIRST, SECOND, House

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
PUBLISHER = Publisher(
    name="Thử",
    short_name="Thử",
    base_address="https://thu.example/",
    posted_on=TODAY,
    tiers=(Tier(id="ward", name="Cấp xã"), Tier(id="district", name="Cấp huyện")),
    hotline=Contact(),
    feedback=Contact(),
    licence=Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),
)
SHARED = shared_of({"publisher": canonical(PUBLISHER)})


def procedure(**values: object) -> Procedure:
    return Procedure(
        **{
            "code": "1.000001",
            "name": "Thử",
            "field": "thu",
            "jurisdiction": (Jurisdiction(tier="ward"),),
            "source": Source(title="Thử", checked="2026-11"),
            **values,
        }  # type: ignore[arg-type]
    )


def known(day: date, **values: object) -> Known:
    return Known(day, procedure(**values), SHARED)


def on(spans: tuple[Span, ...], day: date) -> Span:
    (found,) = [
        span
        for span in spans
        if (span.since is None or span.since <= day) and (span.until is None or day <= span.until)
    ]
    return found


def fee(amount: int, since: date | None = None, until: date | None = None) -> Fee:
    return Fee(amount=amount, since=since, until=until)


def test_the_tier_of_a_day_follows_the_dated_jurisdiction() -> None:
    end = date(2025, 6, 30)
    spans = timeline.spans(
        [
            known(
                TODAY,
                jurisdiction=(
                    Jurisdiction(tier="district", until=end),
                    Jurisdiction(tier="ward", since=end + DAY),
                ),
            )
        ],
        TODAY,
    )
    assert [(span.since, span.until, span.state) for span in spans] == [
        (None, end, "past"),
        (end + DAY, None, "now"),
    ]
    assert "Cấp huyện" in on(spans, end).texts("jurisdiction")[0]
    assert "Cấp xã" in on(spans, end + DAY).texts("jurisdiction")[0]


def test_a_fee_in_force_from_next_month_is_coming_and_not_current() -> None:
    change = date(2026, 12, 1)
    spans = timeline.spans(
        [known(TODAY, fees=(fee(8000, until=change - DAY), fee(10000, since=change)))], TODAY
    )
    assert [span.state for span in spans] == ["now", "coming"]
    assert "8.000 đồng" in on(spans, TODAY).texts("fees")[0]
    assert "10.000 đồng" in on(spans, change).texts("fees")[0]
    (sentence,) = history.coming(spans)
    assert sentence.startswith("Từ 01/12/2026, phí, lệ phí: ") and "10.000 đồng" in sentence


def test_a_value_without_days_is_taken_from_the_edition_of_the_day() -> None:
    first, second = date(2026, 1, 5), date(2026, 6, 1)
    spans = timeline.spans(
        [known(first, fees=(fee(5000),)), known(second, fees=(fee(7000),))], TODAY
    )
    assert on(spans, second - DAY).texts("fees") == ("Mọi hình thức: 5.000 đồng",)
    assert on(spans, second).texts("fees") == ("Mọi hình thức: 7.000 đồng",)
    assert on(spans, date(2000, 1, 1)).texts("fees") == ("Mọi hình thức: 5.000 đồng",)


def test_a_dated_value_of_the_newest_edition_corrects_what_was_published_before() -> None:
    change = date(2026, 3, 1)
    spans = timeline.spans(
        [
            known(date(2026, 1, 5), fees=(fee(5000),)),
            known(date(2026, 6, 1), fees=(fee(5000, until=change - DAY), fee(7000, since=change))),
        ],
        TODAY,
    )
    assert "7.000" in on(spans, date(2026, 4, 1)).texts("fees")[0]
    assert "5.000" in on(spans, change - DAY).texts("fees")[0]


def test_a_tier_that_no_longer_exists_handles_nothing() -> None:
    tiers = (Tier(id="district", name="Cấp huyện", until=date(2025, 6, 30)),)
    publisher = msgspec.structs.replace(PUBLISHER, tiers=tiers)
    shared = msgspec.structs.replace(SHARED, publisher=publisher)
    record = procedure(jurisdiction=(Jurisdiction(tier="district"),))
    spans = timeline.spans([Known(TODAY, record, shared)], TODAY)
    assert on(spans, date(2025, 6, 30)).texts("jurisdiction")
    assert not on(spans, date(2025, 7, 1)).texts("jurisdiction")


def test_the_amounts_of_a_shared_fee_keep_their_days(house: House) -> None:
    catalogue = house.catalogue()
    spans = timeline.of(catalogue.whole("2.000815"), catalogue, house.editions)
    before = on(spans, date(2016, 12, 31)).texts("fees")
    after = on(spans, date(2017, 1, 1)).texts("fees")
    assert not [line for line in before if "đồng/trang" in line]
    assert [line for line in after if "2.000 đồng/trang" in line]


_days = st.none() | st.dates(date(2019, 1, 1), date(2028, 1, 1))


@given(st.lists(st.tuples(_days, _days, st.integers(0, 3)), max_size=5), st.integers(1, 3))
def test_the_spans_cover_every_day_once(
    values: list[tuple[date | None, date | None, int]], versions: int
) -> None:
    fees = tuple(fee(amount, since, until) for since, until, amount in values)
    chain = [known(date(2020 + n, 1, 1), fees=fees[n:]) for n in range(versions)]
    spans = timeline.spans(chain, TODAY)
    assert spans[0].since is None and spans[-1].until is None
    for before, span in pairwise(spans):
        assert before.until and before.until + DAY == span.since
    assert [span.state for span in spans].count("now") == 1


# Files of the site


def answers(site: Path, code: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((site / f"thu-tuc/{code}/theo-ngay.json").read_text())
    return found


def test_every_procedure_has_its_answers_for_machines(published: House, website: Website) -> None:
    site = published.build(website)
    data = answers(site, "1.001612")
    assert (data["code"], data["as_of"]) == ("1.001612", "2020-02-03")
    spans = data["spans"]
    assert isinstance(spans, list)
    june, july = (
        next(s for s in spans if (s["until"] or "9") >= day and (s["since"] or "") <= day)
        for day in ("2025-06-30", "2025-07-01")
    )
    assert "Cấp huyện" in june["jurisdiction"][0]["text"]
    assert "Cấp xã" in july["jurisdiction"][0]["text"]
    assert july["state"] == "coming"
    assert july["jurisdiction"][0]["value"]["since"] == "2025-07-01"
    assert july["published"]["page"] == "thu-tuc/1.001612/ban/2020-02-03/"


def test_the_answers_before_a_change_of_an_undated_value_are_the_old_ones(
    published: House, website: Website
) -> None:
    published.edit(
        BIRTH, '{stated: "1", channel: online}', "{number: 3, unit: day, channel: online}"
    )
    published.edit(BIRTH, "updated: 2020-02-01", "updated: 2020-03-01")
    published.publish(SECOND)
    spans = answers(published.build(website), "1.001193")["spans"]
    assert isinstance(spans, list)
    texts = [[value["text"] for value in span["time_limits"]] for span in spans]
    assert [span["since"] for span in spans] == [None, SECOND.isoformat()]
    assert "Nguồn ghi “1”" in texts[0][0] and "3 ngày" in texts[1][0]


def test_an_unpublished_change_of_an_undated_value_does_not_reach_into_the_past(
    published: House,
) -> None:
    published.edit(
        BIRTH, '{stated: "1", channel: online}', "{number: 3, unit: day, channel: online}"
    )
    published.edit(BIRTH, "updated: 2020-02-01", "updated: 2020-03-01")
    published.post_on(SECOND)
    catalogue = published.catalogue()
    spans = timeline.of(catalogue.whole("1.001193"), catalogue, published.editions)
    assert "Nguồn ghi “1”" in on(spans, FIRST).texts("time_limits")[0]
    assert "3 ngày" in on(spans, SECOND).texts("time_limits")[0]


def test_the_page_lists_coming_days_apart_from_past_ones(house: House, website: Website) -> None:
    site = house.build(website)
    index = json.loads((site / "theo-ngay.json").read_text("utf-8"))
    coming = {turn["day"]: turn["codes"] for turn in index["turns"] if turn["coming"]}
    assert coming["2025-07-01"] == ["1.001612"]
    text = (site / "theo-ngay/index.html").read_text("utf-8")
    head, _, past = text.partition('<h2 id="da-thay-doi">')
    assert "Từ 01/07/2025" in head and "Từ 01/07/2025" not in past
    assert "Từ 01/01/2017" in past
