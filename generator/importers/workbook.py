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

MOST_BYTES = 400_000_000
"""No more than this is unpacked from one workbook."""
LONGEST_WHAT = 360
"""A finding quotes no more of a cell than fits into this many characters."""
_HEADING_WITHIN = 12
_OLE = b"\xd0\xcf\x11\xe0"


class Cell(NamedTuple):
    """A cell: its column letter, its text in order, and its raw value with the number format."""

    column: str
    text: str
    value: object = None
    number_format: str = "General"
    repairs: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row: its number in the sheet and its cells by the folded name of their column."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The text of a column; empty where the row has none."""
        cell = self.cells.get(fold(column))
        return cell.text if cell else ""


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
    """A workbook: its file name and its sheets in order."""

    name: str
    sheets: tuple[Sheet, ...]


def fault(path: Path, what: str, repair: str, rule: str, place: str = "") -> Finding:
    """An error of a whole workbook."""
    return Finding(path=path.name, place=place, what=what, repair=repair, rule=rule)


def read_workbook(
    path: Path, headings: Mapping[str, Sequence[str]]
) -> tuple[Workbook | None, list[Finding]]:
    """The workbook, every sheet read below its heading row, and the faults that stand against it.

    ``headings`` names, by sheet title (``""`` for the first sheet), the columns it must have.
    """
    refused = _refusal(path)
    if refused:
        return None, [refused]
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl lets through whatever its many parts raise
        return None, [_unreadable(path, f"{type(error).__name__}: {error}")]
    sheets: list[Sheet] = []
    faults: list[Finding] = []
    for title, columns in headings.items():
        sheet = _sheet(path, book.worksheets, title, columns, faults)
        if sheet:
            sheets.append(sheet)
    book.close()
    return (None if faults else Workbook(path.name, tuple(sheets))), faults


def _refusal(path: Path) -> Finding | None:
    """Why the file is not even tried, or None."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
        if start.startswith(_OLE):
            return fault(
                path,
                "Tệp được đặt mật khẩu hoặc là Excel đời cũ (.xls), không đọc được.",
                "Mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsx rồi nhập lại.",
                "import/not-a-workbook",
            )
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except FileNotFoundError:
        return fault(path, "Không tìm thấy tệp.", "Xem lại đường dẫn.", "import/no-file")
    except (OSError, zipfile.BadZipFile) as error:
        return _unreadable(path, str(error))
    return _archive_refusal(path, members)


def _archive_refusal(path: Path, members: list[zipfile.ZipInfo]) -> Finding | None:
    if any(member.flag_bits & 1 for member in members):
        return fault(
            path,
            "Tệp nén có mật khẩu.",
            "Bỏ mật khẩu rồi lưu lại dạng .xlsx.",
            "import/not-a-workbook",
        )
    if sum(member.file_size for member in members) > MOST_BYTES:
        return fault(
            path,
            f"Tệp bung ra lớn hơn {MOST_BYTES // 1_000_000} MB, không đọc để bảo vệ máy.",
            "Chia bảng tính thành nhiều tệp nhỏ.",
            "import/too-large",
        )
    return None


def _unreadable(path: Path, why: str) -> Finding:
    return fault(
        path,
        f"Tệp không phải bảng tính .xlsx đọc được ({shortened(why, 120)}).",
        "Tải lại tệp từ Cổng, hoặc mở bằng Excel và lưu lại dạng .xlsx.",
        "import/not-a-workbook",
    )


def _sheet(
    path: Path,
    worksheets: Sequence[Worksheet],
    title: str,
    columns: Sequence[str],
    faults: list[Finding],
) -> Sheet | None:
    """The sheet of that title below its heading row; adds to ``faults`` what it lacks."""
    worksheet = _find(worksheets, title)
    if worksheet is None:
        names = ", ".join(f"“{other.title}”" for other in worksheets)
        faults.append(
            fault(
                path,
                f"Thiếu sheet “{title or 'danh mục'}”; tệp có: {names or 'không sheet nào'}.",
                "Dùng đúng tệp Cổng xuất ra, đủ các sheet.",
                "import/sheet-missing",
            )
        )
        return None
    heading = _heading_row(worksheet, columns)
    if isinstance(heading, str):
        faults.append(
            fault(
                path,
                heading,
                "Giữ nguyên dòng tên cột như tệp Cổng xuất ra.",
                "import/column-missing",
                f"sheet “{worksheet.title}”",
            )
        )
        return None
    return _below(path, worksheet, heading)


def _find(worksheets: Sequence[Worksheet], title: str) -> Worksheet | None:
    """The worksheet of that title; for the empty title the first one."""
    sheets = [sheet for sheet in worksheets if isinstance(sheet, Worksheet)]
    if not title:
        return sheets[0] if sheets else None
    return next((sheet for sheet in sheets if fold(sheet.title) == fold(title)), None)


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


def _below(path: Path, worksheet: Worksheet, heading: int) -> Sheet:
    """The sheet's rows below the heading; rows without any value are passed over."""
    names = [fold(str(cell.value or "")) for cell in worksheet[heading]]
    columns: dict[str, str] = {}
    for position, name in enumerate(names, 1):
        if name:
            columns.setdefault(name, get_column_letter(position))
    merged = _merged(worksheet, heading)
    rows = tuple(
        Row(number, cells)
        for number, cells in enumerate(_rows(worksheet, heading, names, merged), heading + 1)
        if cells
    )
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
    worksheet: Worksheet, heading: int, names: list[str], merged: dict[tuple[int, int], Any]
) -> Iterator[dict[str, Cell]]:
    """The cells of each row below the heading, by column; repeated column names: the first."""
    letters = [get_column_letter(position) for position in range(1, len(names) + 1)]
    for number, row in enumerate(worksheet.iter_rows(min_row=heading + 1), heading + 1):
        cells: dict[str, Cell] = {}
        for position, (name, letter, source) in enumerate(zip(names, letters, row, strict=False)):
            shown = merged.get((number, position + 1), source) if merged else source
            if name and name not in cells and shown.value is not None:
                cell = _cell(letter, shown)
                if cell.text:
                    cells[name] = cell
        yield cells


def _cell(letter: str, source: Any) -> Cell:
    """The cell with its text in order; whole numbers lose the ``.0`` that Excel keeps them with."""
    value = source.value
    if isinstance(value, str):
        if source.data_type == "e":
            return Cell(letter, "")
        text, repairs = clean(value)
        return Cell(letter, text, value, repairs=repairs)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
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
