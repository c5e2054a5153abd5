"""JSON Schemas (2020-12) of the catalogue's files, so that an editor completes and marks them.

In: the types of the catalogue's records and files.  Out: file name -> bytes; the same bytes every
time.
"""

import json
from typing import Any, get_args

import msgspec

from generator.editions.records import WithdrawnFile
from generator.form_model import FilledSample, FormDefinition, OfficialFile
from generator.model import Attribute, Procedure, Publisher, Record
from generator.schema_words import KEYS, RECORDS
from generator.shared_files import (
    AgenciesFile,
    FeesFile,
    FieldsFile,
    FormsFile,
    GlossaryFile,
    LegalFile,
    SituationsFile,
    SynonymsFile,
    WardsFile,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, tuple[type[Record], str]] = {
    "procedure.json": (Procedure, "procedures/*/*.yml"),
    "publisher.json": (Publisher, "publisher.yml"),
    "fields.json": (FieldsFile, "fields.yml"),
    "agencies.json": (AgenciesFile, "agencies.yml"),
    "wards.json": (WardsFile, "wards/*.yml"),
    "legal.json": (LegalFile, "legal/*.yml"),
    "fees.json": (FeesFile, "fees/*.yml"),
    "forms.json": (FormsFile, "forms/*.yml"),
    "form-definition.json": (FormDefinition, "forms/definitions/*.yml"),
    "form-sample.json": (FilledSample, "forms/samples/*.yml"),
    "official-file.json": (OfficialFile, "forms/official/*.yml"),
    "synonyms.json": (SynonymsFile, "synonyms.yml"),
    "situations.json": (SituationsFile, "situations.yml"),
    "glossary.json": (GlossaryFile, "glossary.yml"),
    "withdrawn.json": (WithdrawnFile, "editions/withdrawn.yml"),
}
"""Schema file -> the type it describes, and the catalogue's files it is for."""


def schemas() -> dict[str, bytes]:
    """The schema files by name."""
    return {name: _file(name, kind) for name, (kind, _) in FILES.items()}


def editor_settings(roots: tuple[str, ...] = ("catalogue", "tests/example_catalogue")) -> bytes:
    """Settings for VS Code: which schema is for which files below the roots."""
    associations = {
        f"./catalogue/schemas/{name}": [f"{root}/{files}" for root in roots]
        for name, (_, files) in FILES.items()
    }
    return _packed({"files.encoding": "utf8", "yaml.schemas": associations})


def _file(name: str, kind: type[Record]) -> bytes:
    schema = msgspec.json.schema(kind)
    definitions = {title: _described(title, body) for title, body in schema["$defs"].items()}
    root = definitions.pop(kind.__name__)
    return _packed({"$schema": DIALECT, "$id": name, **root, "$defs": definitions})


def _packed(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _described(title: str, body: dict[str, Any]) -> dict[str, Any]:
    """The definition of one record with what an editor should read."""
    keys = {
        key: {**_plain(value), "description": _key(title, key)}
        for key, value in body["properties"].items()
    }
    if "gaps" in keys:
        keys["gaps"] = _gaps(keys["gaps"])
    return {**body, "description": RECORDS[title], "properties": keys}


def _plain(value: Any) -> Any:
    """A type as JSON Schema engines and YAML editors understand it.

    An empty key is refused on loading, so null is no choice; ``\\Z`` is Python's alone.
    """
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    arms = [arm for arm in value.get("anyOf", ()) if arm != {"type": "null"}]
    if len(arms) == 1:
        return _plain(arms[0])
    plain = {key: _plain(item) for key, item in value.items() if key not in _LEFT_OUT}
    if "pattern" in plain:
        plain["pattern"] = plain["pattern"].replace(r"\Z", "$")
    return plain


_LEFT_OUT = {"default", "description"}


def _gaps(body: dict[str, Any]) -> dict[str, Any]:
    parts = dict.fromkeys(get_args(Attribute), body["additionalProperties"])
    return {**body, "properties": parts, "additionalProperties": False}


def _key(title: str, key: str) -> str:
    return KEYS.get(f"{title}.{key}") or KEYS[key]
