"""`python -m tests.bench`: our speed beside that of other generators, with the same content.

Out: Markdown tables on standard output; progress on standard error; JSON with ``--json``.
A program that is not installed is said to be so; no figure is guessed.
"""

import importlib.metadata
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import msgspec

from tests.bench import change, corpus, eleventy, full, hugo, markdown, measure, ours, report
from tests.bench.full import Contender
from tests.bench.ours import Places
from tests.bench.report import COLD, EMPTY, SAME, Report, Size, Task
from tests.paths import SHARED_DATA

SIZES = (400, 4_000, 20_000)
ONCE_FROM = 100_000
CHECKED = 2_000
ELEVENTY_UP_TO = 4_000
MARKDOWN_UP_TO = 400
CHANGE_UP_TO = 100_000
WATCHED_UP_TO = 4_000
SAMPLES = 40
NOT_INSTALLED = "not installed"


class Bench:
    """One run: a work folder, the number of runs, and what is installed."""

    def __init__(self, work: Path, runs: int, hugo_always: bool) -> None:
        self.work = work
        self.runs = runs
        self._hugo_always = hugo_always
        self._modules = self._install_eleventy()

    def _install_eleventy(self) -> Path | None:
        try:
            return eleventy.install(self.work / "npm")
        except (measure.BenchError, OSError) as fault:
            tell(f"Eleventy cannot be installed: {fault}")
            return None

    def versions(self) -> dict[str, str]:
        """The peers that are installed, as they name themselves."""
        commands = {
            hugo.NAME: [hugo.program() or "", "version"],
            markdown.ZENSICAL: [markdown.program("zensical") or "", "--version"],
        }
        found = {name: _version(_said(command)) for name, command in commands.items()}
        found[markdown.MKDOCS] = importlib.metadata.version(markdown.MKDOCS)
        if self._modules:
            about = (self._modules / "@11ty" / "eleventy" / "package.json").read_text()
            found[eleventy.NAME] = _version(about.partition('"version"')[2])
        return {name: version for name, version in found.items() if version}

    def size(self, count: int) -> Size:
        """Everything at one size, in a folder of its own that is removed again."""
        folder = self.work / str(count)
        found = Size(count)
        places = Places(folder / "catalogue", folder / "ours")
        places.work.mkdir(parents=True)
        tell(f"{count} procedures: writing the catalogue")
        corpus.write(places.catalogue, count)
        try:
            self._measure(found, folder, places)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return found

    def _measure(self, found: Size, folder: Path, places: Places) -> None:
        peers = self._peers(found, folder, places)
        runs = self.runs if found.procedures < ONCE_FROM else 1
        found.builds = full.interleaved(_in_turn(_ours(places), peers), runs, tell)
        found.pages = {"ours": full.pages(places.site)} | {
            peer.name: full.pages(peer.clear[0]) for peer in peers
        }
        found.shared = {
            peer.name: _shared(places.site, peer.clear[0], found.procedures)
            for peer in peers
            if peer.name in (hugo.NAME, eleventy.NAME)
        }
        self._change(found, folder, places)
        self._memory(found, [_ours(places)[0], *peers])

    def _peers(self, found: Size, folder: Path, places: Places) -> list[Contender]:
        """The peers that take part at this size, their projects written."""
        website = ours.look(places.catalogue, folder / "look")
        peers, count = [], found.procedures
        if count < ONCE_FROM or self._hugo_always:
            if hugo.program():
                hugo.write(folder / "hugo", places.catalogue, website)
                site = folder / "hugo-site"
                command = hugo.build(folder / "hugo", site)
                peers.append(Contender(hugo.NAME, command, folder, (site,)))
            else:
                found.missing[hugo.NAME] = NOT_INSTALLED
        if count <= ELEVENTY_UP_TO:
            if self._modules:
                project, site = folder / "eleventy", folder / "eleventy-site"
                eleventy.write(project, places.catalogue, website, self._modules)
                command = eleventy.build(project, site)
                peers.append(Contender(eleventy.NAME, command, project, (site,)))
            else:
                found.missing[eleventy.NAME] = NOT_INSTALLED
        if count <= MARKDOWN_UP_TO:
            peers += self._markdown(found, folder, places)
        return peers

    def _markdown(self, found: Size, folder: Path, places: Places) -> list[Contender]:
        peers = []
        for name, program in ((markdown.MKDOCS, "mkdocs"), (markdown.ZENSICAL, "zensical")):
            if not markdown.program(program):
                found.missing[name] = NOT_INSTALLED
                continue
            project = folder / program
            markdown.write(project, places.catalogue)
            clear = (markdown.site_of(project), project / ".cache")
            peers.append(Contender(name, markdown.build(program, project), folder, clear))
        return peers

    def _change(self, found: Size, folder: Path, places: Places) -> None:
        count = found.procedures
        trials: dict[str, Callable[[int], change.Change]] = {}
        if count <= CHANGE_UP_TO:
            trials["ours"] = partial(change.by_us, places)
        if count <= WATCHED_UP_TO and hugo.program():
            trials["Hugo, server"] = partial(change.by_hugo, folder / "hugo", folder)
        if count <= ELEVENTY_UP_TO and self._modules:
            trials["Eleventy, watch"] = partial(
                change.by_eleventy, folder / "eleventy", folder / "eleventy-watched"
            )
        if count <= WATCHED_UP_TO and markdown.program("zensical"):
            project = folder / "zensical"
            if not project.exists():
                markdown.write(project, places.catalogue)
            trials["Zensical, server"] = partial(change.by_zensical, project, folder)
        for name, trial in trials.items():
            tell(f"one change: {name}")
            try:
                found.changes[name] = trial(self.runs)
            except measure.BenchError as fault:
                tell(f"{name}: {fault}")

    def _memory(self, found: Size, contenders: list[Contender]) -> None:
        for contender in contenders:
            if contender.name in (COLD, hugo.NAME):
                tell(f"memory: {contender.name}")
                for folder in contender.clear:
                    shutil.rmtree(folder, ignore_errors=True)
                found.memory[contender.name] = measure.memory(contender.command, contender.folder)

    def tasks(self) -> list[Task]:
        """The speeds that have no peer."""
        return [self._check(), self._import()]

    def _check(self) -> Task:
        folder = self.work / "checked"
        corpus.write(folder / "catalogue", CHECKED)
        cache = folder / "cache"
        task = Task(f"{CHECKED:,} procedures loaded and checked, no cache", 3.0)
        command = ours.check(folder / "catalogue", cache)
        return self._task(task, Contender("check", command, folder, (cache,)))

    def _import(self) -> Task:
        workbooks = sorted(SHARED_DATA.glob("portal-export-*.xlsx"))
        task = Task("both workbooks of the portal imported", 15.0)
        if len(workbooks) != 2:
            task.reason = "workbooks not at hand"
            return task
        folder = self.work / "imported"
        folder.mkdir()
        into = folder / "catalogue"
        command = ours.importing(workbooks, into)
        return self._task(task, Contender("import", command, folder, (into,)))

    def _task(self, task: Task, contender: Contender) -> Task:
        try:
            task.times = full.interleaved([contender], self.runs, tell)[contender.name]
        except measure.BenchError as fault:
            tell(str(fault))
            task.reason = "failed: see the log"
        return task


def _ours(places: Places) -> list[Contender]:
    command, work = ours.build(places), places.work
    return [
        Contender(COLD, command, work, (places.site, places.cache)),
        Contender(EMPTY, command, work, (places.site,)),
        Contender(SAME, command, work, ()),
    ]


def _in_turn(mine: list[Contender], peers: list[Contender]) -> list[Contender]:
    """Ours, peer, ours, peer, …; our three keep their order, for each uses the one before."""
    row: list[Contender] = []
    for place in range(max(len(mine), len(peers))):
        row += mine[place : place + 1] + peers[place : place + 1]
    return row


def _shared(site: Path, theirs: Path, count: int) -> float:
    """How alike some pages of every kind are in both sites."""
    numbers = range(0, count, max(1, count // SAMPLES))
    paths = {f"{path}index.html" for number in numbers for path in change.shows(number)}
    return full.words_shared(site, theirs, sorted(paths | {"index.html", "tim-kiem/index.html"}))


def _version(said: str) -> str:
    found = re.search(r"[0-9]+(?:\.[0-9]+)+", said)
    return found[0] if found else ""


def _said(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def tell(line: str) -> None:
    """Show progress."""
    click.echo(line, err=True)


@click.command()
@click.option("--quick", is_flag=True, help="400 procedures only.")
@click.option("--size", "sizes", type=int, multiple=True, help="Other numbers of procedures.")
@click.option("--runs", default=3, show_default=True, help="Runs of each; the median counts.")
@click.option("--hugo-always", is_flag=True, help=f"Hugo also from {ONCE_FROM:,} procedures on.")
@click.option("--work", type=click.Path(path_type=Path), help="Where temporary folders are made.")
@click.option("--json", "json", type=click.Path(path_type=Path), help="Where to keep all figures.")
def main(
    quick: bool,
    sizes: tuple[int, ...],
    runs: int,
    hugo_always: bool,
    work: Path | None,
    json: Path | None,
) -> None:
    """Measure builds, changes and memory, and print them as Markdown."""
    wanted = sizes or ((400,) if quick else SIZES)
    with tempfile.TemporaryDirectory(dir=work, prefix="bench-") as folder:
        bench = Bench(Path(folder), runs, hugo_always)
        found = Report(
            cores=os.cpu_count() or 1,
            versions=bench.versions(),
            sizes=[bench.size(count) for count in wanted],
            tasks=bench.tasks(),
        )
    if json:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(found)))
    click.echo(report.markdown(found), nl=False)


if __name__ == "__main__":
    main()
