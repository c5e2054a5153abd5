"""After one procedure has got another name: how long until every page that shows it is current.

In: a built or served site.  Out: ``Change``: seconds, and how many files were rewritten.
"""

import http.client
import os
import socket
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import msgspec

from tests.bench import corpus, eleventy, hugo, markdown, measure, ours
from tests.bench.ours import Places

NUMBER = 3
LIMIT_SECONDS = 600.0
SETTLE_SECONDS = 1.0
"""Watchers are left alone this long before a change, as an editor leaves them."""


class Change(msgspec.Struct, frozen=True):
    """Seconds of each run; files rewritten by the last, of all files of the site."""

    name: str
    runs: tuple[float, ...]
    rewritten: int | None = None
    files: int | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.runs)


def shows(number: int) -> list[str]:
    """The pages that show the name of a procedure, as paths of the site."""
    return [
        f"thu-tuc/{corpus.code_of(number)}/",
        f"linh-vuc/{corpus.field_of(number)}/",
        f"bieu-mau/{corpus.form_of(number)}/",
        "thu-tuc/",
        "le-phi/",
    ]


def rename(record: Path, old: str, new: str) -> None:
    """Give a procedure another name in its file, as an editor does."""
    text = record.read_text(encoding="utf-8")
    if old not in text:
        raise measure.BenchError(f"{record} does not say {old}")
    record.write_text(text.replace(old, new), encoding="utf-8")


def by_us(places: Places, runs: int) -> Change:
    """A whole new process of ours after each change; the site has been built before."""
    record = corpus.path_of(places.catalogue, NUMBER)
    taken, rewritten, before = [], 0, dict[str, int]()
    for old, new in _names(runs):
        before = _times(places.site)
        time.sleep(SETTLE_SECONDS)
        rename(record, old, new)
        taken.append(measure.seconds(ours.build(places), places.work))
        if not _on_disk(places.site, new):
            raise measure.BenchError("a page still shows the old name")
        after = _times(places.site)
        rewritten = sum(before.get(path) != when for path, when in after.items())
    rename(record, _names(runs)[-1][1], _names(runs)[0][0])
    return Change("Niêm Yết", tuple(taken), rewritten, len(before))


def by_hugo(project: Path, work: Path, runs: int) -> Change:
    """Hugo's own server, until it serves all of the pages anew."""
    port = _free_port()
    with measure.running(hugo.serve(project, port), work) as said:
        measure.until(lambda: "Web Server is available" in said(), LIMIT_SECONDS, 0.1)
        record = hugo.source_of(project, corpus.code_of(NUMBER))
        return Change(hugo.NAME, _watched([record], runs, lambda new: _served(port, new)))


def by_eleventy(project: Path, work: Path, runs: int) -> Change:
    """Eleventy's own watch, until the pages on disk are current."""
    site = work / "site"
    with measure.running(eleventy.watch(project, site), project) as said:
        measure.until(lambda: "Watching" in said(), LIMIT_SECONDS, 0.1)
        record = eleventy.source_of(project, corpus.code_of(NUMBER))
        return Change(eleventy.NAME, _watched([record], runs, lambda new: _on_disk(site, new)))


def by_zensical(project: Path, work: Path, runs: int) -> Change:
    """Zensical's own server, until all of the pages on disk are current.

    Its lists are Markdown of their own: the name is changed in every file that says it.
    """
    site, ready = markdown.site_of(project), markdown.site_of(project) / shows(NUMBER)[0]
    with measure.running(markdown.serve(project, _free_port()), work) as said:
        measure.until(lambda: bool(said()) and ready.exists() and _quiet(site), LIMIT_SECONDS, 0.5)
        sources = markdown.sources_saying(project, _names(runs)[0][0])
        return Change(markdown.ZENSICAL, _watched(sources, runs, lambda new: _on_disk(site, new)))


def _watched(
    sources: Sequence[Path], runs: int, current: Callable[[str], bool]
) -> tuple[float, ...]:
    taken = []
    for old, new in _names(runs):
        time.sleep(SETTLE_SECONDS)
        os.sync()
        for source in sources:
            rename(source, old, new)
        taken.append(measure.until(partial(current, new), LIMIT_SECONDS))
    return tuple(taken)


def _names(runs: int) -> list[tuple[str, str]]:
    """What the procedure is called before and after each change."""
    first = str(corpus.procedure(NUMBER, NUMBER + 1)["short_name"])
    names = [first, *(f"Tên mới lần {run}" for run in range(1, runs + 1))]
    return list(pairwise(names))


def _served(port: int, new: str) -> bool:
    """Whether all pages show the new name; the smallest is asked first, again and again."""
    return all(new in _fetched(port, path) for path in shows(NUMBER))


def _fetched(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read().decode()
    except OSError:
        return ""
    finally:
        connection.close()


def _on_disk(site: Path, new: str) -> bool:
    return all(new in _text(site / path / "index.html") for path in shows(NUMBER))


def _text(page: Path) -> str:
    try:
        return page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _quiet(site: Path) -> bool:
    """Whether nothing below the folder has changed for two seconds."""
    newest = max(_times(site).values(), default=0)
    return time.time_ns() - newest > 2_000_000_000


def _times(site: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
