"""Excel workbooks as sheets of rows whose every cell knows its place.

In: the path of an .xlsx file.  Out: ``Workbook``, or the faults that keep it from being read.
A broken or foreign file is an expected fault: it becomes a finding.
"""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.findings import Finding, Severity
from generator.importers.cleaning import REPAIRS, clean, fold, shortened
from generator.importers.workbook_file import fault, refusal, unreadable

LONGEST_WHAT = 360
"""A finding quotes no more of a cell than fits into this many characters."""
_HEADING_WITHIN = 12
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_FORMULA = re.compile(rb"<f[ />]")


class Cell(NamedTuple):
    """A cell: its column letter, its text in order, and its raw value with the number format.

    ``broken``: why Excel holds no value here that could be trusted, in words.
    """

    column: str
    text: str
    value: object = None
    number_format: str = "General"
    repairs: tuple[str, ...] = ()
    broken: str = ""


class Row(NamedTuple):
    """A row: its number in the sheet and its cells by the folded name of their column."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The text of a column; empty where the row has none."""
        cell = self.cells.get(fold(column))
        return cell.text if cell else ""

    def broken(self, column: str) -> str:
        """Why the cell of a column cannot be trusted; empty where it can, or there is none."""
        cell = self.cells.get(fold(column))
        return cell.broken if cell else ""


class Sheet(NamedTuple):
    """A sheet: its title, the letters of its columns by their folded names, its rows."""

    workbook: str
    title: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]

    def place(self, row: Row, column: str = "") -> str:
        """The place of a row, or of one of its cells, in words."""
        letter = self.columns.get(fold(column), "") if column else ""
        cell = f", cột {letter}" if letter else ""
        return f"sheet “{self.title}”, dòng {row.number}{cell}"

    def finding(
        self,
        row: Row,
        column: str,
        what: str,
        repair: str,
        rule: str,
        severity: Severity = "warning",
    ) -> Finding:
        """A finding at a cell of this sheet."""
        return Finding(
            path=self.workbook,
            place=self.place(row, column),
            what=shortened(what, LONGEST_WHAT),
            repair=repair,
            rule=rule,
            severity=severity,
        )


class Workbook(NamedTuple):
    """A workbook: its file name, its sheets in order, the titles of sheets that are not read."""

    name: str
    sheets: tuple[Sheet, ...]
    unread: tuple[str, ...] = ()


def read_workbook(
    path: Path, headings: Mapping[str, Sequence[str]]
) -> tuple[Workbook | None, list[Finding]]:
    """The workbook, every sheet read below its heading row, and the faults that stand against it.

    ``headings`` names, by sheet title (``""`` for the main sheet, whatever its title), the
    columns it must have.
    """
    refused = refusal(path)
    if refused:
        return None, [refused]
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        formulas = _formulas(path)
    except Exception as error:  # openpyxl lets through whatever its many parts raise
        return None, [unreadable(path, error)]
    worksheets = [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]
    sheets: list[Sheet] = []
    faults: list[Finding] = []
    used: list[Worksheet] = []
    for title, columns in headings.items():
        worksheet = _find(worksheets, title, headings)
        if worksheet is None:
            faults.append(_sheet_missing(path, title, worksheets))
            continue
        used.append(worksheet)
        sheet = _sheet(path, worksheet, columns, formulas.get(worksheet.title, set()), faults)
        if sheet:
            sheets.append(sheet)
    unread = tuple(other.title for other in worksheets if other not in used and _has_text(other))
    book.close()
    return (None if faults else Workbook(path.name, tuple(sheets), unread)), faults


def _formulas(path: Path) -> dict[str, set[str]]:
    """The cells with a formula by sheet title; read a second time only where there are any.

    A program other than Excel may leave a formula without its result: that is no empty cell.
    """
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(archive.read(name)) for name in sheets):
            return {}
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {cell.coordinate for row in sheet for cell in row if cell.data_type == "f"}
        for sheet in book.worksheets
    }


def _has_text(worksheet: Worksheet) -> bool:
    rows = worksheet.iter_rows(values_only=True)
    return any(value is not None for row in rows for value in row)


def _sheet_missing(path: Path, title: str, worksheets: Sequence[Worksheet]) -> Finding:
    names = ", ".join(f"“{other.title}”" for other in worksheets)
    return fault(
        path,
        f"Thiếu sheet “{title or 'danh mục'}”; tệp có: {names or 'không sheet nào'}.",
        "Dùng đúng tệp Cổng xuất ra, đủ các sheet.",
        "import/sheet-missing",
    )


def _sheet(
    path: Path,
    worksheet: Worksheet,
    columns: Sequence[str],
    formulas: Collection[str],
    faults: list[Finding],
) -> Sheet | None:
    """The sheet below its heading row; adds to ``faults`` what keeps it from being read."""
    heading = _heading_row(worksheet, columns)
    place = f"sheet “{worksheet.title}”"
    if isinstance(heading, str):
        repair = "Giữ nguyên dòng tên cột như tệp Cổng xuất ra."
        faults.append(fault(path, heading, repair, "import/column-missing", place))
        return None
    twice = list(_columns_twice(worksheet, heading, columns))
    for what in twice:
        repair = "Giữ một cột, xóa hoặc đổi tên cột kia; không đoán cột nào đúng."
        faults.append(fault(path, what, repair, "import/column-twice", f"{place}, dòng {heading}"))
    return None if twice else _below(path, worksheet, heading, columns, formulas)


def _columns_twice(worksheet: Worksheet, heading: int, columns: Sequence[str]) -> Iterator[str]:
    """A sentence for each needed column whose name stands over several columns."""
    names = [fold(str(cell.value or "")) for cell in worksheet[heading]]
    for column in columns:
        letters = [get_column_letter(i) for i, name in enumerate(names, 1) if name == fold(column)]
        if len(letters) > 1:
            yield f"Tên cột “{column}” có ở các cột {', '.join(letters)}."


def _find(
    worksheets: Sequence[Worksheet], title: str, headings: Mapping[str, Sequence[str]]
) -> Worksheet | None:
    """The worksheet of that title; for the empty title the first with its columns.

    Where none has them all, the first that no other title names, so that it can be said what
    it lacks.
    """
    if title:
        return next((sheet for sheet in worksheets if fold(sheet.title) == fold(title)), None)
    named = {fold(other) for other in headings if other}
    free = [sheet for sheet in worksheets if fold(sheet.title) not in named]
    whole = (sheet for sheet in free if isinstance(_heading_row(sheet, headings[title]), int))
    return next(whole, free[0] if free else None)


def _heading_row(worksheet: Worksheet, columns: Sequence[str]) -> int | str:
    """The number of the row that names the columns, or what is missing, in words."""
    wanted = {fold(column): column for column in columns}
    best, missing = 0, list(columns)
    last = min(worksheet.max_row, _HEADING_WITHIN)
    for number, values in enumerate(
        worksheet.iter_rows(min_row=1, max_row=last, values_only=True), 1
    ):
        names = {fold(str(value)) for value in values if value is not None}
        lacking = [column for key, column in wanted.items() if key not in names]
        if len(lacking) < len(missing):
            best, missing = number, lacking
    if not best:
        return "Không thấy dòng tên cột."
    if missing:
        return f"Dòng {best} thiếu cột {', '.join(f'“{column}”' for column in missing)}."
    return best


def _below(
    path: Path,
    worksheet: Worksheet,
    heading: int,
    needed: Sequence[str],
    formulas: Collection[str],
) -> Sheet:
    """The sheet's rows below the heading; rows without any value are passed over."""
    names = [fold(str(cell.value or "")) for cell in worksheet[heading]]
    columns: dict[str, str] = {}
    for position, name in enumerate(names, 1):
        if name:
            columns.setdefault(name, get_column_letter(position))
    wanted = frozenset(map(fold, needed))
    read = _rows(worksheet, heading, names, wanted, formulas)
    rows = tuple(Row(number, cells) for number, cells in enumerate(read, heading + 1) if cells)
    return Sheet(path.name, worksheet.title, columns, rows)


def _merged(worksheet: Worksheet, heading: int) -> dict[tuple[int, int], Any]:
    """The cells that a merged range hides, each with the cell that shows for it."""
    hidden: dict[tuple[int, int], Any] = {}
    for area in worksheet.merged_cells.ranges:
        if area.min_row > heading:
            shown = worksheet.cell(area.min_row, area.min_col)
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    hidden[row, column] = shown
    return hidden


def _rows(
    worksheet: Worksheet,
    heading: int,
    names: list[str],
    wanted: Collection[str],
    formulas: Collection[str],
) -> Iterator[dict[str, Cell]]:
    """The cells of each row below the heading, by column; repeated column names: the first.

    A broken cell counts only under a wanted name: nothing is taken from the others.
    """
    merged = _merged(worksheet, heading)
    letters = [get_column_letter(position) for position in range(1, len(names) + 1)]
    for number, row in enumerate(worksheet.iter_rows(min_row=heading + 1), heading + 1):
        cells: dict[str, Cell] = {}
        for position, (name, letter, source) in enumerate(zip(names, letters, row, strict=False)):
            shown = merged.get((number, position + 1), source) if merged else source
            if not name or name in cells:
                continue
            if shown.value is not None:
                cell = _cell(letter, shown)
            elif shown.coordinate in formulas:
                cell = Cell(letter, "", broken="có công thức chưa tính ra kết quả")
            else:
                continue
            if cell.text or (cell.broken and name in wanted):
                cells[name] = cell
        yield cells


def _cell(letter: str, source: Any) -> Cell:
    """The cell with its text in order; whole numbers lose the ``.0`` that Excel keeps them with."""
    value = source.value
    if isinstance(value, str):
        if source.data_type == "e" or _ERROR.fullmatch(value):
            return Cell(letter, "", value, broken=f"báo lỗi {value}")
        text, repairs = clean(value)
        return Cell(letter, text, value, repairs=repairs)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        shown = str(value).removesuffix(" 00:00:00").upper()
        return Cell(letter, "", value, broken=f"bị Excel đổi thành “{shown}”, mất chữ gốc")
    return Cell(letter, str(value), value, source.number_format or "General")


def repaired_cells(sheet: Sheet, only: Collection[str] | None = None) -> Iterator[Finding]:
    """A cell whose letters had to be put in order is reported once, with all its repairs.

    ``only``: look at the rows of these codes alone.
    """
    for row in sheet.rows:
        if only is not None and code_of(row.cells.get(fold("Mã TTHC")))[0] not in only:
            continue
        for name, cell in row.cells.items():
            for repair in cell.repairs[:1]:
                others = "".join(f"; {REPAIRS[other].lower()}" for other in cell.repairs[1:])
                yield sheet.finding(
                    row,
                    name,
                    f"{REPAIRS[repair]}{others}: “{shortened(cell.text, 60)}”.",
                    "Đã tự sửa khi nhập; nên báo nguồn sửa.",
                    f"import/{repair}",
                )


_CODE = re.compile(r"\d+\.\d{6}")
_SIX_PLACES = re.compile(r"^#*0\.0{6}(?:[;_@].*)?$")


def code_of(cell: Cell | None) -> tuple[str, str]:
    """The procedure code of a cell, and what was done or is wrong with it in words.

    A code kept as a number has lost its last zeros: its number format or its own six places
    tell them, else the code is empty (refused).
    """
    if cell is None:
        return "", "Dòng không có mã thủ tục."
    if cell.broken:
        return "", f"Ô mã {cell.broken}."
    if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
        text = cell.text.strip("'’ ")
        if _CODE.fullmatch(text):
            return text, ""
        return "", f"Mã “{shortened(cell.text, 40)}” không có dạng 1.001193."
    if _SIX_PLACES.match(cell.number_format):
        code = f"{cell.value:.6f}"
        return code, f"Mã lưu dạng số {cell.text}; khôi phục thành {code} theo định dạng ô."
    if _CODE.fullmatch(cell.text):
        return cell.text, f"Mã lưu dạng số {cell.text}; đủ sáu chữ số nên giữ nguyên."
    return "", f"Mã lưu dạng số {cell.text}, đã mất số 0 ở cuối."
