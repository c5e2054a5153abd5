"""One Excel workbook (XLSX): a sheet to read first, the wide table, and the tables of ``SHEETS``.

In: tables with their rows.  Out: the file, the same bytes each time.  Headings are the Vietnamese
labels of the dictionary; text stays text, days are days.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.exports import dictionary
from generator.exports.dataset import Dataset
from generator.exports.tables import Cell, Row, Table
from generator.views import wording

LONGEST = 32_767
"""The most characters that Excel keeps in a cell."""
CUT = "… (cắt bớt, xem tệp CSV)"
FIRST = "Đọc trước"
SHEETS = (
    "procedures_wide",
    "procedures",
    "jurisdictions",
    "time_limits",
    "fees",
    "dossier",
    "gaps",
    "fields",
    "tiers",
    "agencies",
    "wards",
    "legal_documents",
    "shared_fees",
    "shared_fee_amounts",
    "forms",
    "holidays",
)
"""What people sort and filter; lists of plain text stand in the wide table."""
_WIDTHS: Mapping[str, int] = {"integer": 8, "boolean": 8, "date": 12, "number": 12, "text": 24}


def workbook(
    dataset: Dataset, tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]]
) -> bytes:
    """The workbook."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_urls": False})
    created = datetime.combine(dataset.edition, time())
    publisher = dataset.catalogue.shared.publisher
    book.set_properties({"title": FIRST, "author": publisher.name, "created": created})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    first = book.add_worksheet(FIRST)
    for name in SHEETS:
        sheet = book.add_worksheet(dictionary.table(name).label.replace("/", "-"))
        _head(sheet, tables[name], head)
        _fill(sheet, rows[name], day)
    # Filled last: its texts, which name the edition, are then the last of all that the file keeps,
    # and what stands before them stays the same from edition to edition.
    _first(first, dataset, [tables[name] for name in SHEETS], head)
    book.close()
    return target.getvalue()


def _first(sheet: Worksheet, dataset: Dataset, tables: Iterable[Table], head: Format) -> None:
    publisher = dataset.catalogue.shared.publisher
    said = [
        ("Dữ liệu", "Thủ tục hành chính"),
        ("Đơn vị công bố", publisher.name),
        ("Kỳ công bố", wording.day(dataset.edition)),
        ("Giấy phép", f"{publisher.licence.name}, {publisher.licence.url}"),
        ("Địa chỉ", f"{dataset.base}/{dataset.folder}"),
        ("Lưu ý", publisher.notice or "Ô trống nghĩa là không có giá trị."),
        *(
            (dictionary.table(table.name).label, dictionary.table(table.name).vi)
            for table in tables
        ),
    ]
    sheet.set_column(0, 0, 28, head)
    sheet.set_column(1, 1, 100)
    for line, (label, words) in enumerate(said):
        sheet.write_string(line, 0, label)
        sheet.write_string(line, 1, words)


def _head(sheet: Worksheet, table: Table, head: Format) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDTHS[column.kind])
        sheet.write_string(0, place, dictionary.column(table.name, column.name).label, head)
    sheet.freeze_panes(1, 1)


def _fill(sheet: Worksheet, rows: Iterable[Row], day: Format) -> None:
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if cell is not None:
                _write(sheet, line, place, cell, day)


def _write(sheet: Worksheet, line: int, place: int, cell: Cell, day: Format) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, place, _fitting(cell))
    elif isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, cell, day)
    elif cell is not None:
        sheet.write_number(line, place, cell)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
