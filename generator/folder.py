"""The catalogue folder: all its files are read, checked and put together.

In: ``catalogue/`` and the cache of earlier readings.  Out: ``Reading``: the catalogue where no
fault forbids it, and every fault with its file.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator import check, form_definitions, official_files, parallel
from generator.bind import bind
from generator.catalogue import Catalogue, Shared, digest
from generator.findings import Finding
from generator.form_definitions import FormReading
from generator.load import Flaw, decode, lines, parse
from generator.model import (
    AgenciesFile,
    FeesFile,
    FieldsFile,
    FormsFile,
    GlossaryFile,
    LegalFile,
    Publisher,
    Record,
    SituationsFile,
    SynonymsFile,
    WardsFile,
)
from generator.official_files import OfficialReading
from generator.store import Entry, Store, read_shard

PARALLEL_FROM = 200
"""Fewer unread procedure files than this are read in this process: a fork would cost more."""


class Kind(msgspec.Struct, frozen=True):
    """A kind of shared file: the type it holds, the list in it, and what names its records."""

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
FORM_FOLDERS = (form_definitions.DEFINITIONS, form_definitions.SAMPLES, official_files.FOLDER)
IGNORED = {"schemas", "imports", "editions", "results"}


class Located(msgspec.Struct, frozen=True, gc=False):
    """A flaw and the file, relative to the catalogue's folder, in which it stands."""

    path: str
    flaw: Flaw


class Reading(msgspec.Struct, frozen=True):
    """What a catalogue folder says; ``catalogue`` is None where a fault forbids publishing.

    ``forms`` and ``official``: from what the files of forms are made.
    """

    root: Path
    catalogue: Catalogue | None
    located: tuple[Located, ...]
    files: int
    forms: FormReading
    official: OfficialReading

    def findings(self) -> list[Finding]:
        """Every fault with its line; lines are read again here, only for files with faults."""
        return findings(self.root, self.located)


def findings(root: Path, located: Iterable[Located]) -> list[Finding]:
    """The faults, sorted, each with its line."""
    by_path: dict[str, list[Flaw]] = {}
    for item in located:
        by_path.setdefault(item.path, []).append(item.flaw)
    return sorted(
        finding for path, flaws in by_path.items() for finding in _findings(root, path, flaws)
    )


def _findings(root: Path, path: str, flaws: list[Flaw]) -> Iterable[Finding]:
    target = root / path
    readable = target.suffix == ".yml" and target.is_file()
    text = decode(target.read_bytes())[0] if readable else ""
    line_of = lines(text)
    for flaw in flaws:
        yield Finding(
            path=str(target),
            line=flaw.line or (line_of(flaw.place) if text else 0),
            what=flaw.what,
            repair=flaw.repair,
            rule=flaw.rule,
            severity=flaw.severity,
        )


class _Layout(msgspec.Struct):
    """Paths of a catalogue folder, relative to it and sorted."""

    shared: list[tuple[str, Kind]]
    procedures: list[str]
    forms: list[str]
    strange: list[str]


class _Sharing(msgspec.Struct):
    """The shared records read, where each stands, and the flaws of their files."""

    shared: Shared | None
    where: dict[tuple[str, str], tuple[str, tuple[str | int, ...]]]
    located: list[Located]


def read(
    root: Path,
    store: Store,
    workers: int = 1,
    meanwhile: Callable[[], None] = lambda: None,
) -> Reading:
    """Read and check the catalogue folder; ``meanwhile`` runs beside the workers."""
    layout = _scan(root)
    entries = _entries(root, layout.procedures, store, workers, meanwhile)
    sharing = _read_shared(root, layout.shared)
    located = [*_strange(layout.strange), *sharing.located]
    located += [Located(entry.path, flaw) for entry in entries for flaw in entry.flaws]
    located += _misplaced(entries)
    forms, official = form_definitions.read(root), official_files.read(root)
    located += [Located(path, flaw) for path, flaw in (*forms.flaws, *official.flaws)]
    catalogue = None
    if sharing.shared and not _broken(located):
        catalogue = _assemble(sharing.shared, entries, store)
        located += _catalogue_faults(catalogue, entries, sharing)
        located += _unknown_to_forms(catalogue.shared, forms, official)
    forbidden = any(item.flaw.severity == "error" for item in located)
    files = len(layout.shared) + len(layout.procedures) + len(layout.forms)
    catalogue = None if forbidden else catalogue
    return Reading(root, catalogue, tuple(located), files, forms, official)


def _unknown_to_forms(
    shared: Shared, forms: FormReading, official: OfficialReading
) -> list[Located]:
    """What the files of forms name and the catalogue does not hold."""
    found = form_definitions.unknown_references(forms, shared.forms, shared.legal)
    found += official_files.unknown_references(official, shared.forms)
    return [Located(path, flaw) for path, flaw in found]


def _broken(located: list[Located]) -> bool:
    """Whether files lack records because of their form, so that references cannot be judged."""
    return any(item.flaw.rule.startswith("form/") for item in located)


def _scan(root: Path) -> _Layout:
    layout = _Layout([], [], [], [])
    for name in sorted(os.listdir(root)):
        path = root / name
        if name in FILES:
            layout.shared.append((name, FILES[name]))
        elif name in FOLDERS:
            layout.shared += [(below, FOLDERS[name]) for below in _yaml_below(root, name, layout)]
        elif name == "procedures":
            for folder in sorted(entry.name for entry in os.scandir(path) if entry.is_dir()):
                layout.procedures += _yaml_below(root, f"procedures/{folder}", layout)
        elif path.is_file() and not name.startswith("."):
            layout.strange.append(name)
        elif name not in IGNORED and not name.startswith("."):
            layout.strange.append(f"{name}/")
    for folder in FORM_FOLDERS:
        if (root / folder).is_dir():
            layout.forms += _yaml_below(root, folder, layout)
    return layout


def _yaml_below(root: Path, folder: str, layout: _Layout) -> list[str]:
    names = sorted(os.listdir(root / folder))
    good = [name for name in names if name.endswith(".yml")]
    if len(good) != len(names):
        layout.strange += [f"{folder}/{name}" for name in names if _is_stray_yaml(name)]
    return [f"{folder}/{name}" for name in good]


def _is_stray_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".YML", ".json", ".txt", ".bak"))


def _strange(paths: list[str]) -> list[Located]:
    return [
        Located(
            path,
            Flaw(
                what="Tệp hoặc thư mục này không thuộc danh mục nên không được đọc.",
                repair="Đổi tên thành .yml và đặt đúng chỗ, hoặc chuyển ra ngoài danh mục.",
                rule="catalogue/strange-file",
                severity="warning",
            ),
        )
        for path in paths
    ]


def _entries(
    root: Path,
    paths: list[str],
    store: Store,
    workers: int,
    meanwhile: Callable[[], None],
) -> list[Entry]:
    """The entries of all procedure files, sorted by path; unread files are read and kept."""
    known, unread = store.known(root, paths)
    fresh: list[Entry] = []
    count = workers if len(unread) >= PARALLEL_FROM else 1
    parts = [store.folder / f"part-{i}.bin" for i in range(count)]
    jobs = [
        _job(root, shard, part)
        for shard, part in zip(parallel.shards(unread, count), parts, strict=False)
    ]
    results, _ = parallel.run(jobs, meanwhile, fork=count > 1)
    for part, shard in zip(parts, results, strict=False):
        fresh += store.add(part, shard)
    entries = sorted([*known, *fresh], key=lambda entry: entry.path)
    return store.save(entries) if fresh or len(known) != store.size else entries


def _job(root: Path, paths: Sequence[str], part: Path) -> Callable[[], bytes]:
    return lambda: read_shard(root, paths, part)


def _misplaced(entries: list[Entry]) -> list[Located]:
    """Files whose code stands twice, or whose path does not say their field and code."""
    located, seen = [], dict[str, str]()
    for entry in entries:
        if not entry.brief:
            continue
        code, field = entry.brief.code, entry.brief.field
        if code in seen:
            located.append(Located(entry.path, _duplicate(code, seen[code])))
        seen.setdefault(code, entry.path)
        if entry.path != f"procedures/{field}/{code}.yml":
            located.append(Located(entry.path, _wrong_path(field, code)))
    return located


def _duplicate(code: str, other: str) -> Flaw:
    return Flaw(
        place=("code",),
        what=f"Mã thủ tục {code} đã có ở {other}.",
        repair="Giữ một tệp; nếu là hai thủ tục thì sửa mã của một tệp.",
        rule="form/duplicate-code",
    )


def _wrong_path(field: str, code: str) -> Flaw:
    return Flaw(
        place=("code",),
        what="Tên tệp không khớp với mã và lĩnh vực ghi bên trong.",
        repair=f"Đổi tên tệp thành procedures/{field}/{code}.yml, hoặc sửa “code”, “field”.",
        rule="catalogue/file-name",
    )


def _read_shared(root: Path, files: list[tuple[str, Kind]]) -> _Sharing:
    sharing = _Sharing(None, {}, [])
    found: dict[str, dict[str, Any]] = {kind.name: {} for kind in _kinds()}
    for path, kind in files:
        text, flaws = decode((root / path).read_bytes())
        tree, more = parse(text)
        flaws += more
        record = bind(tree, kind.holds) if not flaws else flaws
        if isinstance(record, list):
            sharing.located += [Located(path, flaw) for flaw in record]
        else:
            _gather(record, path, kind, found[kind.name], sharing)
    sharing.located += _missing_files(files)
    if not _broken(sharing.located):
        sharing.shared = _shared(found)
    return sharing


def _kinds() -> Iterable[Kind]:
    return (*FILES.values(), *FOLDERS.values())


def _gather(
    record: Record, path: str, kind: Kind, found: dict[str, Any], sharing: _Sharing
) -> None:
    """Put the records of a file under their keys, and note where each stands."""
    if not kind.attribute:
        found[""] = record
        sharing.where[kind.name, ""] = (path, ())
        return
    for position, item in enumerate(getattr(record, kind.attribute)):
        key = getattr(item, kind.key) if kind.key else str(position)
        place = (kind.attribute, position)
        if key in found:
            other, _ = sharing.where[kind.name, key]
            sharing.located.append(Located(path, _twice(key, place, other)))
            continue
        found[key] = item
        sharing.where[kind.name, key] = (path, place)


def _twice(key: str, place: tuple[str | int, ...], other: str) -> Flaw:
    return Flaw(
        place=place,
        what=f"“{key}” đã có ở {other}.",
        repair="Giữ một bản ghi; hai bản ghi khác nhau phải mang tên khác nhau.",
        rule="form/duplicate-id",
    )


def _missing_files(files: list[tuple[str, Kind]]) -> list[Located]:
    present = {path for path, _ in files}
    return [
        Located(
            name,
            Flaw(
                what=f"Danh mục thiếu tệp {name}.",
                repair="Tạo tệp theo hướng dẫn cho biên tập viên.",
                rule="form/missing-file",
            ),
        )
        for name in ("publisher.yml", "fields.yml", "agencies.yml")
        if name not in present
    ]


def _shared(found: dict[str, dict[str, Any]]) -> Shared:
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


def _assemble(shared: Shared, entries: list[Entry], store: Store) -> Catalogue:
    valid = sorted(
        ((entry.brief, entry) for entry in entries if entry.brief), key=lambda pair: pair[0].code
    )
    return Catalogue(
        shared=shared,
        briefs={brief.code: brief for brief, _ in valid},
        whole=store.whole(entries),
        digests={brief.code: entry.digest for brief, entry in valid},
        brief_digests={brief.code: entry.brief_digest for brief, entry in valid},
        named={brief.code: entry.references.codes for brief, entry in valid if entry.references},
        shared_digest=digest(msgspec.msgpack.encode(shared)),
    )


def _catalogue_faults(
    catalogue: Catalogue, entries: list[Entry], sharing: _Sharing
) -> list[Located]:
    references = {
        entry.brief.code: entry.references for entry in entries if entry.brief and entry.references
    }
    paths = {entry.brief.code: entry.path for entry in entries if entry.brief}
    located = []
    for fault in check.of_catalogue(catalogue, references):
        path, start = (
            (paths[fault.id], ())
            if fault.kind == "procedure"
            else sharing.where[fault.kind, fault.id]
        )
        flaw = Flaw(
            place=(*start, *fault.place),
            what=fault.what,
            repair=fault.repair,
            rule=fault.rule,
            severity=fault.severity,
        )
        located.append(Located(path, flaw))
    return located
