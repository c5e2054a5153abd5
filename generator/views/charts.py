"""Tables of numbers with a bar chart and a CSV file, all three from the same rows.

In: labels and numbers.  Out: ``Table``, which the template ``charts.html`` draws, and CSV bytes.

A chart is an inline SVG whose bars are as wide as their share of the largest, in percent of the
page's width, while its text keeps the size of the page's: so it can be read on a phone as well.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import msgspec

from generator.views import wording

WIDEST = 84.0
"""Percent of the width that the largest bar takes; the rest is room for its number."""

ROW_HEIGHT = 46
MOST_BARS = 20
_LABEL_LENGTH = 34

Cell = str | int | float | None


class Bar(msgspec.Struct, frozen=True, gc=False):
    """A bar: what it stands for, its number in words, its width in percent and its place."""

    label: str
    number: str
    width: str
    top: int


class Table(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Rows of numbers: ``cells`` as shown (the first is the row's heading), ``bars`` as drawn.

    ``summary`` is the chart in one sentence, for those who do not see it; ``path`` the CSV file.
    """

    id: str
    heading: str
    note: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...]
    left_out: int
    height: int
    summary: str
    path: str
    csv: bytes


def table(
    table_id: str,
    heading: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    path: str,
    note: str = "",
    bar: int = 1,
    percent: tuple[int, ...] = (),
) -> Table:
    """The rows as a table; ``bar``: the column to draw; ``percent``: columns of shares (0 to 1)."""
    drawn = [(str(row[0]), value) for row in rows if (value := row[bar]) is not None]
    numbers = [(label, float(value)) for label, value in drawn]
    bars = _bars(numbers[:MOST_BARS], 1.0 if bar in percent else None, bar in percent)
    return Table(
        id=table_id,
        heading=heading,
        note=note,
        columns=tuple(columns),
        cells=tuple(tuple(_shown(row, percent)) for row in rows),
        bars=bars,
        left_out=max(0, len(numbers) - MOST_BARS),
        height=len(bars) * ROW_HEIGHT,
        summary=_summary(columns[bar], bars),
        path=path,
        csv=csv_file(columns, rows),
    )


def share(part: int, whole: int) -> float | None:
    """The part's share, in ten-thousandths; None where there is no whole."""
    return round(part / whole, 4) if whole else None


def _bars(rows: Sequence[tuple[str, float]], full: float | None, percent: bool) -> tuple[Bar, ...]:
    largest = full or max((value for _, value in rows), default=0) or 1
    return tuple(
        Bar(
            wording.shorten(label, _LABEL_LENGTH),
            _number(value, percent),
            f"{value / largest * WIDEST:.2f}%",
            place * ROW_HEIGHT,
        )
        for place, (label, value) in enumerate(rows)
    )


def _number(value: Cell, percent: bool) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return f"{wording.number(round(value * 100, 1))}%" if percent else wording.number(value)


def _shown(row: Sequence[Cell], percent: tuple[int, ...]) -> Iterable[str]:
    return (_number(value, place in percent) for place, value in enumerate(row))


def _summary(what: str, bars: Sequence[Bar]) -> str:
    said = "; ".join(f"{bar.label}: {bar.number}" for bar in bars[:5])
    more = "; …" if len(bars) > 5 else ""
    return f"{what}. {said}{more}."


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The CSV file, with a byte-order mark, by which spreadsheets know its letters."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
