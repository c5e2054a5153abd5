"""Where a mirror fetches from: a folder, a USB stick, one bundle file, or a web server.

In: a path below the source.  Out: its bytes in pieces, from a wanted offset on if the source can.
What comes is not believed here; only its length is bounded.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.signing.faults import Fault

PIECE = 1 << 16


class Absent(Fault):
    """The source has no such file."""

    def __init__(self, path: str) -> None:
        super().__init__("missing", f"Nguồn không có tệp {path}.")


@dataclass(frozen=True)
class Reply:
    """The bytes of a file, beginning at ``start``: 0 where the source ignored the wish."""

    start: int
    pieces: Iterator[bytes]


class Session(Protocol):
    """One line to the source; used by one thread at a time."""

    def open(self, path: str, start: int = 0) -> AbstractContextManager[Reply]:
        """The file from ``start`` on; raises Absent, or a Fault if the line fails."""
        ...

    def close(self) -> None:
        """Give the line back."""
        ...


class Source(Protocol):
    """A place that has the layout of an origin."""

    name: str

    def session(self) -> Session:
        """A new line to it."""
        ...


class Folder:
    """A folder as a source: another mirror on the same machine or network share, or a stick."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = str(folder)

    def session(self) -> "Folder":
        """A folder needs no line of its own."""
        return self

    @contextmanager
    def open(self, path: str, start: int = 0) -> Iterator[Reply]:
        """The file from ``start`` on."""
        try:
            file = (self._folder / path).open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise Absent(path) from None
        except OSError as fault:
            raise Fault("network", f"Không đọc được {path} ở nguồn: {fault.strerror}.") from fault
        with file:
            file.seek(start)
            yield Reply(start, iter(lambda: file.read(PIECE), b""))

    def close(self) -> None:
        """Nothing to give back."""


def fetch(session: Session, path: str, longest: int) -> bytes:
    """A whole small file; refused as soon as it is longer than ``longest``."""
    data = bytearray()
    with session.open(path) as reply:
        for piece in reply.pieces:
            data += piece
            if len(data) > longest:
                raise Fault("too-long", f"{path} dài hơn {longest} byte cho phép.")
    return bytes(data)
