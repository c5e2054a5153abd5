"""Parquet, one file for each table: an extra that needs pyarrow (``niem-yet[parquet]``).

In: tables with their rows.  Out: the files, or none where pyarrow is not installed; the same bytes
for the same input on the same version of pyarrow.
"""

from collections.abc import Mapping, Sequence
from importlib import metadata
from io import BytesIO
from typing import Any

from generator.exports import dictionary
from generator.exports.tables import Kind, Row, Table


def version() -> str:
    """The version of pyarrow, on which the bytes depend; empty where it is not installed."""
    try:
        return metadata.version("pyarrow")
    except metadata.PackageNotFoundError:
        return ""


def parquet_file(table: Table, rows: Sequence[Row]) -> bytes:
    """The table as a Parquet file."""
    # Imported here because it is an extra, and costs a quarter of a second.
    import pyarrow
    import pyarrow.parquet

    target = BytesIO()
    fields = [
        pyarrow.field(
            column.name,
            _type(column.kind),
            nullable=not column.required,
            metadata={"description": dictionary.column(table.name, column.name).vi},
        )
        for column in table.columns
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    arrays = [pyarrow.array(c, field.type) for c, field in zip(columns, fields, strict=True)]
    made = pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))
    pyarrow.parquet.write_table(made, target, compression="zstd")
    return target.getvalue()


def _type(kind: Kind) -> Any:
    import pyarrow

    types: Mapping[Kind, Any] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    return types[kind]
