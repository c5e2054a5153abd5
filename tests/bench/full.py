"""Full builds of ours and of the peers, interleaved: ours, peer, ours, peer, …

In: what is to be run.  Out: ``Times`` for each, and whether the sites built are alike.
"""

import shutil
import statistics
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from re import sub

import msgspec

from tests.bench import measure
from tests.bench.measure import Command


class Contender(msgspec.Struct, frozen=True):
    """A way to build: ``clear`` names the folders emptied before each run, which is not timed."""

    name: str
    command: Command
    folder: Path
    clear: tuple[Path, ...]


class Times(msgspec.Struct, frozen=True):
    """The seconds of each run."""

    name: str
    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.runs)


class Pages(msgspec.Struct, frozen=True):
    """How many HTML pages a site has, and their bytes."""

    count: int
    total: int

    @property
    def mean(self) -> float:
        return self.total / self.count if self.count else 0.0


def interleaved(
    contenders: list[Contender], runs: int, tell: Callable[[str], None]
) -> dict[str, Times]:
    """Run each contender in turn, ``runs`` times over."""
    taken: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for run in range(1, runs + 1):
        for contender in contenders:
            taken[contender.name].append(once(contender))
            tell(f"{contender.name}, run {run}: {taken[contender.name][-1]:.2f} s")
    return {name: Times(name, tuple(values)) for name, values in taken.items()}


def once(contender: Contender) -> float:
    """One timed run in emptied folders."""
    for folder in contender.clear:
        shutil.rmtree(folder, ignore_errors=True)
    return measure.seconds(contender.command, contender.folder)


def pages(site: Path) -> Pages:
    """Count the HTML pages of a built site."""
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    return Pages(len(sizes), sum(sizes))


def words_shared(ours: Path, theirs: Path, paths: list[str]) -> float:
    """How much of what these pages say both sites say: 1.0 where all words are the same."""
    shared = total = 0
    for path in paths:
        mine, others = Counter(words(ours / path)), Counter(words(theirs / path))
        shared += (mine & others).total()
        total += (mine | others).total()
    return shared / total if total else 0.0


def words(page: Path) -> list[str]:
    """What a reader reads of a page, in order; nothing of a page that is not there."""
    if not page.exists():
        return []
    return unescape(sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))).split()
