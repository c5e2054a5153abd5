"""Settlement results: all units and months, one month, one unit.

In: the results and the shared records that name the units.  Out: ``SettlementView``.
"""

from collections.abc import Iterable, Sequence

import msgspec

from generator import addresses
from generator.catalogue import Shared
from generator.results import Result, Results
from generator.views import charts, links, wording
from generator.views.charts import Cell, Table
from generator.views.links import Link
from generator.views.statistics import STATISTICS

SETTLEMENT = Link("Kết quả giải quyết hồ sơ", addresses.SETTLEMENT)
SAMPLE = "Số liệu mẫu để trình diễn, không phải kết quả thật của đơn vị nào."
NUMBERS = ("Tỷ lệ đúng hạn", "Tiếp nhận", "Đã giải quyết", "Đúng hạn", "Trễ hạn")


class SettlementView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A page of results; ``sample`` is empty where no number is invented."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    sample: str
    rate: str
    settled: str
    late: str
    tables: tuple[Table, ...]
    months: tuple[Link, ...]
    units: tuple[Link, ...]
    data: str


def overview(results: Results, shared: Shared) -> SettlementView:
    """All months together, and all units over all months."""
    by_month = [(_month(month), results.of_month(month)) for month in results.months]
    by_unit = [(unit_name(unit, shared), results.of_unit(unit)) for unit in results.units]
    by_unit.sort(key=lambda pair: wording.alphabetical(pair[0]))
    return _view(
        results.all,
        SETTLEMENT.text,
        links.crumbs(STATISTICS, SETTLEMENT),
        (
            _table("theo-thang", "Theo tháng", "Tháng", by_month, "theo-thang"),
            _table("theo-don-vi", "Theo đơn vị, mọi tháng", "Đơn vị", by_unit, "theo-don-vi"),
        ),
        results,
        shared,
    )


def month(name: str, results: Results, shared: Shared) -> SettlementView:
    """All units in one month."""
    found = results.of_month(name)
    rows = [(unit_name(result.unit, shared), (result,)) for result in found]
    rows.sort(key=lambda pair: wording.alphabetical(pair[0]))
    title = f"Kết quả giải quyết hồ sơ {_month(name).lower()}"
    table = _table("theo-don-vi", "Theo đơn vị", "Đơn vị", rows, name)
    return _view(found, title, _crumbs(name, title), (table,), results, shared)


def unit(unit_id: str, results: Results, shared: Shared) -> SettlementView:
    """One unit in all months."""
    found = results.of_unit(unit_id)
    rows = [(_month(result.month), (result,)) for result in found]
    title = f"Kết quả giải quyết hồ sơ: {unit_name(unit_id, shared)}"
    table = _table("theo-thang", "Theo tháng", "Tháng", rows, unit_id)
    return _view(found, title, _crumbs(unit_id, title), (table,), results, shared)


def _crumbs(part: str, title: str) -> tuple[Link, ...]:
    return links.crumbs(STATISTICS, SETTLEMENT, Link(title, addresses.settlement(part)))


def _view(
    found: Sequence[Result],
    title: str,
    crumbs: tuple[Link, ...],
    tables: tuple[Table, ...],
    results: Results,
    shared: Shared,
) -> SettlementView:
    settled = sum(result.settled for result in found)
    on_time = sum(result.on_time for result in found)
    rate = charts.share(on_time, settled)
    shown = f"{wording.number(round(rate * 100, 1))}%" if rate is not None else "–"
    months = [Link(_month(name), addresses.settlement(name)) for name in results.months[::-1]]
    units = [Link(unit_name(name, shared), addresses.settlement(name)) for name in results.units]
    return SettlementView(
        title=title,
        description=f"{title}: {wording.number(settled)} hồ sơ, {shown} đúng hạn.",
        crumbs=crumbs,
        sample=SAMPLE if any(result.sample for result in found) else "",
        rate=shown,
        settled=wording.number(settled),
        late=wording.number(settled - on_time),
        tables=tables,
        months=tuple(months),
        units=links.by_name(units),
        data=DATA,
    )


def _table(
    table_id: str,
    heading: str,
    what: str,
    groups: Iterable[tuple[str, Sequence[Result]]],
    file: str,
) -> Table:
    """The groups with their sums and on-time rates; None settled gives no rate."""
    groups = list(groups)
    sample = any(result.sample for _, found in groups for result in found)
    return charts.table(
        table_id,
        heading,
        (what, *NUMBERS, *(("Số liệu",) if sample else ())),
        [_row(label, found, sample) for label, found in groups],
        path=f"{addresses.SETTLEMENT}{file}.csv",
        percent=(1,),
    )


def _row(label: str, found: Sequence[Result], sample: bool) -> list[Cell]:
    received, settled, on_time, late = (
        sum(getattr(result, name) for result in found)
        for name in ("received", "settled", "on_time", "late")
    )
    rate = charts.share(on_time, settled)
    mark: list[Cell] = ["mẫu" if any(result.sample for result in found) else "thật"]
    return [label, rate, received, settled, on_time, late, *(mark if sample else [])]


def _month(name: str) -> str:
    year, number = name.split("-")
    return f"Tháng {number}/{year}"


def unit_name(unit_id: str, shared: Shared) -> str:
    """The name of the ward or agency; its id where it is no longer known."""
    ward, agency = shared.wards.get(unit_id), shared.agencies.get(unit_id)
    return ward.name if ward else agency.name if agency else unit_id


DATA = "so-lieu/ket-qua.csv"


def data(results: Results, shared: Shared) -> bytes:
    """All results in one file, as recorded, with the units' names."""
    rows: list[list[Cell]] = [
        [
            result.month,
            result.unit,
            unit_name(result.unit, shared),
            result.received,
            result.settled,
            result.on_time,
            result.late,
            "true" if result.sample else "",
        ]
        for result in results.all
    ]
    columns = ("month", "unit", "name", "received", "settled", "on_time", "late", "sample")
    return charts.csv_file(columns, rows)
