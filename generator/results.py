"""Settlement results: how many dossiers each unit received and settled, month by month.

In: ``catalogue/results/<month>.csv``.  Out: ``Results``, and each flaw with its file.

The columns are ``unit`` (id of a ward or an agency), ``received``, ``settled``, ``on_time``,
``late``, and, where the numbers are invented for a demonstration, ``sample`` with the word
``true``.  What was settled in a month may have been received before it.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.catalogue import Shared
from generator.load import Flaw, decode
from generator.located import Located

FOLDER = "results"
COUNTS = ("received", "settled", "on_time", "late")
COLUMNS = ("unit", *COUNTS)
SAMPLE = "sample"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Result(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The results of one unit in one month (``2026-07``); ``sample``: the numbers are invented."""

    month: str
    unit: str
    received: int
    settled: int
    on_time: int
    late: int
    sample: bool = False


class Results(msgspec.Struct, frozen=True):
    """All results, by month and then in the order of the file."""

    all: tuple[Result, ...] = ()

    @property
    def months(self) -> tuple[str, ...]:
        """The months that have results, oldest first."""
        return tuple(dict.fromkeys(result.month for result in self.all))

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have results, sorted by id."""
        return tuple(sorted({result.unit for result in self.all}))

    @property
    def sample(self) -> bool:
        """Whether any of the numbers are invented."""
        return any(result.sample for result in self.all)

    def of_month(self, month: str) -> tuple[Result, ...]:
        """The results of all units in a month."""
        return tuple(result for result in self.all if result.month == month)

    def of_unit(self, unit: str) -> tuple[Result, ...]:
        """The results of a unit in all months, oldest first."""
        return tuple(result for result in self.all if result.unit == unit)


def read(root: Path, shared: Shared) -> tuple[Results, list[Located]]:
    """The results below the catalogue's folder; nothing where it has none."""
    found: list[Result] = []
    located: list[Located] = []
    last = shared.publisher.posted_on.isoformat()[:7]
    for path in sorted((root / FOLDER).glob("[!.]*")):
        for item in _file(path, last, shared):
            if isinstance(item, Result):
                found.append(item)
            else:
                located.append(Located(f"{FOLDER}/{path.name}", item))
    return Results(tuple(found)), located


def _file(path: Path, last: str, shared: Shared) -> Iterator[Result | Flaw]:
    """The results of a file, whose month may not be after the ``last``."""
    if not _MONTH.fullmatch(path.stem) or path.suffix != ".csv" or path.stem > last:
        what = f"Tên tệp không phải tháng đã qua, hoặc không phải .csv: {path.name}."
        yield _flaw(0, what, "Đặt tên theo tháng, như 2026-07.csv.", "file")
        return
    text, flaws = decode(path.read_bytes())
    for flaw in flaws:
        yield _flaw(flaw.line, flaw.what, flaw.repair, "form")
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text[:80] else ",")
    names = tuple(rows.fieldnames or ())
    if not flaws and names not in (COLUMNS, (*COLUMNS, SAMPLE)):
        what = f"Dòng đầu phải là: {','.join(COLUMNS)} (thêm {SAMPLE} nếu là số liệu mẫu)."
        yield _flaw(1, what, "Sửa dòng đầu cho đúng tên và thứ tự cột.", "form")
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        yield from _row(path.stem, number, row, shared, seen)


def _row(
    month: str, line: int, row: Mapping[str, str | None], shared: Shared, seen: set[str]
) -> Iterator[Result | Flaw]:
    unit = row["unit"] or ""
    counts = [(row[name] or "").strip() for name in COUNTS]
    sample = row.get(SAMPLE) or ""
    if unit not in shared.wards and unit not in shared.agencies:
        what = f"Không có phường, xã hay cơ quan “{unit}”."
        yield _flaw(line, what, "Ghi id như ở wards/ hoặc agencies.yml.", "unit")
    elif unit in seen:
        yield _flaw(line, f"Đơn vị “{unit}” có hai dòng.", "Giữ một dòng.", "unit")
    elif not all(re.fullmatch(r"\d+", count, re.ASCII) for count in counts):
        what = f"Số hồ sơ của “{unit}” phải là số nguyên không âm."
        yield _flaw(line, what, "Chỉ ghi chữ số, không dấu chấm, không để trống.", "count")
    elif sample not in ("", "true"):
        yield _flaw(line, f"Cột {SAMPLE} ghi “{sample}”.", "Ghi true hoặc để trống.", "form")
    else:
        result = _result(month, unit, counts, sample)
        if result.on_time + result.late != result.settled:
            what = f"“{unit}”: đúng hạn cộng trễ hạn không bằng số đã giải quyết."
            yield _flaw(line, what, "Sửa on_time, late hoặc settled.", "sum")
        else:
            yield result
    seen.add(unit)


def _result(month: str, unit: str, counts: list[str], sample: str) -> Result:
    received, settled, on_time, late = map(int, counts)
    return Result(
        month=month,
        unit=unit,
        received=received,
        settled=settled,
        on_time=on_time,
        late=late,
        sample=bool(sample),
    )


def _flaw(line: int, what: str, repair: str, rule: str) -> Flaw:
    return Flaw(line=line, what=what, repair=repair, rule=f"results/{rule}")
