"""Many small contents in one file, each found by its SHA-256.

In: contents.  Out: the bytes of a ``.tar.xz`` whose members are named by their hash, and back.

A tar archive, because every system will open one in thirty years; all contents in one compressed
stream, because records and pages of one edition have most of their words in common.
"""

import io
import lzma
import tarfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 3, "dict_size": 1 << 24}]


class ArchiveError(Exception):
    """An archive is missing, damaged or changed; the message says which."""


def sha(content: bytes) -> str:
    """The SHA-256 of the content: 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def pack(contents: Iterable[bytes]) -> bytes:
    """The archive of the contents in their order, each once: same contents, same bytes."""
    target = io.BytesIO()
    # As a stream, so that a large edition's contents are not in memory once more as a whole.
    with (
        lzma.open(target, "wb", format=lzma.FORMAT_XZ, filters=_FILTERS) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name, content in {sha(content): content for content in contents}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mode = 0o444
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


class Archive:
    """An archive on disk; it is opened when the first content is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, bytes] | None = None

    def __contains__(self, name: str) -> bool:
        return name in self._contents()

    def read(self, name: str) -> bytes:
        """The content with that hash, compared with it."""
        content = self._contents().get(name)
        if content is None or sha(content) != name:
            raise ArchiveError(f"{self._path}: thiếu hoặc đã bị sửa mục {name[:12]}…")
        return content

    def _contents(self) -> dict[str, bytes]:
        if self._found is None:
            self._found = self._open()
        return self._found

    def _open(self) -> dict[str, bytes]:
        try:
            with tarfile.open(self._path, mode="r:xz") as archive:
                files = ((member.name, archive.extractfile(member)) for member in archive)
                return {name: file.read() for name, file in files if file}
        except (OSError, EOFError, lzma.LZMAError, tarfile.TarError) as fault:
            raise ArchiveError(f"{self._path}: không mở được gói dữ liệu ({fault}).") from fault
