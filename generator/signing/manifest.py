"""The manifest: every file of an edition with its hash and length; the one thing that is signed.

In and out: text with one line a file, ``<sha256> <length> <path>``, sorted by path, each line
ended by a line feed.  A manifest has exactly one form: anything else is refused.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.signing.faults import Fault
from generator.signing.names import check_path, check_together

NAME = "manifest.txt"
_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,11}) ([^\s]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file's content: its SHA-256 in hexadecimal and its length in bytes."""

    sha256: str
    length: int


@dataclass(frozen=True)
class Limits:
    """More than this no mirror takes in, whatever is signed."""

    files: int = 200_000
    file_bytes: int = 500_000_000
    total_bytes: int = 20_000_000_000


LIMITS = Limits()


@dataclass(frozen=True)
class Manifest:
    """The files of an edition by path."""

    files: Mapping[str, Entry]

    @cached_property
    def text(self) -> bytes:
        """The one form in which it is signed and stored."""
        return b"".join(self.lines())

    def lines(self) -> Iterator[bytes]:
        """The lines of the text, in order."""
        for path, entry in sorted(self.files.items()):
            yield f"{entry.sha256} {entry.length} {path}\n".encode()

    @cached_property
    def id(self) -> str:
        """The edition's name everywhere: the beginning of the manifest's own hash."""
        return hashlib.sha256(self.text).hexdigest()[:16]

    @cached_property
    def contents(self) -> dict[str, int]:
        """The different contents, hash -> length, in the order in which paths first need them."""
        return {entry.sha256: entry.length for _, entry in sorted(self.files.items())}

    @property
    def total(self) -> int:
        """Bytes of all files, each content counted once."""
        return sum(self.contents.values())


EMPTY = Manifest({})


def describe(content: bytes) -> Entry:
    """The entry of a content."""
    return Entry(hashlib.sha256(content).hexdigest(), len(content))


def parse(text: bytes, limits: Limits = LIMITS) -> Manifest:
    """Read a manifest; every name and number in it is checked."""
    files: dict[str, Entry] = {}
    for number, line in enumerate(_split(text), 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise Fault("tampered", f"Dòng {number} của bản kê không đúng dạng: {line[:80]!a}.")
        files[check_path(match[3])] = Entry(match[1], int(match[2]))
    manifest = Manifest(files)
    _check(manifest, text, limits)
    return manifest


def _split(text: bytes) -> list[str]:
    try:
        return text.decode("ascii").split("\n")[:-1]
    except UnicodeDecodeError as fault:
        raise Fault("name", "Bản kê có ký tự ngoài ASCII.") from fault


def _check(manifest: Manifest, text: bytes, limits: Limits) -> None:
    if manifest.text != text:
        raise Fault("tampered", "Bản kê lặp tên, sai thứ tự hoặc sai dấu xuống dòng.")
    sizes = [entry.length for entry in manifest.files.values()]
    if (
        len(sizes) > limits.files
        or sum(sizes) > limits.total_bytes
        or max(sizes, default=0) > limits.file_bytes
    ):
        raise Fault("too-long", "Bản kê vượt giới hạn về số tệp hoặc dung lượng.")
    check_together(manifest.files)


def edits(old: Manifest, new: Manifest) -> bytes:
    """What turns the old text into the new one: ``-<path>`` and ``+<line>``."""
    gone = (f"-{path}\n".encode() for path in sorted(old.files.keys() - new.files.keys()))
    before = set(old.lines())
    return b"".join([*gone, *(b"+" + line for line in new.lines() if line not in before)])


def apply(old: bytes, changes: bytes) -> bytes:
    """The new text; what comes out is worth nothing until its hash is compared."""
    lines = {line.split(b" ", 2)[2]: line for line in old.splitlines()}
    for change in changes.splitlines():
        if change[:1] == b"-":
            lines.pop(change[1:], None)
        elif change[:1] == b"+" and change.count(b" ") >= 2:
            lines[change.split(b" ", 2)[2]] = change[1:]
    return b"".join(line + b"\n" for _, line in sorted(lines.items()))
