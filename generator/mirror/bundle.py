"""A mirror on a stick: the layout of an origin, in a folder or in one file.

In: a mirror's public folder and its served manifest.  Out: all that another mirror needs to sync
without a network.  Contents are hashed while they are copied; the timestamp is written last, so a
stick pulled out too early is an old stick or an empty one, never a wrong one.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from generator.mirror.files import flush, write_safely
from generator.mirror.layout import Layout, object_path, target_path
from generator.mirror.source import PIECE, Absent, Reply
from generator.signing import manifest
from generator.signing.faults import Fault
from generator.signing.manifest import Manifest

SUFFIX = ".niemyet"
LAST = "metadata/timestamp.json"
EPOCH = (1980, 1, 1, 0, 0, 0)


def parts(layout: Layout, served: Manifest) -> list[str]:
    """The files of a bundle, in the order in which they are written."""
    public = layout.public
    names = [object_path(sha256) for sha256 in served.contents]
    names.append(target_path(manifest.NAME, manifest.describe(served.text).sha256))
    for pattern in ("targets/wards/*/*", "metadata/*.json"):
        names += sorted(path.relative_to(public).as_posix() for path in public.glob(pattern))
    return [*(name for name in names if name != LAST), LAST]


def to_folder(
    layout: Layout, served: Manifest, target: Path, progress: Callable[[int, int], None]
) -> int:
    """Bring a folder to the state of this mirror; how many files were written."""
    names, written = parts(layout, served), 0
    for done, name in enumerate(names, 1):
        place = target / name
        if name == LAST:
            flush(sorted({(target / other).parent for other in names}))
        data = (layout.public / name).stat()
        if not name.startswith("objects/") or _length(place) != data.st_size:
            write_safely(place, _checked(layout, name))
            written += 1
        progress(done, len(names))
    _remove_others(target, set(names))
    return written


def to_file(
    layout: Layout, served: Manifest, target: Path, progress: Callable[[int, int], None]
) -> int:
    """Write everything into one file, under another name until it is whole."""
    names = parts(layout, served)
    draft = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for done, name in enumerate(names, 1):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), _checked(layout, name))
            progress(done, len(names))
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(target)
    return len(names)


def _checked(layout: Layout, name: str) -> bytes:
    data = (layout.public / name).read_bytes()
    claimed = name.rpartition("/")[2]
    if name.startswith("objects/") and hashlib.sha256(data).hexdigest() != claimed:
        raise Fault("changed-here", "Kho của máy này bị hỏng. Hãy chạy “mirror sync --deep” trước.")
    return data


def _length(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _remove_others(target: Path, names: set[str]) -> None:
    """Drop what an older bundle left in its own folders; files of others stay."""
    for folder in ("objects", "targets", "metadata"):
        for path in list((target / folder).rglob("*")):
            if not path.is_dir() and path.relative_to(target).as_posix() not in names:
                path.unlink()


class Archive:
    """One bundle file as a source."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as fault:
            raise Fault("missing", f"{path} không phải gói của niemyet hoặc bị hỏng.") from fault

    def session(self) -> "Archive":
        """One open file serves all."""
        return self

    @contextmanager
    def open(self, path: str, start: int = 0) -> Iterator[Reply]:
        """The file from ``start`` on."""
        try:
            file = self._archive.open(path)
        except KeyError:
            raise Absent(path) from None
        with file:
            file.seek(start)
            yield Reply(start, self._pieces(file))

    def _pieces(self, file: IO[bytes]) -> Iterator[bytes]:
        try:
            while piece := file.read(PIECE):
                yield piece
        except (OSError, zipfile.BadZipFile, EOFError) as fault:
            raise Fault("tampered", f"Gói {self.name} bị hỏng.") from fault

    def close(self) -> None:
        """Stays open: other sessions read from it."""
