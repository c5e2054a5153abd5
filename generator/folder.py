"""The catalogue folder: all its files are read, checked and put together.

In: ``catalogue/`` and the cache of earlier readings.  Out: ``Reading``: the catalogue where no
fault forbids it, and every fault with its file.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from generator import check, form_definitions, layout, official_files, parallel, shared_files
from generator.catalogue import Catalogue, Shared, digest
from generator.findings import Finding
from generator.form_definitions import FormReading
from generator.load import Flaw
from generator.located import Located, findings
from generator.official_files import OfficialReading
from generator.shared_files import SharedReading
from generator.store import Entry, Store, read_shard

PARALLEL_FROM = 200
"""Fewer unread procedure files than this are read in this process: a fork would cost more."""


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


def read(
    root: Path,
    store: Store,
    workers: int = 1,
    meanwhile: Callable[[], None] = lambda: None,
) -> Reading:
    """Read and check the catalogue folder; ``meanwhile`` runs beside the workers."""
    files = layout.scan(root)
    entries = _entries(root, files.procedures, store, workers, meanwhile)
    shared = shared_files.read(root, files.shared)
    located = [*files.located, *shared.located]
    located += [Located(entry.path, flaw) for entry in entries for flaw in entry.flaws]
    located += _misplaced(entries)
    forms, official = form_definitions.read(root), official_files.read(root)
    located += (*forms.located, *official.located)
    catalogue = None
    if shared.records and not _broken(located):
        catalogue = _assemble(shared.records, entries, store)
        located += _catalogue_faults(catalogue, entries, shared)
        located += _unknown_to_forms(catalogue.shared, forms, official)
    forbidden = any(item.flaw.severity == "error" for item in located)
    count = len(files.shared) + len(files.procedures) + len(files.forms)
    catalogue = None if forbidden else catalogue
    return Reading(root, catalogue, tuple(located), count, forms, official)


def _unknown_to_forms(
    shared: Shared, forms: FormReading, official: OfficialReading
) -> list[Located]:
    """What the files of forms name and the catalogue does not hold."""
    found = form_definitions.unknown_references(forms, shared.forms, shared.legal)
    return found + official_files.unknown_references(official, shared.forms)


def _broken(located: list[Located]) -> bool:
    """Whether files lack records because of their form, so that references cannot be judged."""
    return any(item.flaw.rule.startswith("form/") for item in located)


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
    catalogue: Catalogue, entries: list[Entry], shared: SharedReading
) -> Iterator[Located]:
    """What the rules that need everything have found."""
    references = {
        entry.brief.code: entry.references for entry in entries if entry.brief and entry.references
    }
    paths = {entry.brief.code: entry.path for entry in entries if entry.brief}
    for fault in check.of_catalogue(catalogue, references):
        if fault.kind == "procedure":
            yield Located(paths[fault.id], fault.flaw())
        else:
            path, start = shared.where[fault.kind, fault.id]
            yield Located(path, fault.flaw(start))
