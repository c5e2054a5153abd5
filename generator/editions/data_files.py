"""The data files of all editions, byte for byte as they were published.

In: the folder of the editions and their chain.  Out: each file, found by its SHA-256.

The files are kept and not made again: a later version of the program, of SQLite or of a
compression library would write other bytes, and whoever cited a hash must find the file that has
it.  An edition keeps the pieces (``pieces.cut``) that no earlier one has, so that what stays the
same is stored once.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from generator.canonical import packed
from generator.editions.archive import Archive, ArchiveError, pack, sha
from generator.editions.pieces import cut
from generator.editions.records import Edition

DATA_FILE = "data.tar.xz"
_Lists = dict[str, list[str]]


class Stored(msgspec.Struct, frozen=True):
    """What an edition stores of its data.

    ``data``: path below the edition's folder -> SHA-256.  ``pieces``: the hash of the list that
    says of which pieces the new files are made.  ``archive``: the bytes of ``data.tar.xz``.
    """

    data: dict[str, str]
    pieces: str
    archive: bytes


class DataFiles:
    """The files of the editions, which are in their order; an archive is opened when needed."""

    def __init__(self, folder: Path, editions: Iterable[Edition]) -> None:
        self._editions = [edition for edition in editions if edition.pieces]
        self._archives = {
            edition.day: Archive(folder / edition.day.isoformat() / DATA_FILE)
            for edition in self._editions
        }
        self._first: dict[str, int] = {}
        for place, edition in enumerate(self._editions):
            for name in edition.data.values():
                self._first.setdefault(name, place)
        self._lists: dict[date, _Lists] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._first

    def names(self) -> Iterable[str]:
        """The hashes of all files."""
        return self._first

    def read(self, name: str) -> bytes:
        """The file with that hash, compared with it."""
        place = self._first[name]
        edition = self._editions[place]
        pieces = self._list(edition).get(name, [name])
        content = b"".join([self._piece(piece, place) for piece in pieces])
        if sha(content) != name:
            raise ArchiveError(f"Kỳ {edition.day}: tệp dữ liệu {name[:12]}… đã bị sửa.")
        return content

    def pieces(self) -> set[str]:
        """The hashes of all pieces that are kept."""
        lists = [self._list(edition) for edition in self._editions]
        long = {name for known in lists for name in known}
        return self._first.keys() - long | {
            piece for known in lists for pieces in known.values() for piece in pieces
        }

    def _list(self, edition: Edition) -> _Lists:
        if edition.day not in self._lists:
            assert edition.pieces
            content = self._archives[edition.day].read(edition.pieces)
            self._lists[edition.day] = msgspec.json.decode(content, type=_Lists)
        return self._lists[edition.day]

    def _piece(self, name: str, place: int) -> bytes:
        """The piece of a file of the edition at that place: this edition has it or one before."""
        for edition in reversed(self._editions[: place + 1]):
            archive = self._archives[edition.day]
            if name in archive:
                return archive.read(name)
        raise ArchiveError(f"Không kỳ công bố nào có mảnh dữ liệu {name[:12]}…")


def store(files: Iterable[tuple[str, bytes]], known: DataFiles) -> Stored:
    """What an edition with these files (path, content) stores beside what earlier editions keep."""
    data: dict[str, str] = {}
    lists: _Lists = {}
    kept, fresh = known.pieces(), dict[str, bytes]()
    for path, content in files:
        name = data[path] = sha(content)
        if name not in known:
            pieces = [(sha(piece), piece) for piece in cut(content)]
            fresh |= {key: piece for key, piece in pieces if key not in kept}
            if len(pieces) > 1:
                lists[name] = [key for key, _ in pieces]
    listed = packed(lists)
    return Stored(data, sha(listed), pack([listed, *fresh.values()]))
