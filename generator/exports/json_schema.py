"""JSON Schema (2020-12) of what is published: a procedure's file, and the whole catalogue.

In: the schemas of the model.  Out: trees.  A record in canonical form fits its schema.
"""

import json
from collections.abc import Mapping
from typing import Any

from generator import schemas

Tree = dict[str, Any]
FOLDER = "api/v1/schema/"
LISTS: Mapping[str, str] = {
    "agencies": "Agency",
    "fields": "Field",
    "forms": "Form",
    "glossary": "Term",
    "legal_documents": "LegalDocument",
    "procedures": "Procedure",
    "search_words": "Synonym",
    "shared_fees": "SharedFee",
    "situations": "Situation",
    "wards": "Ward",
}
"""List of the whole catalogue -> the type of its records."""


def definitions() -> Tree:
    """The schema of every type of record, by its name."""
    found: Tree = {}
    for name, content in schemas.schemas().items():
        tree = json.loads(content)
        found |= tree.pop("$defs")
        root, _ = schemas.FILES[name]
        if not root.__name__.endswith("File"):
            found[root.__name__] = {k: v for k, v in tree.items() if not k.startswith("$")}
    return dict(sorted(found.items()))


def procedure(base: str) -> Tree:
    """The schema of ``/thu-tuc/<code>.json`` and of a line of the JSON Lines file."""
    return _schema(base, "procedure.json", {"$ref": "#/$defs/Procedure"})


def catalogue(base: str) -> Tree:
    """The schema of the whole catalogue in one file."""
    lists = {name: _list(kind) for name, kind in LISTS.items()}
    properties = {
        "edition": {"type": "string", "format": "date", "description": "Kỳ công bố."},
        "publisher": {"$ref": "#/$defs/Publisher"},
        **lists,
    }
    return _schema(
        base,
        "catalogue.json",
        {
            "type": "object",
            "required": list(properties),
            "properties": properties,
            "additionalProperties": False,
        },
    )


def _list(kind: str) -> Tree:
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}}


def _schema(base: str, name: str, body: Tree) -> Tree:
    head = {"$schema": schemas.DIALECT, "$id": f"{base}/{FOLDER}{name}"}
    needed: Tree = {}
    _collect(body, definitions(), needed)
    return {**head, **body, "$defs": dict(sorted(needed.items()))}


def _collect(value: Any, known: Tree, needed: Tree) -> None:
    """Put into ``needed`` every definition that the value refers to, and those that these do."""
    if isinstance(value, dict):
        name = str(value.get("$ref", "")).removeprefix("#/$defs/")
        if name in known and name not in needed:
            needed[name] = known[name]
            _collect(known[name], known, needed)
        for item in value.values():
            _collect(item, known, needed)
    elif isinstance(value, list):
        for item in value:
            _collect(item, known, needed)
