"""Keys of papers: hashes of all that they say, so that only what changed is printed again.

In: for each paper a rough hash of everything it may depend on, and how to put it into words.  Out:
its key.  Words are made only where the rough hash has changed since the last build; a shared
record that changes then costs a second of words, not minutes of printing.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from generator.catalogue import digest
from generator.documents import press

_Known = dict[str, tuple[bytes, bytes]]


class ExactKeys:
    """The keys known from the last build, kept in ``file``."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._last = _saved(file)
        self._now: _Known = {}

    def key(
        self, path: str, rough: bytes, words: Callable[[], tuple[msgspec.Struct, date]]
    ) -> bytes:
        """The key of the paper at that path; ``words``: what it says, and its day."""
        known = self._last.get(path)
        exact = known[1] if known and known[0] == rough else exact_key(*words())
        self._now[path] = (rough, exact)
        return exact

    def save(self) -> None:
        """Keep the keys for the next build."""
        if self._now != self._last:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft = self._file.with_suffix(".new")
            draft.write_bytes(msgspec.msgpack.encode(self._now))
            draft.replace(self._file)


def exact_key(data: msgspec.Struct, day: date) -> bytes:
    """A hash of all that a paper says and of how it is printed."""
    return digest(press.fingerprint(), day.isoformat().encode(), msgspec.msgpack.encode(data))


def _saved(file: Path) -> _Known:
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=_Known)
    except (OSError, msgspec.MsgspecError):
        return {}
