"""Parsed procedures kept on disk between builds, found again by their files' signatures.

In: paths of procedure files.  Out: an ``Entry`` for each, and whole records by code.

``records.bin`` holds packed records, appended to until half of it is waste; ``index.msgpack``
holds the entries.  Both are a cache: whoever deletes them loses only time.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import FileIO
from operator import is_
from pathlib import Path
from zlib import crc32

import msgspec

from generator import cache_file, check
from generator.bind import record_in
from generator.catalogue import digest
from generator.check import References
from generator.load import Flaw
from generator.model import Brief, Procedure

Signature = tuple[int, int, int, int]
"""mtime and ctime in ns, size, inode: what changes when a file's content may have changed."""

RACY_NS = 50_000_000
"""A file this close in time to the index may have changed after it was read: read it again."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known of one procedure file; ``brief`` is None where it holds no valid record."""

    path: str
    signature: Signature
    flaws: tuple[Flaw, ...]
    brief: Brief | None = None
    references: References | None = None
    offset: int = 0
    length: int = 0
    digest: bytes = b""
    brief_digest: bytes = b""


SHARDS = 64
"""The entries are packed in so many lists: after a change only one is packed anew."""


class _Index(msgspec.Struct, gc=False):
    """``records``: how long the file of records is at least."""

    code: bytes
    records: int
    shards: list[msgspec.Raw]


class _Shard(msgspec.Struct, gc=False):
    """The entries whose paths fall together, sorted by path, and as they stand packed."""

    packed: msgspec.Raw
    entries: list[Entry]

    def of(self, entries: list[Entry]) -> "_Shard":
        """The shard with these entries; itself where they are the same objects."""
        if len(entries) == len(self.entries) and all(map(is_, entries, self.entries)):
            return self
        return _Shard(msgspec.Raw(_ENCODER.encode(entries)), entries)


def _shard_of(path: str) -> int:
    return crc32(path.encode()) % SHARDS


def signature(path: Path | str) -> Signature:
    """The signature of a file as it is now."""
    status = os.stat(path)
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def read_shard(root: Path, paths: Sequence[str], part: Path) -> bytes:
    """Read the files below root; packed records go to ``part``, offsets count from its start.

    The entries come packed too: between processes that takes a third of pickle's memory.
    """
    entries = []
    with part.open("wb") as records:
        for path in paths:
            entry, packed = _read(root, path)
            entries.append(msgspec.structs.replace(entry, offset=records.tell()))
            records.write(packed)
    return _ENCODER.encode(entries)


_ENCODER = msgspec.msgpack.Encoder()


def _read(root: Path, path: str) -> tuple[Entry, bytes]:
    before = signature(root / path)
    record = record_in(root / path, Procedure)
    if isinstance(record, list):
        return Entry(path=path, signature=before, flaws=tuple(record)), b""
    packed = _ENCODER.encode(record)
    brief = record.brief()
    entry = Entry(
        path=path,
        signature=before,
        flaws=tuple(fault.flaw() for fault in check.of_procedure(record)),
        brief=brief,
        references=check.references_of(record),
        length=len(packed),
        digest=digest(packed),
        brief_digest=digest(_ENCODER.encode(brief)),
    )
    return entry, packed


class Store:
    """The cache folder's procedures.  ``code`` names the program: another program's are unused."""

    def __init__(self, folder: Path, code: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._code = code
        self._index_file = folder / "index.msgpack"
        self._records_file = folder / "records.bin"
        self.folder = folder
        self._shards, self._written_ns = self._saved()

    @property
    def size(self) -> int:
        """How many files the saved index knows."""
        return sum(len(shard.entries) for shard in self._shards)

    def _saved(self) -> tuple[list[_Shard], int]:
        """The saved shards; empty where they are missing, damaged or another program's."""
        try:
            data = cache_file.read(self._index_file) or b""
            index = msgspec.msgpack.decode(data, type=_Index)
            if index.code == self._code and index.records <= self._records_size():
                decode = msgspec.msgpack.Decoder(list[Entry]).decode
                shards = [_Shard(packed, decode(packed)) for packed in index.shards]
                return shards, self._index_file.stat().st_mtime_ns
        except (OSError, msgspec.MsgspecError):
            pass
        self._records_file.unlink(missing_ok=True)
        return [_Shard(msgspec.Raw(_ENCODER.encode([])), [])] * SHARDS, 0

    def _records_size(self) -> int:
        return self._records_file.stat().st_size if self._records_file.exists() else 0

    def known(self, root: Path, paths: Iterable[str]) -> tuple[list[Entry], list[str]]:
        """Entries still true of the paths below root, and the paths that must be read."""
        by_path = {entry.path: entry for shard in self._shards for entry in shard.entries}
        entries, unread = [], []
        for path in paths:
            entry = by_path.get(path)
            if entry and self._still_true(entry, signature(f"{root}/{path}")):
                entries.append(entry)
            else:
                unread.append(path)
        return entries, unread

    def _still_true(self, entry: Entry, now: Signature) -> bool:
        return entry.signature == now and max(now[0], now[1]) < self._written_ns - RACY_NS

    def add(self, part: Path, shard: bytes) -> list[Entry]:
        """Append a shard's packed records; its entries with their offsets in the whole."""
        entries = msgspec.msgpack.decode(shard, type=list[Entry])
        with self._records_file.open("ab") as records:
            base = records.tell()
            records.write(part.read_bytes())
        part.unlink()
        return [msgspec.structs.replace(entry, offset=entry.offset + base) for entry in entries]

    def save(self, entries: list[Entry]) -> list[Entry]:
        """Keep the entries for the next build; gives them back, moved where waste was cleared."""
        used = sum(entry.length for entry in entries)
        if self._records_size() > 2 * used:
            entries = self._compact(entries)
        packed = [shard.packed for shard in self._sharded(entries)]
        index = _Index(self._code, self._records_size(), packed)
        cache_file.write(self._index_file, _ENCODER.encode(index))
        return entries

    def _sharded(self, entries: list[Entry]) -> Iterator[_Shard]:
        fallen: list[list[Entry]] = [[] for _ in range(SHARDS)]
        for entry in entries:
            fallen[_shard_of(entry.path)].append(entry)
        return map(_Shard.of, self._shards, fallen)

    def _compact(self, entries: list[Entry]) -> list[Entry]:
        reader = self._reader()
        staged, moved = self._records_file.with_suffix(".new"), []
        with staged.open("wb") as records:
            for entry in entries:
                moved.append(msgspec.structs.replace(entry, offset=records.tell()))
                records.write(reader(_span(entry)))
        # A build that ends between these two leaves no index that points into other records.
        self._index_file.unlink(missing_ok=True)
        staged.replace(self._records_file)
        return moved

    def whole(self, entries: Iterable[Entry]) -> Callable[[str], Procedure]:
        """A function from code to the whole record of these entries."""
        by_code = {entry.brief.code: entry for entry in entries if entry.brief}
        reader = self._reader()
        decoder = msgspec.msgpack.Decoder(Procedure)
        return lambda code: decoder.decode(self._sound(by_code[code], reader))

    def _sound(self, entry: Entry, reader: Callable[[slice], bytes]) -> bytes:
        """The entry's packed record; CacheError where it was damaged."""
        packed = reader(_span(entry))
        if digest(packed) != entry.digest:
            raise cache_file.discarded(self._index_file)
        return packed

    def _reader(self) -> Callable[[slice], bytes]:
        if not self._records_size():
            return lambda span: b""
        return partial(_read_at, self._records_file.open("rb", buffering=0))


def _read_at(file: FileIO, span: slice) -> bytes:
    """Those bytes, in one step where that is possible: processes may share the open file.

    The file is not mapped, for what is read of a map counts as the memory of who reads.
    """
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), span.stop - span.start, span.start)
    file.seek(span.start)
    return file.read(span.stop - span.start)


def _span(entry: Entry) -> slice:
    """Where the entry's packed record stands in the file of records."""
    return slice(entry.offset, entry.offset + entry.length)
