"""`make bench-mirror`: a mirror's update beside rsync -z, wget -N and rclone on a slow line.

Out: a Markdown table, and the limits that are kept or missed.  All run against the same site (our
own build of a made-up catalogue, with documents of random bytes) over the same emulated line, one
after the other, each as a process of its own; afterwards each copy is compared with the site.
Bytes are those of both directions, headers too, as the line counts them.
"""

import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from generator.mirror.layout import Layout, Settings
from generator.mirror.trust import TrustFolder
from generator.signing.names import OWN_FOLDER
from tests.bench import corpus, ours
from tests.bench.ours import Places
from tests.mirror.kit import TestOrigin, signer
from tests.paths import ROOT

PROCEDURES = 2_200
FILES = 2_500
SITE_BYTES = 56_000_000
CHANGED = 20
WARDS = tuple(f"{number:05d}" for number in range(18))
FIRST, CHANGE, NOTHING, REBUILT = "first copy", "20 files changed", "nothing changed", "rebuilt"
TASKS = (FIRST, CHANGE, NOTHING, REBUILT)


@dataclass(frozen=True)
class Run:
    """One measured run: seconds, and bytes on the line."""

    seconds: float
    bytes: int


@dataclass(frozen=True)
class Contender:
    """A program: how to call it for a port and a target folder, and what it fetches from."""

    name: str
    command: Callable[[int, Path], list[str]]
    port: int


def make_site(folder: Path, built: Path | None) -> Path:
    """Our own build, filled up with documents to the wanted size."""
    places = Places(folder / "catalogue", folder / "work")
    if built:
        shutil.copytree(built, places.site)
    else:
        corpus.write(folder / "catalogue", PROCEDURES)
        subprocess.run(ours.build(places), check=True, stdout=subprocess.DEVNULL)
    site, chance = places.site, random.Random(6)
    files = [path for path in site.rglob("*") if path.is_file()]
    lacking = FILES - len(files)
    size = max((SITE_BYTES - sum(path.stat().st_size for path in files)) // max(lacking, 1), 1000)
    (site / "tai-lieu").mkdir()
    for number in range(lacking):
        (site / "tai-lieu" / f"{number}.pdf").write_bytes(chance.randbytes(size))
    return site


def change(site: Path) -> None:
    """Another word in twenty pages."""
    for page in sorted((site / "thu-tuc").glob("*/index.html"))[:CHANGED]:
        page.write_bytes(page.read_bytes().replace(b"</main>", b"<p>sua doi</p></main>", 1))
    os.utime(site)


def rebuild(site: Path) -> None:
    """New times, the same content."""
    for path in site.rglob("*"):
        if path.is_file():
            os.utime(path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def web(folder: Path) -> Iterator[int]:
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


@contextmanager
def rsync_daemon(site: Path, work: Path) -> Iterator[int]:
    port, settings = free_port(), work / "rsyncd.conf"
    settings.write_text(
        f"port = {port}\naddress = 127.0.0.1\nuse chroot = no\nlog file = {work}/rsyncd.log\n"
        f"pid file = {work}/rsyncd.pid\n[site]\npath = {site}\nread only = yes\n"
    )
    command = ["rsync", "--daemon", "--no-detach", f"--config={settings}"]
    process = subprocess.Popen(command)
    time.sleep(0.5)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def line(target: int, milliseconds: int, kilobits: int) -> Iterator[tuple[int, Callable[[], int]]]:
    """A relay before a port; gives its own port and a way to take the count."""
    port = free_port()
    words = [str(value) for value in (port, target, milliseconds, kilobits)]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.line", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin and process.stdout
    process.stdout.readline()

    def count() -> int:
        assert process.stdin and process.stdout
        process.stdin.write("\n")
        process.stdin.flush()
        return sum(map(int, process.stdout.readline().split()))

    try:
        yield port, count
    finally:
        process.terminate()
        process.wait()


def niemyet(port: int, target: Path) -> list[str]:
    start = "from generator.cli import main; main()"
    # A mirror's own install has no boto3; python-tuf's library would spend time on it here.
    call = f"import sys; sys.modules['boto3'] = None; sys.path.insert(0, {str(ROOT)!r}); {start}"
    address = f"http://127.0.0.1:{port}"
    layout = Layout(target)
    text = layout.settings.read_text("utf-8") if layout.settings.exists() else ""
    if address not in text:
        layout.create(Settings(address))
    return [sys.executable, "-c", call, "mirror", "sync", str(target), "--quiet"]


def rsync(port: int, target: Path) -> list[str]:
    return ["rsync", "-az", "--delete", f"rsync://127.0.0.1:{port}/site/", f"{target}/"]


def wget(listing: Path, port: int, target: Path) -> list[str]:
    paths = listing.read_text().splitlines()
    wanted = listing.with_suffix(".urls")
    wanted.write_text("".join(f"http://127.0.0.1:{port}/{path}\n" for path in paths))
    return ["wget", "-q", "-N", "-x", "-nH", "-P", str(target), "-i", str(wanted)]


def rclone(listing: Path, port: int, target: Path) -> list[str]:
    """With a list of names, as wget: it cannot see into folders that have an index.html."""
    address = f"http://127.0.0.1:{port}/"
    named = ["--files-from", str(listing), "--no-traverse"]
    lines = ["--transfers", "6", "--checkers", "6"]
    return ["rclone", "copy", "-q", "--http-url", address, *named, *lines, ":http:", str(target)]


class Bench:
    """The origin, its site and the contenders' folders."""

    def __init__(self, work: Path, built: Path | None) -> None:
        self.work = work
        self.site = make_site(work, built)
        self.origin = TestOrigin(work / "origin", now=datetime.now(UTC))
        self._register_wards()
        self.listing = work / "files.txt"

    def _register_wards(self) -> None:
        for ward in WARDS:
            self.origin.keys[ward] = signer(ward)
        self.origin.put_registry(1, WARDS)
        for ward in WARDS:
            self.origin.put_card(ward)

    def publish(self) -> None:
        self.origin.now = datetime.now(UTC)
        self.origin.release(self.site)
        files = sorted(
            path.relative_to(self.site).as_posix()
            for path in self.site.rglob("*")
            if path.is_file() and not path.name.startswith(".") and path.parent.name != OWN_FOLDER
        )
        self.listing.write_text("\n".join(files))

    def start(self, name: str) -> Path:
        target = self.work / "copies" / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        if name == "niemyet":
            layout = Layout(target)
            layout.create(Settings("none"))
            TrustFolder(layout.trust).begin(self.origin.first_root, self.origin.now)
        return target

    def measure(self, contender: Contender, shape: tuple[int, int]) -> Run:
        target = self.work / "copies" / contender.name
        os.sync()  # a mirror waits for the disk, which is not to be busy with what others wrote
        with line(contender.port, *shape) as (port, count):
            command = contender.command(port, target)
            began = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True)
            taken = time.perf_counter() - began
            if done.returncode:
                raise SystemExit(f"{contender.name} failed: {done.stdout}{done.stderr}")
            sent = count()
        self._check(target / "current" if contender.name == "niemyet" else target)
        return Run(taken, sent)

    def _check(self, copy: Path) -> None:
        """Whoever is quick must also be right."""
        for path in self.listing.read_text().splitlines():
            if (copy / path).read_bytes() != (self.site / path).read_bytes():
                raise SystemExit(f"{copy} differs in {path}")


def contenders(bench: Bench, ports: tuple[int, int, int]) -> list[Contender]:
    origin, site, daemon = ports
    all_of_them = [
        Contender("niemyet", niemyet, origin),
        Contender("rsync", rsync, daemon),
        Contender("rclone", partial(rclone, bench.listing), site),
        Contender("wget", partial(wget, bench.listing), site),
    ]
    return [one for one in all_of_them if one.name == "niemyet" or shutil.which(one.name)]


def table(results: dict[tuple[str, str], list[Run]], names: list[str]) -> str:
    """Medians as Markdown."""
    rows = ["| task | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for task in TASKS:
        cells = []
        for name in names:
            runs = results.get((task, name), [])
            cells.append(_cell(runs) if runs else "-")
        rows.append(f"| {task} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


LIMITS = (
    (FIRST, "rsync", 1.2, None),
    (FIRST, "wget", 0.2, None),
    (CHANGE, "rsync", 2.0, 400_000),
    (NOTHING, None, None, 2_000),
    (REBUILT, None, None, 10_000),
)
"""Task, beside whom, at most so many times its seconds, at most so many bytes."""


def verdicts(results: dict[tuple[str, str], list[Run]]) -> list[str]:
    """Each limit, what was measured, and whether it is kept."""
    lines = []
    for task, other, times, most in LIMITS:
        seconds, sent = _medians(results[task, "niemyet"])
        if other and times and (task, other) in results:
            ratio = seconds / _medians(results[task, other])[0]
            word = "kept" if ratio <= times else "MISSED"
            lines.append(f"{task}: {ratio:.2f} times {other}'s time, at most {times}: {word}")
        if most:
            word = "kept" if sent <= most else "MISSED"
            lines.append(f"{task}: {sent:,.0f} bytes, at most {most:,}: {word}")
    return lines


def _medians(runs: list[Run]) -> tuple[float, float]:
    seconds = statistics.median(run.seconds for run in runs)
    return seconds, statistics.median(run.bytes for run in runs)


def _cell(runs: list[Run]) -> str:
    seconds, sent = _medians(runs)
    return f"{seconds:.2f} s, {sent / 1000:,.1f} kB"


@click.command()
@click.option("--runs", default=3, show_default=True, help="Runs of each; medians are shown.")
@click.option("--milliseconds", default=80, show_default=True, help="Round trip.")
@click.option("--kilobits", default=8_000, show_default=True, help="Rate in each direction.")
@click.option("--without", multiple=True, help="Contenders to leave out.")
@click.option(
    "--site", type=click.Path(path_type=Path, exists=True), help="A built site, instead of ours."
)
def main(
    runs: int, milliseconds: int, kilobits: int, without: tuple[str, ...], site: Path | None
) -> None:
    """Measure and print the table."""
    results: dict[tuple[str, str], list[Run]] = {}
    shape = (milliseconds, kilobits)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), site)
        bench.publish()
        files = [path for path in bench.site.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        print(f"{len(files)} files, {size / 1e6:.1f} MB; {shape[0]} ms, {shape[1]} kbit/s")
        with (
            web(bench.work / "origin") as origin,
            web(bench.site) as pages,
            rsync_daemon(bench.site, bench.work) as daemon,
        ):
            chosen = [
                one for one in contenders(bench, (origin, pages, daemon)) if one.name not in without
            ]
            for _ in range(runs):
                one_round(bench, chosen, shape, results)
    print(table(results, [one.name for one in chosen]))
    told = verdicts(results)
    print("", *told, sep="\n")
    if any(line.endswith("MISSED") for line in told):
        raise SystemExit(1)


def one_round(
    bench: Bench,
    chosen: list[Contender],
    shape: tuple[int, int],
    results: dict[tuple[str, str], list[Run]],
) -> None:
    """All tasks once, the contenders beside each other in each."""
    for contender in chosen:
        bench.start(contender.name)
    steps = {FIRST: lambda: None, CHANGE: partial(change, bench.site), NOTHING: lambda: None}
    steps[REBUILT] = partial(rebuild, bench.site)
    for task in TASKS:
        steps[task]()
        if task in (CHANGE, REBUILT):
            bench.publish()
        for contender in chosen:
            run = bench.measure(contender, shape)
            results.setdefault((task, contender.name), []).append(run)
            print(f"{task}: {contender.name} {_cell([run])}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
