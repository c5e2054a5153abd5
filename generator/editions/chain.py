"""All editions of a catalogue, each holding the hash of the one before.

In: the folder ``catalogue/editions``.  Out: ``Editions``: what was published on each day, the
versions of each procedure, and their records and frozen pages.

Old records are read by today's ``model``: an attribute may be added to it, but one that was ever
published must not be renamed or removed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from generator.canonical import packed
from generator.catalogue import Catalogue, Shared, assemble, digest
from generator.editions.archive import Archive, ArchiveError, sha
from generator.editions.data_files import DataFiles
from generator.editions.records import Edition, Withdrawal, decode
from generator.editions.shared_records import shared_of
from generator.findings import ExpectedFault
from generator.model import Procedure

FOLDER = "editions"
EDITION_FILE = "edition.json"
RECORDS_FILE = "records.tar.xz"
PAGES_FILE = "pages.tar.xz"


class EditionError(ExpectedFault):
    """The published editions are damaged or were changed; the message says where."""


class Published(msgspec.Struct, frozen=True):
    """An edition and the hash of its file."""

    edition: Edition
    sha256: str


class Version(msgspec.Struct, frozen=True, gc=False):
    """A procedure as an edition published it: the day, its record, its frozen page."""

    day: date
    record: str
    page: str


class Withdrawn(msgspec.Struct, frozen=True):
    """A procedure that is no longer published since the edition of that day."""

    day: date
    withdrawal: Withdrawal


class State(msgspec.Struct, frozen=True):
    """All records of an edition: code -> hash, and key of a shared record -> hash."""

    procedures: dict[str, str]
    shared: dict[str, str]


class Editions:
    """The chain of editions, oldest first; reading records and pages opens archives on demand."""

    def __init__(self, folder: Path, chain: tuple[Published, ...]) -> None:
        self.folder = folder
        self.chain = chain
        self._archives: dict[tuple[date, str], Archive] = {}
        self._records = _places(chain, _record_hashes)
        self._pages = _places(chain, _page_hashes)
        self._versions = _versions(chain)
        self._shared: dict[date, Shared] = {}
        self.data = DataFiles(folder, [published.edition for published in chain])
        self._by_day = {published.edition.day: published for published in chain}

    @property
    def newest(self) -> Published | None:
        """The last edition; None before the first."""
        return self.chain[-1] if self.chain else None

    @property
    def days(self) -> tuple[date, ...]:
        """The days of all editions, oldest first."""
        return tuple(published.edition.day for published in self.chain)

    def of(self, day: date) -> Published:
        """The edition of exactly that day; KeyError where there is none."""
        return self._by_day[day]

    def state(self, day: date | None = None) -> State:
        """What was published on the day: by the last edition up to it; by all without a day."""
        state = State({}, {})
        for published in self.chain:
            if day is None or published.edition.day <= day:
                _apply(published.edition, state)
        return state

    def versions(self, code: str) -> tuple[Version, ...]:
        """The versions of a procedure that have a frozen page, oldest first."""
        return tuple(self._versions.get(code, ()))

    def codes(self) -> Iterable[str]:
        """Every code ever published, sorted."""
        return sorted(self._versions)

    def published(self) -> dict[str, date]:
        """Code -> day of its newest version, for the procedures of the newest edition."""
        return {code: self._versions[code][-1].day for code in sorted(self.state().procedures)}

    def withdrawn(self) -> dict[str, Withdrawn]:
        """The procedures that were published once and no longer are, by code."""
        found: dict[str, Withdrawn] = {}
        for published in self.chain:
            edition = published.edition
            for code in edition.procedures:
                found.pop(code, None)
            found |= {code: Withdrawn(edition.day, why) for code, why in edition.withdrawn.items()}
        return dict(sorted(found.items()))

    def content(self, record: str) -> bytes:
        """The canonical bytes of the record with that hash."""
        return self._read(self._records, RECORDS_FILE, record)

    def procedure(self, record: str) -> Procedure:
        """The procedure with that hash."""
        return msgspec.json.decode(self.content(record), type=Procedure)

    def page(self, page: str) -> bytes:
        """The frozen page, or style sheet, with that hash, byte for byte as it was published."""
        return self._read(self._pages, PAGES_FILE, page)

    def file(self, day: date) -> bytes:
        """The edition's own file, byte for byte: the next edition names its hash."""
        return (self.folder / day.isoformat() / EDITION_FILE).read_bytes()

    def data_file(self, name: str) -> bytes:
        """The data file with that hash, byte for byte as it was published."""
        try:
            return self.data.read(name)
        except ArchiveError as fault:
            raise _damaged(fault) from fault

    def shared(self, day: date) -> Shared:
        """The shared records as they were published on the day."""
        edition = max(known for known in self.days if known <= day)
        if edition not in self._shared:
            hashes = self.state(edition).shared
            self._shared[edition] = shared_of({k: self.content(h) for k, h in hashes.items()})
        return self._shared[edition]

    def catalogue(self, day: date | None = None) -> Catalogue:
        """The whole catalogue as it was published on the day; the newest without one."""
        day = day or self.days[-1]
        procedures = map(self.procedure, self.state(day).procedures.values())
        return assemble(self.shared(day), procedures)

    def styles(self) -> tuple[str, ...]:
        """The hashes of the style sheets that frozen pages name, oldest first."""
        named = (published.edition.style for published in self.chain)
        return tuple(dict.fromkeys(style for style in named if style))

    def key(self, code: str) -> bytes:
        """A hash of all that the editions hold of a procedure."""
        versions = self.versions(code)
        return digest(*(bytes.fromhex(self.of(version.day).sha256) for version in versions))

    @property
    def digest(self) -> bytes:
        """A hash of the whole chain."""
        return bytes.fromhex(self.chain[-1].sha256) if self.chain else b""

    def verify(self) -> None:
        """Read every record, page and file of the chain; EditionError where one is not right."""
        for record in self._records:
            self.content(record)
        for page in self._pages:
            self.page(page)
        for file in self.data.names():
            self.data_file(file)

    def _read(self, places: Mapping[str, date], file: str, name: str) -> bytes:
        if name not in places:
            raise EditionError(f"Không kỳ công bố nào có bản ghi {name[:12]}…")
        place = places[name], file
        if place not in self._archives:
            path = self.folder / place[0].isoformat() / file
            self._archives[place] = Archive(path)
        try:
            return self._archives[place].read(name)
        except ArchiveError as fault:
            raise _damaged(fault) from fault


def _damaged(fault: ArchiveError) -> EditionError:
    return EditionError(f"{fault} Hãy lấy lại thư mục kỳ công bố từ bản lưu.")


def load(folder: Path) -> Editions:
    """The editions below ``catalogue/editions``, each compared with the hash in the next."""
    chain: list[Published] = []
    state = State({}, {})
    for path in sorted(folder.glob(f"*/{EDITION_FILE}")):
        published = _read(path)
        _verify(path, published.edition, chain[-1] if chain else None)
        _apply(published.edition, state)
        if whole_hash(state) != published.edition.whole:
            raise EditionError(f"{path}: danh sách bản ghi không khớp mã băm của cả kỳ.")
        chain.append(published)
    return Editions(folder, tuple(chain))


def whole_hash(state: State) -> str:
    """The hash of an edition's whole list: canonical JSON of all codes and keys with hashes."""
    return sha(packed({"procedures": state.procedures, "shared": state.shared}))


def _read(path: Path) -> Published:
    content = path.read_bytes()
    try:
        return Published(decode(content), sha(content))
    except (msgspec.ValidationError, msgspec.DecodeError) as fault:
        raise EditionError(f"{path}: không đọc được kỳ công bố ({fault}).") from fault


def _verify(path: Path, edition: Edition, before: Published | None) -> None:
    if path.parent.name != edition.day.isoformat():
        raise EditionError(f"{path}: tên thư mục không phải ngày của kỳ công bố.")
    if edition.previous != (before.sha256 if before else None):
        raise EditionError(
            f"{path}: kỳ liền trước đã bị sửa hoặc thiếu (mã băm không khớp). "
            "Hãy lấy lại thư mục editions từ bản lưu; không sửa tay."
        )


def _apply(edition: Edition, state: State) -> None:
    state.procedures.update(edition.procedures)
    state.shared.update(edition.shared)
    for code in edition.withdrawn:
        state.procedures.pop(code, None)
    for key in edition.dropped:
        state.shared.pop(key, None)


def _record_hashes(edition: Edition) -> Iterator[str]:
    yield from edition.procedures.values()
    yield from edition.shared.values()


def _page_hashes(edition: Edition) -> Iterator[str]:
    if edition.style:
        yield edition.style
    yield from edition.pages.values()


def _places(
    chain: Iterable[Published], hashes: Callable[[Edition], Iterable[str]]
) -> dict[str, date]:
    """Hash -> day of the first edition that has it, which is where its content is kept."""
    found: dict[str, date] = {}
    for published in chain:
        for name in hashes(published.edition):
            found.setdefault(name, published.edition.day)
    return found


def _versions(chain: Iterable[Published]) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    records: dict[str, str] = {}
    for published in chain:
        edition = published.edition
        records |= edition.procedures
        for code, page in edition.pages.items():
            found.setdefault(code, []).append(Version(edition.day, records[code], page))
    return found


UNPUBLISHED = Editions(Path(), ())
"""The editions of a catalogue that has none."""
