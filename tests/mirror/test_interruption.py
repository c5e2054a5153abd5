"""Cut off at any moment: visitors see one whole edition, and the next run finishes.

A child process syncs and is killed with SIGKILL; readers read while another one swaps.
"""

import errno
import hashlib
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.mirror.layout import Layout
from generator.mirror.source import Folder, Source
from generator.mirror.swap import Links, Renames
from generator.mirror.sync import Mirror
from generator.mirror.tree import verify as verify_files
from generator.signing.faults import Fault
from tests.mirror.kit import NOW, Server, TestOrigin, new_mirror, no_flush, served, write_site

KILLS = 50


def start_sync(layout: Layout, source: Source, way: str = "links") -> int:
    """Sync in a process of its own; returns its id at the moment it begins."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            swap = Renames(layout) if way == "renames" else None
            mirror = Mirror(layout, NOW, flush=no_flush, swap=swap)
            os.write(writing, b"x")
            mirror.workers = 1
            mirror.sync(source)
        finally:
            os._exit(0)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    return process


@pytest.fixture(scope="module")
def editions(tmp_path_factory) -> tuple[list[Path], bytes, list]:
    """The origin as it was after each of three editions."""
    folder = tmp_path_factory.mktemp("editions")
    origin = TestOrigin(folder / "origin")
    states, manifests = [], []
    for edition in (1, 2, 3):
        site = write_site(folder / f"site{edition}", edition, pages=30, changed=20)
        for number in range(30):
            extra = site / f"du-lieu/{number}.bin"
            extra.parent.mkdir(exist_ok=True)
            extra.write_bytes(
                random.Random(number if number > 15 else edition * 1000).randbytes(900)
            )
        origin.release(site)
        manifests.append(next(iter(origin.origin.editions())))
        states.append(shutil.copytree(folder / "origin", folder / f"state{edition}"))
    return states, origin.first_root, manifests


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize("way", ["links", "renames"])
def test_killed_at_any_moment_the_site_is_one_whole_edition(editions, tmp_path, way) -> None:
    states, root, manifests = editions
    mirror = new_mirror(tmp_path / "m", root)
    layout = mirror.layout
    if way == "renames":
        mirror.swap = Renames(layout)
    mirror.sync(Folder(states[0]))
    shutil.copytree(layout.folder, tmp_path / "one", symlinks=True)
    took = _time_of_a_sync(layout, states[1], way)
    chance, seen = random.Random(6), set()
    for number in range(KILLS):
        shutil.rmtree(layout.folder)
        shutil.copytree(tmp_path / "one", layout.folder, symlinks=True, copy_function=os.link)
        process = start_sync(layout, Folder(states[1]), way)
        time.sleep(took * 2 * (number + chance.random()) / KILLS)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        again = Mirror(layout, NOW, flush=no_flush)
        name = again.way().current()
        shown = next(edition for edition in manifests if edition.id == name)
        assert verify_files(layout.current, shown) == ()
        seen.add(shown.id)
        target = states[2] if number % 10 == 5 else states[1]
        again.sync(Folder(target))
        assert verify_files(layout.current, manifests[states.index(target)]) == ()
    assert len(seen) == 2, "kills came both before and after the swap"


def _time_of_a_sync(layout: Layout, origin: Path, way: str) -> float:
    start = time.perf_counter()
    os.waitpid(start_sync(layout, Folder(origin), way), 0)
    return time.perf_counter() - start


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_after_a_kill_the_other_contents_alone_are_fetched(editions, tmp_path) -> None:
    states, root, manifests = editions
    server = Server(states[0])
    for path in (states[0] / "packs").iterdir():
        server.answers[f"packs/{path.name}"] = 404
    half = len(manifests[0].contents) / 2
    mirror = new_mirror(tmp_path / "m", root)
    _kill_when(start_sync(mirror.layout, server.source()), lambda: len(objects(server)) > half)
    server.asked.clear()
    again = Mirror(mirror.layout, NOW, flush=no_flush)
    again.sync(server.source())
    assert served(again) == "edition 1"
    assert len(objects(server)) <= half + 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_after_a_kill_the_rest_of_a_pack_alone_is_fetched(editions, tmp_path) -> None:
    states, root, _ = editions
    server = Server(states[0])
    pack = next(path for path in (states[0] / "packs").iterdir() if "-" not in path.name)
    name, whole = f"packs/{pack.name}", pack.read_bytes()
    server.answers[name] = halting(server, whole)
    mirror = new_mirror(tmp_path / "m", root)
    _kill_when(start_sync(mirror.layout, server.source()), lambda: server.sent > len(whole) / 2)
    server.answers.clear()
    ranges: list[str | None] = []

    def rest(handler) -> None:
        ranges.append(handler.headers.get("Range"))
        del server.answers[name]
        server.answer(handler)

    server.answers[name] = rest
    again = Mirror(mirror.layout, NOW, flush=no_flush)
    again.sync(server.source())
    assert served(again) == "edition 1"
    assert ranges and ranges[0] is not None
    assert int(ranges[0].removeprefix("bytes=").removesuffix("-")) > len(whole) * 0.4
    assert objects(server) == []


def objects(server: Server) -> list[str]:
    return [path for path in server.asked if path.startswith("objects/")]


def _kill_when(process: int, enough: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not enough() and time.monotonic() < end:
        time.sleep(0.001)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    assert enough(), "the run ended before it was killed"


def halting(server: Server, body: bytes):
    """The first half of a body at once, and then for a long time nothing."""

    def answer(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        half = len(body) // 2 + 1000
        handler.wfile.write(body[:half])
        handler.wfile.flush()
        time.sleep(0.3)
        server.sent += half
        handler.close_connection = True

    return answer


def test_25000_reads_during_400_swaps_are_all_whole(tmp_path) -> None:
    layout = Layout(tmp_path)
    layout.work.mkdir(parents=True)
    whole = set()
    for name in ("a", "b"):
        page = name.encode() * 20_000
        (layout.releases / name).mkdir(parents=True)
        (layout.releases / name / "index.html").write_bytes(page)
        whole.add(hashlib.sha256(page).digest())
    swap = Links(layout)
    swap.show("a")
    faults, reads, stop = [], [0, 0], threading.Event()

    def read(reader: int) -> None:
        path = layout.current / "index.html"
        while reads[reader] < 12_500 or not stop.is_set():
            try:
                content = path.read_bytes()
            except OSError as fault:
                faults.append(fault)
                return
            if hashlib.sha256(content).digest() not in whole:
                faults.append(len(content))
            reads[reader] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(2)]
    for reader in readers:
        reader.start()
    for number in range(400):
        swap.show("ab"[number % 2])
        time.sleep(0.002)
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert sum(reads) >= 25_000


@pytest.mark.parametrize("done", ["note", "first rename", "second rename", "state"])
def test_a_swap_by_renames_is_finished_by_the_next_run(tmp_path, done: str) -> None:
    layout = Layout(tmp_path)
    layout.work.mkdir(parents=True)
    for name in ("a", "b"):
        (layout.releases / name).mkdir(parents=True)
        (layout.releases / name / "index.html").write_text(name)
    swap = Renames(layout)
    swap.show("a")
    steps = {"note": 0, "first rename": 1, "second rename": 2, "state": 3}[done]
    _cut_after(swap, steps)
    again = Renames(layout)
    assert again.current() == "b"
    assert (layout.current / "index.html").read_text() == "b"
    assert (layout.releases / "a" / "index.html").read_text() == "a"


def _cut_after(swap: Renames, steps: int) -> None:
    count = [0]

    class Cut(Exception):
        pass

    def counted(act):
        def run(*args):
            if count[0] >= steps:
                raise Cut
            count[0] += 1
            return act(*args)

        return run

    swap._rename = counted(swap._rename)
    write = swap._write

    def write_state(path, record):
        if path == swap._state:
            counted(write)(path, record)
        else:
            write(path, record)

    swap._write = write_state
    if steps < 3:
        with pytest.raises(Cut):
            swap.show("b")
    else:
        swap.show("b")


def test_too_little_space_is_said_before_anything_is_fetched(editions, tmp_path) -> None:
    states, root, _ = editions
    mirror = new_mirror(tmp_path / "m", root)
    mirror.sync(Folder(states[0]))
    mirror.free = lambda _: 1_000_000
    with pytest.raises(Fault, match="Đĩa không đủ chỗ") as fault:
        mirror.sync(Folder(states[1]))
    assert fault.value.code == "disk-full"
    assert served(mirror) == "edition 1"
    assert mirror.last_status().failure == "disk-full"


@pytest.fixture
def disk(tmp_path: Path):
    """A real file system of 8 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this machine does not let tests mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_on_the_way_leaves_the_old_site(editions, disk) -> None:
    states, root, manifests = editions
    mirror = new_mirror(disk / "m", root)
    mirror.free = lambda _: 10**9
    mirror.sync(Folder(states[0]))
    with (disk / "ballast").open("wb") as ballast:
        ballast.write(b"\0" * (shutil.disk_usage(disk).free - 40_000))
    with pytest.raises(Fault, match="Hết chỗ trên đĩa") as fault:
        mirror.sync(Folder(states[1]))
    assert fault.value.code == "disk-full"
    assert verify_files(mirror.layout.current, manifests[0]) == ()
    (disk / "ballast").unlink()
    mirror.sync(Folder(states[1]))
    assert served(mirror) == "edition 2"


def test_a_disk_that_may_only_be_read_is_named(editions, disk) -> None:
    states, root, manifests = editions
    mirror = new_mirror(disk / "m", root)
    mirror.free = lambda _: 10**9
    mirror.sync(Folder(states[0]))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(Fault, match="Không được ghi") as fault:
        mirror.sync(Folder(states[1]))
    assert fault.value.code == "read-only"
    assert verify_files(mirror.layout.current, manifests[0]) == ()


def test_a_folder_of_somebody_else_is_named(editions, tmp_path) -> None:
    states, root, _ = editions
    mirror = new_mirror(tmp_path / "m", root)
    mirror.sync(Folder(states[0]))

    def refuse(_: Path) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "m/releases")

    mirror.free = refuse
    with pytest.raises(Fault, match="tài khoản sở hữu") as fault:
        mirror.sync(Folder(states[1]))
    assert fault.value.code == "read-only"
    assert served(mirror) == "edition 1"


def test_a_network_that_goes_away_leaves_the_old_site(editions, tmp_path) -> None:
    states, root, _ = editions
    server = Server(states[0])
    mirror = new_mirror(tmp_path / "m", root)
    mirror.sync(server.source())
    server.close()
    with pytest.raises(Fault) as fault:
        mirror.sync(server.source())
    assert fault.value.code == "network"
    assert served(mirror) == "edition 1"


def test_a_disk_without_links_still_gets_whole_editions(editions, tmp_path, monkeypatch) -> None:
    """As on a FAT stick: neither hard nor symbolic links."""

    def refuse(*_, **__):
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "symlink", refuse)
    states, root, manifests = editions
    mirror = new_mirror(tmp_path / "m", root)
    for state, edition in zip(states, manifests, strict=True):
        Mirror(mirror.layout, NOW, flush=no_flush).sync(Folder(state))
        assert verify_files(mirror.layout.current, edition) == ()
        assert not mirror.layout.current.is_symlink()
        assert (mirror.layout.current / "mirror/status.json").is_file()
