"""Our own program as a whole new process, as an editor's machine or a CI job runs it."""

import sys
from pathlib import Path

import msgspec

from generator.bind import bind
from generator.load import decode, parse
from generator.model import Publisher
from generator.website import Website, shells
from tests.bench.measure import Command
from tests.paths import ROOT

_CALL = "from generator.cli import main; main()"


class Places(msgspec.Struct, frozen=True):
    """Folders of one size: the catalogue, and below ``work`` all that builds leave behind."""

    catalogue: Path
    work: Path

    @property
    def site(self) -> Path:
        return self.work / "site"

    @property
    def cache(self) -> Path:
        return self.work / "cache"


def build(places: Places) -> Command:
    """The full build of all HTML, without the full-text index."""
    return [
        *_program("build"),
        *("--catalogue", str(places.catalogue), "--cache", str(places.cache)),
        *("--site", str(places.site), "--look", str(ROOT)),
        *("--workers", "2", "--no-full-text", "--no-exports", "--no-papers"),
    ]


def check(catalogue: Path, cache: Path) -> Command:
    """Load and check."""
    return [
        *_program("check"),
        *("--catalogue", str(catalogue), "--cache", str(cache), "--workers", "2"),
    ]


def importing(workbooks: list[Path], into: Path) -> Command:
    """Both workbooks into an empty folder."""
    return [*_program("import"), *map(str, workbooks), "--into", str(into), "--facts-only"]


def _program(command: str) -> list[str]:
    """The command of this very folder, whichever version is installed."""
    call = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {_CALL}"
    return [sys.executable, "-c", call, command]


def look(catalogue: Path, stage: Path) -> Website:
    """Our shells and static files, for the peers to use."""
    text, _ = decode((catalogue / "publisher.yml").read_bytes())
    publisher = bind(parse(text)[0], Publisher)
    assert isinstance(publisher, Publisher)
    return shells(ROOT, stage, publisher)
