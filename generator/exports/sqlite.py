"""One SQLite file with all tables and a full-text table; it opens in Datasette as it is.

In: tables with their rows, texts to search by procedure.  Out: the database file; the same bytes
for the same input on the same version of SQLite.

``procedures_fts`` searches ``procedures``.  It folds diacritics but not "đ", so words with "đ" are
indexed once more with "d": "dang ky" and "đăng ký" both find.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date

from generator.exports import dictionary
from generator.exports.dataset import Dataset
from generator.exports.tables import Column, Kind, Row, Table
from generator.model import Procedure

_TYPES: Mapping[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "boolean": "INTEGER",
    "date": "TEXT",
}
_TEXT = (Column(name="search_text"),)
_SEARCHED = ("name", "short_name", "summary", "search_text")
_STROKED = re.compile(r"\w*[đĐ]\w*")
_STROKE = str.maketrans("đĐ", "dD")


def sqlite_file(
    dataset: Dataset, tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]]
) -> bytes:
    """The database."""
    found: Mapping[str, Iterable[Row]] = {**rows, "procedures": _searchable(dataset, rows)}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.execute("PRAGMA page_size = 4096")
        base.execute("BEGIN")
        for name in _in_order(tables):
            columns = (*tables[name].columns, *(_TEXT if name == "procedures" else ()))
            base.execute(_create(tables[name], columns))
            _insert(base, name, len(columns), found[name])
        _index(base)
        _about(base, dataset, tables)
        base.execute("COMMIT")
        return base.serialize()


def _in_order(tables: Mapping[str, Table]) -> list[str]:
    """What is referred to first, as a reader of the schema expects."""
    first = [name for name, table in tables.items() if table.key in (("id",), ("number",))]
    return [*first, *(name for name in tables if name not in first)]


def _create(table: Table, columns: Iterable[Column]) -> str:
    parts = [_column(column) for column in columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)}, PRIMARY KEY ({key}))'


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    refers = ' REFERENCES "{}" ("{}")'.format(*column.refers) if column.refers else ""
    return f'"{column.name}" {_TYPES[column.kind]}{needed}{refers}'


def _insert(base: sqlite3.Connection, name: str, width: int, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * width)
    base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', map(_plain, rows))


def _plain(row: Row) -> Row:
    """The row with days as text."""
    return tuple([cell.isoformat() if isinstance(cell, date) else cell for cell in row])


def _index(base: sqlite3.Connection) -> None:
    columns = ", ".join(_SEARCHED)
    base.execute(
        f"CREATE VIRTUAL TABLE procedures_fts USING fts5({columns}, "
        'content="procedures", tokenize="unicode61 remove_diacritics 2")'
    )
    base.execute("INSERT INTO procedures_fts (procedures_fts) VALUES ('rebuild')")


def _searchable(dataset: Dataset, rows: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """The rows of procedures, each with its texts to search."""
    for row, record in zip(rows["procedures"], dataset.procedures(), strict=True):
        yield (*row, _text(record))


def _text(record: Procedure) -> str:
    parts = (*record.synonyms, *record.results, *record.steps, *record.conditions)
    papers = (item.name for case in record.dossier for item in case.items)
    written = "\n".join((*parts, *papers))
    named = " ".join(filter(None, (record.name, record.short_name, record.summary)))
    stroked = dict.fromkeys(_STROKED.findall(f"{named} {written}"))
    return f"{written}\n{' '.join(stroked).translate(_STROKE)}"


def _about(base: sqlite3.Connection, dataset: Dataset, tables: Mapping[str, Table]) -> None:
    """What the file is, and the dictionary of its columns."""
    publisher = dataset.catalogue.shared.publisher
    base.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    said = {
        "edition": dataset.edition.isoformat(),
        "publisher": publisher.name,
        "licence": publisher.licence.name,
        "licence_url": publisher.licence.url,
        "address": f"{dataset.base}/{dataset.folder}",
    }
    base.executemany("INSERT INTO about VALUES (?, ?)", said.items())
    head = ", ".join(f'"{name}"' for name in dictionary.HEAD)
    base.execute(f'CREATE TABLE dictionary ({head}, PRIMARY KEY ("table", "column"))')
    _insert(base, "dictionary", len(dictionary.HEAD), dictionary.rows(tables.values()))
