"""The store: contents under their hash; nothing enters it unverified.

In: pieces of bytes that claim a hash and a length.  Out: files that hold exactly that content,
read-only.  The store remembers size and time of each: a file that was touched since is hashed
again before it goes into another edition (served files are hard links to these).
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.mirror.files import write_safely
from generator.mirror.source import Session
from generator.signing.faults import Fault

READ_ONLY = 0o444 if os.name != "nt" else 0o666
"""Windows would not let us remove what is read-only."""


class Store:
    """Contents by hash in a folder; ``part`` holds what has not come in whole yet."""

    def __init__(self, folder: Path, part: Path, notes: Path) -> None:
        self.folder, self._part, self._notes = folder, part, notes
        self._place = os.fspath(folder)
        self._known: dict[str, tuple[int, int]] = self._read_notes()
        self.entered: list[Path] = []

    def path(self, sha256: str) -> Path:
        """Where the content is, or would be."""
        return self.folder / sha256[:2] / sha256

    def lacking(self, contents: Mapping[str, int], *, deep: bool = False) -> dict[str, int]:
        """Those contents that are not here, or no longer what they were."""
        return {
            sha256: length
            for sha256, length in contents.items()
            if not self._holds(sha256, length, deep)
        }

    def _holds(self, sha256: str, length: int, deep: bool) -> bool:
        # Plain strings: this is asked for every content of an edition, every time.
        try:
            status = os.stat(f"{self._place}/{sha256[:2]}/{sha256}")
        except FileNotFoundError:
            return False
        seen = (status.st_size, status.st_mtime_ns)
        if not deep and self._known.get(sha256) == seen:
            return True
        path = self.path(sha256)
        if status.st_size == length and hash_of(path) == sha256:
            self._known[sha256] = seen
            return True
        self._known.pop(sha256, None)
        path.unlink()
        return False

    def add(self, sha256: str, length: int, pieces: Iterable[bytes]) -> bool:
        """Take in a content; False and nothing kept if it is not what it claims to be."""
        draft = self._part / f"{sha256}.pack"
        digest, size = hashlib.sha256(), 0
        with draft.open("wb") as file:
            for piece in pieces:
                size += len(piece)
                digest.update(piece)
                file.write(piece)
        if size != length or digest.hexdigest() != sha256:
            draft.unlink()
            return False
        self._enter(draft, sha256)
        return True

    def fetch(self, session: Session, address: str, sha256: str, length: int) -> None:
        """Fetch a content, going on where the last try was cut off."""
        draft = self._part / sha256
        resumed = draft.exists()
        if self._fetch_once(session, address, draft, sha256, length):
            self._enter(draft, sha256)
            return
        draft.unlink(missing_ok=True)
        if resumed and self._fetch_once(session, address, draft, sha256, length):
            self._enter(draft, sha256)
            return
        draft.unlink(missing_ok=True)
        raise Fault("tampered", f"Nguồn đưa nội dung không khớp chữ ký: {address}.")

    def _fetch_once(
        self, session: Session, address: str, draft: Path, sha256: str, length: int
    ) -> bool:
        """Whether the draft is the content; a line that is cut raises and leaves the draft."""
        digest, have = hashlib.sha256(), 0
        with draft.open("a+b") as file:
            file.seek(0)
            while piece := file.read(1 << 20):
                digest.update(piece)
                have += len(piece)
            if have < length or not have:
                with session.open(address, have) as reply:
                    if have and reply.start != have:
                        file.truncate(0)
                        digest, have = hashlib.sha256(), 0
                    for piece in reply.pieces:
                        have += len(piece)
                        if have > length:
                            return False
                        file.write(piece)
                        digest.update(piece)
        if have < length:
            raise Fault("network", f"Nguồn ngắt giữa chừng: {address} ({have}/{length} byte).")
        return have == length and digest.hexdigest() == sha256

    def _enter(self, draft: Path, sha256: str) -> None:
        draft.chmod(READ_ONLY)
        status = draft.stat()
        target = self.path(sha256)
        try:
            os.replace(draft, target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(draft, target)
        self._known[sha256] = (status.st_size, status.st_mtime_ns)
        self.entered.append(target)

    def prune(self, keep: set[str]) -> None:
        """Remove all contents but these, and the unfinished downloads."""
        for path in list(self.folder.glob("??/*")):
            if path.name not in keep:
                # On Windows a reader may hold it open: then it goes at the next run.
                with suppress(PermissionError):
                    path.unlink()
                    self._known.pop(path.name, None)
        for path in list(self._part.iterdir()):
            path.unlink()

    def write_notes(self) -> None:
        """Remember size and time of each content; call it after the disk has them all."""
        lines = (
            f"{sha256} {size} {time}\n" for sha256, (size, time) in sorted(self._known.items())
        )
        write_safely(self._notes, "".join(lines).encode())
        self.entered.clear()

    def _read_notes(self) -> dict[str, tuple[int, int]]:
        try:
            lines = self._notes.read_text("ascii").splitlines()
            fields = [line.split(" ") for line in lines]
            return {sha256: (int(size), int(time)) for sha256, size, time in fields}
        except (OSError, ValueError):
            return {}


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
