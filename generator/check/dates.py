"""Rules on days: spans that run backwards or overlap, and days that cannot be.

In: records with values in force for some days, and days on which sources were read.
"""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from itertools import combinations

from generator.catalogue import Catalogue
from generator.check.faults import Owner, Spot, rule
from generator.check.records import (
    contacts_of,
    dated_lists,
    dated_values,
    shared_records,
    sources_of,
)
from generator.check.references import References
from generator.load import Place
from generator.model import (
    Authority,
    Fee,
    Holiday,
    InForce,
    Jurisdiction,
    LegalDocument,
    Publisher,
    Record,
    Tier,
)

SATURDAY = 5

_DATES = "Ghi ngày theo dạng năm-tháng-ngày, như 2025-07-01."


@rule("dates/backwards", "Ngày hết hiệu lực “until” không được trước ngày bắt đầu “since”.")
def backwards(record: Record) -> Iterator[Spot]:
    """A value does not end before it begins."""
    for place, value in dated_values(record):
        if value.until and value.since and value.until < value.since:
            yield _backwards(place, value.since, value.until)
    if isinstance(record, LegalDocument) and record.until:
        begin = record.since or record.issued
        if begin and record.until < begin:
            yield _backwards((), begin, record.until)


@rule(
    "dates/made-up",
    "Ngày làm bù “made_up_on” phải là thứ Bảy hoặc Chủ nhật, và không được là ngày nghỉ lễ.",
)
def made_up(record: Record) -> Iterator[Spot]:
    """A day worked in exchange for another is a Saturday or Sunday, and no holiday."""
    if not isinstance(record, Publisher):
        return
    for position, holiday in enumerate(record.holidays):
        day = holiday.made_up_on
        if day and (
            day.weekday() < SATURDAY or any(_closed(other, day) for other in record.holidays)
        ):
            what = f"Ngày làm bù {day} không phải thứ Bảy, Chủ nhật, hoặc là ngày nghỉ lễ."
            yield Spot(("holidays", position, "made_up_on"), what, "Sửa “made_up_on:”.")


def _closed(holiday: Holiday, day: date) -> bool:
    return holiday.since is not None and holiday.since <= day <= (holiday.until or holiday.since)


def _backwards(place: Place, since: date, until: date) -> Spot:
    what = f"Hết hiệu lực ngày {until} trước khi bắt đầu ngày {since}."
    return Spot((*place, "until"), what, "Sửa “since:” hoặc “until:”, có thể hai ngày bị đổi chỗ.")


@rule(
    "dates/overlap",
    "Trong một ngày chỉ có một cấp thực hiện; một mức thu cho mỗi cách nộp, trường hợp và tên phí.",
)
def overlap(record: Record) -> Iterator[Spot]:
    """No two values that answer the same question hold on the same day."""
    for attribute, values in dated_lists(record):
        if len(values) < 2:
            continue
        for (_, one), (later, two) in combinations(enumerate(values), 2):
            key = _question(two)
            if key is not None and key == _question(one) and _meet(one, two):
                yield _overlap((attribute, later), one, two)


def _question(value: InForce) -> Hashable:
    """What a value answers; None where several answers may stand side by side."""
    if isinstance(value, Fee):
        if value.basis == "unverified":
            return None
        return value.channel, value.case, value.name, value.kind, value.fee, value.unit
    if isinstance(value, Authority):
        return value.role, value.agency
    if isinstance(value, Tier):
        return value.id
    return "tier" if isinstance(value, Jurisdiction) else None


def _meet(one: InForce, two: InForce) -> bool:
    return (one.since or date.min) <= (two.until or date.max) and (two.since or date.min) <= (
        one.until or date.max
    )


def _overlap(place: Place, one: InForce, two: InForce) -> Spot:
    what = f"Mục này ({_span(two)}) trùng ngày với một mục ở trên ({_span(one)})."
    repair = (
        "Thêm “until:” cho mục cũ và “since:” cho mục mới"
        if not isinstance(two, Fee)
        else "Thêm “case:” nói rõ từng trường hợp, hoặc “since:”, “until:” cho từng mức"
    )
    return Spot(place, what, f"{repair}.")


def _span(value: InForce) -> str:
    begin = f"từ {value.since}" if value.since else "từ trước"
    return f"{begin} đến {value.until}" if value.until else f"{begin}, chưa hết"


@rule("dates/checked", "Ngày đọc nguồn “checked” phải là một tháng hoặc một ngày có thật.")
def checked(record: Record) -> Iterator[Spot]:
    """The day on which a source was read exists in the calendar."""
    for place, day in _checked(record):
        if not _exists(day):
            yield Spot(place, f"Ngày “{day}” không có trong lịch.", _DATES)


def _checked(record: Record) -> Iterator[tuple[Place, str]]:
    for place, source in sources_of(record):
        yield (*place, "checked"), source.checked
    for attribute, contact in contacts_of(record):
        if contact.checked:
            yield (attribute, "checked"), contact.checked


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day if len(day) > 7 else f"{day}-01")
    except ValueError:
        return False
    return True


@rule(
    "dates/after-posting",
    "Ngày đọc nguồn và ngày cập nhật không được sau ngày niêm yết “posted_on”.",
)
def after_posting(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """No source is read, and no record updated, after the day of posting."""
    posted = catalogue.day.isoformat()
    for owner, record in shared_records(catalogue.shared):
        for place, day in _checked(record):
            if day > posted:
                yield owner, _later(place, day, posted)
    for code, brief in catalogue.briefs.items():
        if brief.source.checked > posted:
            place = ("source", "checked")
            yield Owner("procedure", code), _later(place, brief.source.checked, posted)
        if brief.updated and brief.updated > catalogue.day:
            updated = brief.updated.isoformat()
            yield Owner("procedure", code), _later(("updated",), updated, posted)


def _later(place: Place, day: str, posted: str) -> Spot:
    what = f"Ngày {day} sau ngày niêm yết {posted}."
    return Spot(place, what, "Sửa ngày này, hoặc “posted_on:” trong publisher.yml.")


@rule(
    "dates/tier",
    "Thẩm quyền của một cấp phải nằm trong thời gian cấp đó tồn tại.",
)
def outside_tier(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """A tier handles a procedure only while the tier exists."""
    tiers: dict[str, list[Tier]] = {}
    for tier in catalogue.shared.publisher.tiers:
        tiers.setdefault(tier.id, []).append(tier)
    bounded = {name for name, spans in tiers.items() if any(span.until for span in spans)}
    bounded |= {name for name, spans in tiers.items() if any(span.since for span in spans)}
    for code, brief in catalogue.briefs.items():
        for position, value in enumerate(brief.jurisdiction):
            if value.tier in bounded and not any(_within(value, t) for t in tiers[value.tier]):
                yield Owner("procedure", code), _outside(position, value, tiers[value.tier])


def _within(value: InForce, tier: Tier) -> bool:
    """An open beginning of a value is as early as its tier; an open end is never."""
    begins = not value.since or (tier.since or date.min) <= value.since
    return begins and (value.until or date.max) <= (tier.until or date.max)


def _outside(position: int, value: Jurisdiction, tiers: list[Tier]) -> Spot:
    spans = "; ".join(_span(tier) for tier in tiers)
    what = f"{tiers[0].name} chỉ tồn tại {spans}, còn thẩm quyền này {_span(value)}."
    repair = "Thêm hoặc sửa “since:”, “until:” của thẩm quyền cho nằm trong thời gian đó."
    return Spot(("jurisdiction", position), what, repair)
