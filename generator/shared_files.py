"""The shared files of a catalogue: all its records but the procedures.

In: the catalogue's folder and the paths of its shared files.  Out: ``SharedReading``: the records
where every file is sound, where each of them stands, and the flaws of the files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator import check
from generator.bind import record_in
from generator.catalogue import Shared
from generator.load import Flaw, Place
from generator.located import Located
from generator.model import (
    Agency,
    Field,
    Form,
    LegalDocument,
    Publisher,
    Record,
    SharedFee,
    Situation,
    Synonym,
    Term,
    Ward,
)


class FieldsFile(Record, frozen=True, kw_only=True):
    """``fields.yml``."""

    fields: tuple[Field, ...]


class AgenciesFile(Record, frozen=True, kw_only=True):
    """``agencies.yml``."""

    agencies: tuple[Agency, ...]


class WardsFile(Record, frozen=True, kw_only=True):
    """``wards/*.yml``."""

    wards: tuple[Ward, ...]


class LegalFile(Record, frozen=True, kw_only=True):
    """``legal/*.yml``."""

    documents: tuple[LegalDocument, ...]


class FeesFile(Record, frozen=True, kw_only=True):
    """``fees/*.yml``."""

    fees: tuple[SharedFee, ...]


class FormsFile(Record, frozen=True, kw_only=True):
    """``forms/*.yml``."""

    forms: tuple[Form, ...]


class SynonymsFile(Record, frozen=True, kw_only=True):
    """``synonyms.yml``."""

    synonyms: tuple[Synonym, ...]


class SituationsFile(Record, frozen=True, kw_only=True):
    """``situations.yml``."""

    situations: tuple[Situation, ...]


class GlossaryFile(Record, frozen=True, kw_only=True):
    """``glossary.yml``."""

    glossary: tuple[Term, ...]


class Kind(msgspec.Struct, frozen=True):
    """A kind of shared file: the type it holds, the list in it, and what names its records.

    ``attribute`` is empty where the file is one record; ``key`` is, where the place in the list
    names the record.
    """

    name: check.Kind
    holds: type[Record]
    attribute: str = ""
    key: str = "id"


FILES = {
    "publisher.yml": Kind("publisher", Publisher),
    "fields.yml": Kind("field", FieldsFile, "fields"),
    "agencies.yml": Kind("agency", AgenciesFile, "agencies"),
    "synonyms.yml": Kind("synonym", SynonymsFile, "synonyms", ""),
    "situations.yml": Kind("situation", SituationsFile, "situations"),
    "glossary.yml": Kind("term", GlossaryFile, "glossary", "term"),
}
FOLDERS = {
    "wards": Kind("ward", WardsFile, "wards"),
    "legal": Kind("legal", LegalFile, "documents", "number"),
    "fees": Kind("fee", FeesFile, "fees"),
    "forms": Kind("form", FormsFile, "forms"),
}
NEEDED = ("publisher.yml", "fields.yml", "agencies.yml")
"""Without these files there is no catalogue."""


class SharedReading(msgspec.Struct, frozen=True):
    """``records`` is None where a file is missing or has a fault of form.

    ``where``: kind and id of a record -> the path of its file, and its place in there.
    """

    records: Shared | None
    where: Mapping[tuple[str, str], tuple[str, Place]]
    located: tuple[Located, ...]


def read(root: Path, files: Sequence[tuple[str, Kind]]) -> SharedReading:
    """Read the files below root, each with its kind; the first to name a record has it."""
    found: dict[str, dict[str, Any]] = {kind.name: {} for kind in _kinds()}
    where: dict[tuple[str, str], tuple[str, Place]] = {}
    located: list[Located] = []
    for path, kind in files:
        record = record_in(root / path, kind.holds)
        if isinstance(record, list):
            located += [Located(path, flaw) for flaw in record]
            continue
        for key, place, item in _items(record, kind):
            if key in found[kind.name]:
                located.append(Located(path, _twice(key, place, where[kind.name, key][0])))
                continue
            found[kind.name][key] = item
            where[kind.name, key] = (path, place)
    located += _missing({path for path, _ in files})
    return SharedReading(None if located else _shared(found), where, tuple(located))


def publisher(root: Path) -> Publisher | None:
    """The publisher alone, for what need not wait for the rest; None where its file has faults."""
    path = root / "publisher.yml"
    record = record_in(path, Publisher) if path.is_file() else None
    return record if isinstance(record, Publisher) else None


def _kinds() -> Iterable[Kind]:
    return (*FILES.values(), *FOLDERS.values())


def _items(record: Record, kind: Kind) -> Iterator[tuple[str, Place, Record]]:
    """The records of a file, each with its id and its place."""
    if not kind.attribute:
        yield "", (), record
        return
    for position, item in enumerate(getattr(record, kind.attribute)):
        key = getattr(item, kind.key) if kind.key else str(position)
        yield key, (kind.attribute, position), item


def _twice(key: str, place: Place, other: str) -> Flaw:
    return Flaw(
        place=place,
        what=f"“{key}” đã có ở {other}.",
        repair="Giữ một bản ghi; hai bản ghi khác nhau phải mang tên khác nhau.",
        rule="form/duplicate-id",
    )


def _missing(present: set[str]) -> Iterator[Located]:
    for name in NEEDED:
        if name not in present:
            what = f"Danh mục thiếu tệp {name}."
            repair = "Tạo tệp theo hướng dẫn cho biên tập viên."
            yield Located(name, Flaw(what=what, repair=repair, rule="form/missing-file"))


def _shared(found: Mapping[str, Mapping[str, Any]]) -> Shared:
    ordered = {name: dict(sorted(records.items())) for name, records in found.items()}
    return Shared(
        publisher=ordered["publisher"][""],
        fields=ordered["field"],
        agencies=ordered["agency"],
        wards=ordered["ward"],
        legal=ordered["legal"],
        fees=ordered["fee"],
        forms=ordered["form"],
        synonyms=tuple(found["synonym"].values()),
        situations=tuple(found["situation"].values()),
        glossary=tuple(found["term"].values()),
    )
