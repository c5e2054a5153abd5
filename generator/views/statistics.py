"""The catalogue in numbers: by tier, field and online level, fees, time limits, completeness.

In: the catalogue and the changelog.  Out: ``StatisticsView``: tables with charts and CSV files.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import get_args

import msgspec

from generator import addresses
from generator.catalogue import Catalogue, holds
from generator.completeness import KNOWN, NOT_RECORDED, status
from generator.model import Attribute, Brief, Fee, TimeLimit
from generator.views import changelog, charts, counting, links, wording
from generator.views.changelog import Changelog
from generator.views.charts import Cell, Table
from generator.views.links import Link

STATISTICS = Link("Số liệu", addresses.STATISTICS)
NUMBER = "Số thủ tục"
SHARE = "Tỷ lệ"
_UNKNOWN = "Danh mục không có thông tin"
_ONLINE = {
    "full": "Toàn trình",
    "partial": "Một phần",
    "none": "Chưa trực tuyến",
}
_ONLINE_UNCLEAR = "Nhận trực tuyến, chưa rõ toàn trình hay một phần"
_AMOUNTS = (
    (20_000, "Đến 20.000 đồng"),
    (100_000, "Trên 20.000 đến 100.000 đồng"),
    (500_000, "Trên 100.000 đến 500.000 đồng"),
    (2_000_000, "Trên 500.000 đến 2 triệu đồng"),
    (float("inf"), "Trên 2 triệu đồng"),
)
_BASES = {
    "free": "Miễn phí",
    "council": "Hội đồng nhân dân quy định, chưa có số tiền",
    "rule": "Tính theo quy định",
    "foreign": "Thu bằng ngoại tệ",
    "unverified": "Chưa kiểm chứng",
    "none": _UNKNOWN,
}
_DAYS = ((1, "Trong 1 ngày"), (3, "2–3 ngày"), (5, "4–5 ngày"), (10, "6–10 ngày"))
_MORE_DAYS = ((20, "11–20 ngày"), (30, "21–30 ngày"), (float("inf"), "Trên 30 ngày"))
_LIMITS = {
    "month": "Tính theo tháng",
    "rule": "Theo quy tắc ghi bằng lời",
    "stated": "Nguồn không ghi đơn vị",
    "none": _UNKNOWN,
}
_STATUS = {
    KNOWN: "Đã có",
    "not-applicable": "Không áp dụng",
    "to-be-verified": "Chưa kiểm chứng",
    "not-published": "Nguồn không công bố",
    NOT_RECORDED: "Chưa ghi",
}


class StatisticsView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page; ``settlement`` is the way to the settlement results, None where there are none."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    as_of: str
    total: str
    fields: str
    tables: tuple[Table, ...]
    settlement: Link | None


def view(catalogue: Catalogue, found: Sequence[Table], settlement: Link | None) -> StatisticsView:
    """The page with all tables, those of ``tables``."""
    counts = counting.counts(catalogue)
    return StatisticsView(
        title="Danh mục qua các con số",
        description="Số thủ tục theo cấp, lĩnh vực, mức độ trực tuyến; phí, thời hạn, độ đầy đủ.",
        crumbs=links.crumbs(STATISTICS),
        as_of=wording.as_of(catalogue.day),
        total=wording.number(counts.procedures),
        fields=wording.number(len(counts.fields)),
        tables=tuple(found),
        settlement=settlement,
    )


def tables(catalogue: Catalogue, log: Changelog) -> list[Table]:
    """All tables, in their order on the page."""
    briefs = catalogue.briefs.values()
    found = [_tiers(catalogue), _fields(catalogue), online(briefs)]
    found += [_fees(catalogue), _time_limits(catalogue), _completeness(catalogue)]
    return [*found, _changes(log)]


def _path(table_id: str) -> str:
    return f"{addresses.STATISTICS}{table_id}.csv"


TABLES = ("theo-cap", "theo-linh-vuc", "truc-tuyen", "le-phi", "thoi-han", "do-day-du", "thay-doi")
PATHS = tuple(_path(table_id) for table_id in TABLES)
"""The CSV files of ``tables``, in the same order."""


def _shared(
    table_id: str, heading: str, what: str, rows: Iterable[tuple[str, int]], note: str = ""
) -> Table:
    """A table of counts that add up to all procedures, with the share of each."""
    rows = list(rows)
    total = sum(count for _, count in rows)
    return charts.table(
        table_id,
        heading,
        (what, NUMBER, SHARE),
        [(label, count, charts.share(count, total)) for label, count in rows],
        path=_path(table_id),
        note=note,
        percent=(2,),
    )


def _tiers(catalogue: Catalogue) -> Table:
    counts = counting.counts(catalogue)
    rows = [(tier.name, tier.procedures) for tier in counts.tiers]
    rows += [("Không cấp nào trong ngày này", counts.nobody)] if counts.nobody else []
    return _shared("theo-cap", "Theo cấp giải quyết", "Cấp", rows)


def _fields(catalogue: Catalogue) -> Table:
    counts, fields = counting.counts(catalogue).fields, catalogue.shared.fields
    rows = [(fields[name].name if name in fields else name, n) for name, n in counts.items()]
    rows.sort(key=lambda row: (-row[1], wording.alphabetical(row[0])))
    return _shared("theo-linh-vuc", "Theo lĩnh vực", "Lĩnh vực", rows)


def _tally(
    briefs: Iterable[Brief], labels: Iterable[str], label: Callable[[Brief], str]
) -> list[tuple[str, int]]:
    tally = Counter(label(brief) for brief in briefs)
    return [(name, tally[name]) for name in labels]


def online(briefs: Iterable[Brief]) -> Table:
    """The procedures by online level; an online channel of unknown level has its own line."""
    labels = [*_ONLINE.values(), _ONLINE_UNCLEAR, _UNKNOWN]
    rows = _tally(briefs, labels, _online_label)
    return _shared("truc-tuyen", "Theo mức độ trực tuyến", "Mức độ", rows)


def _online_label(brief: Brief) -> str:
    if brief.online_level:
        return _ONLINE[brief.online_level]
    online = any(channel.kind == "online" for channel in brief.channels)
    return _ONLINE_UNCLEAR if online else _UNKNOWN


def _fees(catalogue: Catalogue) -> Table:
    labels = [_BASES["free"], *(label for _, label in _AMOUNTS), *list(_BASES.values())[1:]]
    rows = _tally(catalogue.briefs.values(), labels, lambda brief: _fee_label(brief, catalogue))
    note = "Mỗi thủ tục tính một lần, theo mức cao nhất đang áp dụng mà danh mục biết."
    return _shared("le-phi", "Mức phí, lệ phí", "Mức", rows, note)


def _fee_label(brief: Brief, catalogue: Catalogue) -> str:
    fees = [fee for fee in _amounts(brief, catalogue) if holds(fee, catalogue.day)]
    amounts = [fee.amount for fee in fees if fee.basis == "amount" and fee.currency == "VND"]
    highest = max((amount for amount in amounts if amount is not None), default=None)
    if highest is not None:
        return next(label for limit, label in _AMOUNTS if highest <= limit)
    bases = {fee.basis for fee in fees}
    for basis in ("council", "rule", "unverified", "free"):
        if basis in bases:
            return _BASES[basis]
    return _BASES["foreign" if "amount" in bases else "none"]


def _amounts(brief: Brief, catalogue: Catalogue) -> Iterable[Fee]:
    for fee in brief.fees:
        source = catalogue.shared.fees.get(fee.fee or "") if fee.basis == "shared" else None
        yield from source.amounts if source else (fee,)


def _time_limits(catalogue: Catalogue) -> Table:
    labels = [label for _, label in (*_DAYS, *_MORE_DAYS)] + list(_LIMITS.values())
    rows = _tally(catalogue.briefs.values(), labels, lambda brief: _limit_label(brief, catalogue))
    note = (
        "Mỗi thủ tục tính một lần, theo thời hạn dài nhất đang áp dụng. "
        "Ngày làm việc và ngày thường đếm chung; dưới một ngày tính là 1 ngày."
    )
    return _shared("thoi-han", "Thời hạn giải quyết", "Thời hạn", rows, note)


def _limit_label(brief: Brief, catalogue: Catalogue) -> str:
    limits = [limit for limit in brief.time_limits if holds(limit, catalogue.day)]
    if any(limit.unit == "month" for limit in limits):
        return _LIMITS["month"]
    days = [days for limit in limits if (days := _days(limit)) is not None]
    if days:
        longest = max(days)
        return next(label for most, label in (*_DAYS, *_MORE_DAYS) if longest <= most)
    if any(limit.rule for limit in limits):
        return _LIMITS["rule"]
    return _LIMITS["stated" if limits else "none"]


def _days(limit: TimeLimit) -> int | None:
    if limit.number is None or limit.unit is None:
        return None
    return -(-limit.number // 24) if limit.unit == "hour" else limit.number


def _completeness(catalogue: Catalogue) -> Table:
    """How well each legal part is known over all procedures."""
    attributes: tuple[Attribute, ...] = get_args(Attribute)
    tally: Counter[tuple[str, str]] = Counter()
    for code in catalogue.briefs:
        record = catalogue.whole(code)
        tally.update((attribute, status(record, attribute)) for attribute in attributes)
    total = len(catalogue.briefs)
    settled = {name: tally[name, KNOWN] + tally[name, "not-applicable"] for name in attributes}
    rows: list[list[Cell]] = [
        [
            wording.first_upper(wording.PART[name]),
            charts.share(settled[name], total),
            *(tally[name, said] for said in _STATUS),
        ]
        for name in sorted(attributes, key=lambda name: (-settled[name], name))
    ]
    return charts.table(
        "do-day-du",
        "Độ đầy đủ theo phần pháp lý",
        ("Phần", "Đã có hoặc không áp dụng", *_STATUS.values()),
        rows,
        path=_path("do-day-du"),
        note="Đếm theo ô: mỗi thủ tục và mỗi phần là một ô.",
        percent=(1,),
    )


def _changes(log: Changelog) -> Table:
    """How many procedures each edition has changed, oldest first."""
    rows: list[list[Cell]] = []
    for published in log.editions.chain:
        found = changelog.counts(log.of(published))
        telling = sum(count for kind, count in found.items() if kind != "checked")
        kinds = (found.get(kind, 0) for kind in changelog.SHORT)
        rows.append([wording.day(published.edition.day), telling, *kinds])
    return charts.table(
        "thay-doi",
        "Thay đổi theo kỳ công bố",
        ("Kỳ công bố", "Thủ tục thay đổi", *map(wording.first_upper, changelog.SHORT.values())),
        rows,
        path=_path("thay-doi"),
        note="“Thay đổi” không tính những thủ tục chỉ được kiểm tra lại.",
    )
