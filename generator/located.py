"""Flaws of the catalogue's files become findings: each gets its file's path and its line.

In: ``Located`` flaws of a catalogue folder.  Out: ``Finding``s, sorted.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.findings import Finding
from generator.load import Flaw, decode, lines


class Located(msgspec.Struct, frozen=True, gc=False):
    """A flaw and the file, relative to the catalogue's folder, in which it stands."""

    path: str
    flaw: Flaw


def findings(root: Path, located: Iterable[Located]) -> list[Finding]:
    """The flaws, sorted, each with its line; files are read again for it, but only these."""
    by_path: dict[str, list[Flaw]] = {}
    for item in located:
        by_path.setdefault(item.path, []).append(item.flaw)
    return sorted(
        finding for path, flaws in by_path.items() for finding in _of_file(root / path, flaws)
    )


def _of_file(path: Path, flaws: Iterable[Flaw]) -> Iterator[Finding]:
    try:
        text = decode(path.read_bytes())[0] if path.suffix == ".yml" and path.is_file() else ""
    except OSError:  # which is what the flaws tell
        text = ""
    line_of = lines(text)
    for flaw in flaws:
        yield Finding(
            path=str(path),
            line=flaw.line or (line_of(flaw.place) if text else 0),
            what=flaw.what,
            repair=flaw.repair,
            rule=flaw.rule,
            severity=flaw.severity,
        )
