"""CSV by RFC 4180: UTF-8 without a mark, commas, CRLF, a heading line of column names.

In: a table and its rows.  Out: the file.  An empty cell has no value; days are ``2026-07-31``,
truth is ``true`` or ``false``.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from generator.exports.tables import Cell, Row, Table


def csv_file(table: Table, rows: Iterable[Row]) -> bytes:
    """The table as a CSV file."""
    return delimited(table.names, rows)


def delimited(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Rows below a heading line."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_plain(row) for row in rows])
    return text.getvalue().encode()


def _plain(row: Row) -> Sequence[Cell]:
    """The row with truth as JSON writes it."""
    if True not in row and False not in row:
        return row
    return [str(cell).lower() if isinstance(cell, bool) else cell for cell in row]
