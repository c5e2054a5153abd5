"""Frictionless Data Package 2 and CSVW: what programs need to read the CSV files as tables.

In: the tables and the CSV files as listed.  Out: the two descriptions, in canonical JSON.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.canonical import packed
from generator.exports import dictionary
from generator.exports.dataset import Dataset
from generator.exports.listing import Listed
from generator.exports.tables import Column, Kind, Table
from generator.views import wording

Tree = dict[str, Any]
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_STRINGS: Mapping[Kind, str] = {"text": "string"}

CODE = r"[0-9]+\.[0-9]{6}"


def data_package(data: Dataset, tables: Mapping[str, Table], listed: Mapping[str, Listed]) -> bytes:
    """``datapackage.json``; ``listed``: table -> its CSV file."""
    publisher = data.catalogue.shared.publisher
    sources = {data.catalogue.briefs[code].source.title for code in data.contents}
    package = {
        "$schema": PROFILE,
        "name": "thu-tuc-hanh-chinh",
        "id": f"{data.base}/{data.folder}",
        "title": f"Thủ tục hành chính – {publisher.short_name}",
        "description": f"Kỳ công bố {wording.day(data.edition)} của {publisher.name}.",
        "homepage": f"{data.base}/{data.folder}",
        "version": data.edition.isoformat(),
        "created": f"{data.edition.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": publisher.licence.name.replace(" ", "-"),
                "title": publisher.licence.name,
                "path": publisher.licence.url,
            }
        ],
        "contributors": [{"title": publisher.name, "roles": ["publisher"]}],
        "sources": [{"title": title} for title in sorted(sources)],
        "resources": [_resource(table, listed[name]) for name, table in tables.items()],
    }
    return packed(package) + b"\n"


def _resource(table: Table, file: Listed) -> Tree:
    words = dictionary.table(table.name)
    return {
        "name": table.name,
        "type": "table",
        "title": words.label,
        "description": words.vi,
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> Tree:
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": column.refers[0], "fields": [column.refers[1]]},
        }
        for column in table.columns
        if column.refers
    ]
    return {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(table, column) for column in table.columns],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(table: Table, column: Column) -> Tree:
    words = dictionary.column(table.name, column.name)
    constraints: Tree = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    if _is_code(table, column):
        constraints["pattern"] = CODE
    kind = _STRINGS.get(column.kind, column.kind)
    return {
        "name": column.name,
        "type": kind,
        "title": words.label,
        "description": words.vi,
        "constraints": constraints,
    }


def csvw(data: Dataset, tables: Iterable[Table]) -> bytes:
    """``csv-metadata.json``, beside the CSV files."""
    publisher = data.catalogue.shared.publisher
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
        "dc:title": f"Thủ tục hành chính – {publisher.short_name}",
        "dc:publisher": publisher.name,
        "dc:issued": data.edition.isoformat(),
        "dc:license": {"@id": publisher.licence.url},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_described(table) for table in tables],
    }
    return packed(group) + b"\n"


def _described(table: Table) -> Tree:
    words = dictionary.table(table.name)
    keys = [
        {
            "columnReference": column.name,
            "reference": {
                "resource": f"{column.refers[0]}.csv",
                "columnReference": column.refers[1],
            },
        }
        for column in table.columns
        if column.refers
    ]
    schema = {
        "columns": [_csvw_column(table, column) for column in table.columns],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }
    about = {"dc:title": words.label, "dc:description": words.vi}
    return {"url": f"{table.name}.csv", **about, "tableSchema": schema}


def _csvw_column(table: Table, column: Column) -> Tree:
    words = dictionary.column(table.name, column.name)
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": words.label,
        "dc:description": words.vi,
        "datatype": _datatype(table, column),
        "required": column.required,
    }


def _datatype(table: Table, column: Column) -> str | Tree:
    if column.values:
        return {"base": "string", "format": "|".join(column.values)}
    if _is_code(table, column):
        return {"base": "string", "format": CODE}
    return _STRINGS.get(column.kind, column.kind)


def _is_code(table: Table, column: Column) -> bool:
    own = column.name == "code" and table.key == ("code",)
    return own or column.refers == ("procedures", "code")
