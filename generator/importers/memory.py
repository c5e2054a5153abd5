"""What was imported last: a short hash per code and attribute, kept beside the catalogue.

In: ``catalogue/imports/<workbook without its month>.json``.  Out: ``Memory``, and its text again:
sorted, one line per code, so that a difference shows which records a workbook changed.
"""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from generator.importers.draft import KEY_ORDER
from generator.load import Tree

FOLDER = "imports"
ABSENT = "."
"""The workbook gave no such attribute."""
UNKNOWN = "?"
"""Nothing was settled about the attribute: it stands in conflict, or was never imported."""
_GAP = "gaps."
_NOT_IMPORTED = {"gaps", "code"}
_MONTH = re.compile(r"[-_ ]*\d{4}[-_]\d{2}(?:[-_]\d{2})?$")

Flat = dict[str, Tree]
Hashes = dict[str, str]


def stem_of(workbook: str) -> str:
    """The name under which a workbook is remembered: the same every month."""
    stem = Path(workbook).stem
    return _MONTH.sub("", stem) or stem


def month_of(workbook: str) -> str:
    """The year and month in a workbook's file name; empty where it has none."""
    found = re.search(r"(\d{4})[-_](0[1-9]|1[0-2])(?!\d)", Path(workbook).stem)
    return f"{found[1]}-{found[2]}" if found else ""


def flat(record: Mapping[str, Tree]) -> Flat:
    """The attributes of a record, each gap as an attribute of its own (``gaps.fees``)."""
    attributes: Flat = {key: record[key] for key in record if key not in _NOT_IMPORTED}
    gaps = record.get("gaps")
    if isinstance(gaps, dict):
        attributes |= {f"{_GAP}{key}": gap for key, gap in gaps.items()}
    return attributes


def unflat(attributes: Mapping[str, Tree]) -> dict[str, Tree]:
    """The record of these attributes again, its gaps together."""
    record = {key: value for key, value in attributes.items() if not key.startswith(_GAP)}
    gaps = {key[len(_GAP) :]: gap for key, gap in attributes.items() if key.startswith(_GAP)}
    if gaps:
        record["gaps"] = {key: gaps[key] for key in sorted(gaps)}
    return {key: record[key] for key in KEY_ORDER if key in record}


def mark(value: Tree) -> str:
    """The short hash of a value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=5).hexdigest()


def marks(attributes: Mapping[str, Tree]) -> Hashes:
    """The hash of each attribute."""
    return {key: mark(value) for key, value in attributes.items()}


class Memory:
    """The hashes of one workbook's records by code."""

    def __init__(self, records: dict[str, Hashes] | None = None) -> None:
        self.records = records or {}

    def text(self) -> str:
        """The file: the attributes once, then for each code their hashes in that order."""
        names = sorted({name for hashes in self.records.values() for name in hashes})
        lines = [
            f"  {json.dumps(code)}: {json.dumps(_line(hashes, names))}"
            for code, hashes in sorted(self.records.items())
        ]
        head = json.dumps(names, ensure_ascii=False)
        return f'{{\n "attributes": {head},\n "records": {{\n' + ",\n".join(lines) + "\n }\n}\n"


def _line(hashes: Hashes, names: Iterable[str]) -> str:
    return " ".join(hashes.get(name, ABSENT) for name in names)


def read_memory(path: Path) -> Memory:
    """The memory of a file; empty where there is none.  ValueError where it is broken."""
    if not path.exists():
        return Memory()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = data["attributes"]
        return Memory(
            {
                code: {
                    name: value
                    for name, value in zip(names, line.split(" "), strict=True)
                    if value != ABSENT
                }
                for code, line in data["records"].items()
            }
        )
    except (OSError, TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(str(error)) from error
