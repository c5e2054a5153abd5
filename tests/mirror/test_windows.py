"""What a mirror does on Windows, as far as that can be told on another system.

Nothing here has run on Windows.  The modules are given an ``os`` that behaves as Windows' does
where it differs: it flushes no folder, makes no symbolic link without a right that wards lack,
and renames, replaces or removes nothing that a reader has open.  Names are judged by pathlib's own
rules for Windows, and the wheels of a mirror's install by their tags.
"""

import errno
import importlib
import ntpath
import os
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import default_environment
from packaging.requirements import Requirement

from generator import lock as system_lock
from generator.mirror import files, lock, store, swap, tree
from generator.mirror.layout import Layout, object_path, target_path
from generator.mirror.source import Folder
from generator.mirror.swap import Renames, way
from generator.mirror.sync import Mirror
from generator.mirror.tree import verify as verify_files
from generator.signing.faults import Fault
from generator.signing.names import LONGEST_PATH, check_path
from generator.signing.wards import card_path, role
from tests.mirror.kit import NOW, WARDS, TestOrigin, new_mirror, served, write_site
from tests.paths import ROOT

MAX_PATH = 260
FOLDER = PureWindowsPath(r"D:\niemyet")
"""Where the guide tells wards to put a mirror."""


class Windows:
    """``os`` as on Windows; ``opened`` holds what a reader has open at the moment."""

    name = "nt"

    def __init__(self) -> None:
        self.opened: dict[str, int] = {}
        self.flushed: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name == "sync":
            raise AttributeError(name)
        return getattr(os, name)

    def busy(self, path: str | Path) -> None:
        """Refuse a path that is open, as often as was asked for."""
        key = str(path)
        if self.opened.get(key, 0) > 0:
            self.opened[key] -= 1
            raise PermissionError(errno.EACCES, "The process cannot access the file", key)

    def replace(self, source: str | Path, target: str | Path) -> None:
        self.busy(target)
        os.replace(source, target)

    def open(self, path: str | Path, flags: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        assert flags & os.O_RDWR, "Windows flushes only what is open for writing"
        self.flushed.append(str(path))
        return os.open(path, os.O_RDONLY)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    fake = Windows()
    for module in (files, store, swap, tree):
        if hasattr(module, "os"):
            monkeypatch.setattr(module, "os", fake)

    def no_right(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "A required privilege is not held by the client")

    rename = Path.rename

    def rename_unless_open(source: Path, target: Path) -> Path:
        fake.busy(source)
        if target.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(target))
        return rename(source, target)

    monkeypatch.setattr(os, "symlink", no_right)
    monkeypatch.setattr(Path, "rename", rename_unless_open)
    monkeypatch.setattr(files, "PAUSE", 0.0)
    return fake


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    for ward in WARDS:
        made.put_card(ward)
    made.release(write_site(tmp_path / "site1", 1))
    return made


def mirror_of(origin: TestOrigin, tmp_path: Path) -> Mirror:
    layout = new_mirror(tmp_path / "m", origin.first_root, ward=WARDS[0]).layout
    return Mirror(layout, NOW)


def test_editions_follow_each_other_by_renames(origin, tmp_path, windows) -> None:
    for edition in (1, 2, 3, 4):
        origin.release(write_site(tmp_path / f"site{edition}", edition))
        mirror = mirror_of(origin, tmp_path)
        mirror.sync(Folder(origin.folder))
        assert isinstance(mirror.way(), Renames)
        assert served(mirror) == f"edition {edition}"
        wanted = mirror.current_manifest()
        assert wanted is not None
        assert verify_files(mirror.layout.current, wanted) == ()
        assert (mirror.layout.current / "mirror/card.json").is_file()
    mirror.rollback()
    assert served(mirror) == "edition 3"
    assert windows.flushed


def test_a_mirror_on_windows_never_tries_links(tmp_path, windows, monkeypatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a link was tried")

    monkeypatch.setattr(os, "symlink", never)
    layout = Layout(tmp_path)
    layout.work.mkdir()
    assert isinstance(way(layout), Renames)


@pytest.fixture
def two(tmp_path: Path, windows: Windows) -> Renames:
    """Two releases, of which the first is shown."""
    layout = Layout(tmp_path)
    layout.work.mkdir()
    for name in ("a", "b"):
        (layout.releases / name).mkdir(parents=True)
        (layout.releases / name / "index.html").write_text(name)
    made = Renames(layout, sleep=lambda _: None)
    made.show("a")
    return made


def shown(tmp_path: Path) -> str:
    return (tmp_path / "current/index.html").read_text()


def test_a_page_that_is_open_delays_the_swap(two, tmp_path, windows) -> None:
    windows.opened[str(tmp_path / "current")] = 5
    two.show("b")
    assert shown(tmp_path) == "b"


@pytest.mark.parametrize("held", ["current", "releases/b"])
def test_what_stays_open_leaves_the_old_edition_and_the_next_run_swaps(
    two, tmp_path, windows, held
) -> None:
    """Whichever of the two renames it is that fails: never none of the editions."""
    windows.opened[str(tmp_path / held)] = 10**6
    with pytest.raises(Fault) as fault:
        two.show("b")
    assert fault.value.code == "busy"
    assert shown(tmp_path) == "a"
    windows.opened.clear()
    again = Renames(Layout(tmp_path))
    assert again.current() == "b"
    assert shown(tmp_path) == "b"
    assert (tmp_path / "releases/a/index.html").read_text() == "a"


def test_a_status_that_somebody_reads_is_written_a_moment_later(tmp_path, windows) -> None:
    windows.opened[str(tmp_path / "status.json")] = 3
    files.write_safely(tmp_path / "status.json", b"new")
    assert (tmp_path / "status.json").read_bytes() == b"new"


def test_a_status_that_stays_open_is_a_fault_and_leaves_no_draft(tmp_path, windows) -> None:
    windows.opened[str(tmp_path / "status.json")] = 10**6
    with pytest.raises(Fault, match="Không được ghi"), files.faults_of_the_disk(tmp_path):
        files.write_safely(tmp_path / "status.json", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_content_that_somebody_reads_is_removed_at_a_later_run(
    origin, tmp_path, windows, monkeypatch
) -> None:
    mirror = mirror_of(origin, tmp_path)
    mirror.sync(Folder(origin.folder))
    unlink, contents = Path.unlink, mirror.layout.objects

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.is_relative_to(contents):
            raise PermissionError(errno.EACCES, "open", str(path))
        unlink(path, missing_ok)

    for edition in (2, 3, 4):
        origin.release(write_site(tmp_path / f"site{edition}", edition))
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", refuse)
            mirror_of(origin, tmp_path).sync(Folder(origin.folder))
    before = len(list(contents.glob("??/*")))
    mirror_of(origin, tmp_path).sync(Folder(origin.folder))
    assert len(list(contents.glob("??/*"))) < before


def test_the_lock_is_that_of_windows(tmp_path, monkeypatch) -> None:
    held: list[int] = []

    def locking(handle: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        if held:
            raise OSError(errno.EDEADLOCK, "locked")
        held.append(handle)

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    for module in (system_lock, lock):
        importlib.reload(module)
    try:
        with (
            lock.only_one(tmp_path / "lock"),
            pytest.raises(Fault, match="đang chạy"),
            lock.only_one(tmp_path / "lock"),
        ):
            pass
    finally:
        monkeypatch.undo()
        for module in (system_lock, lock):
            importlib.reload(module)


SAFE = st.text(st.sampled_from("abcCON1.xAUX_-@=+/"), min_size=1, max_size=40)


@given(SAFE)
def test_a_name_that_is_allowed_is_one_and_the_same_file_on_windows(path: str) -> None:
    try:
        check_path(path)
    except Fault:
        return
    there = PureWindowsPath(path)
    assert there.parts == tuple(path.split("/"))
    assert not there.drive and not there.root
    assert not there.is_reserved()
    assert ntpath.normpath(path) == path.replace("/", "\\")
    assert not any(part.endswith((".", " ")) for part in there.parts)


def test_every_path_of_a_mirror_fits_into_windows() -> None:
    """With the longest name that an edition may bring, and a repaired release's longer folder."""
    longest = "x" * LONGEST_PATH
    sha256 = "0" * 64
    ward = WARDS[0]
    for path in (
        f"releases/0123456789abcdef-20261123080000/{longest}",
        f"current/{longest}",
        f"mirror/{object_path(sha256)}",
        f"mirror/{target_path(card_path(ward), sha256)}",
        f"mirror/metadata/1000000.{role(ward)}.json",
        f"mirror/packs/{'0' * 16}-{'0' * 16}.xz",
        f"work/part/{sha256}.pack",
        f"trust/roots/1000000.{role(ward)}.json",
    ):
        whole = FOLDER / path
        assert len(str(whole)) < MAX_PATH, whole
        assert not any(PureWindowsPath(part).is_reserved() for part in whole.parts[1:])


def test_the_names_of_a_whole_mirror_are_good_on_windows(origin, tmp_path, windows) -> None:
    mirror = mirror_of(origin, tmp_path)
    mirror.sync(Folder(origin.folder))
    for path in mirror.layout.folder.rglob("*"):
        name = path.relative_to(mirror.layout.folder).as_posix()
        there = PureWindowsPath(name)
        assert not there.is_reserved() and not there.drive, name
        assert not set(name) & set('<>:"\\|?*'), name


def test_an_address_with_a_drive_is_a_folder_and_no_web_address() -> None:
    from generator.mirror.origins import source_of
    from generator.mirror.web import Patience

    with pytest.raises(Fault, match="Không thấy nguồn"):
        source_of(r"E:\goi", Patience())


def needed_on_windows(wishes: Iterable[str]) -> set[str]:
    """All that pip installs there for these requirements."""
    environment = default_environment() | {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "extra": "",
    }
    found: set[str] = set()
    for wish in map(Requirement, wishes):
        if wish.marker is None or wish.marker.evaluate(environment):
            found |= {wish.name, *needed_on_windows(distribution(wish.name).requires or ())}
    return found


def test_a_mirror_is_installed_from_wheels_that_suit_every_system() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wishes = [*project["dependencies"], *project["optional-dependencies"]["mirror"]]
    needed = needed_on_windows(wishes)
    assert needed == {"click", "tuf", "securesystemslib", "urllib3"}
    for name in needed:
        wheel = distribution(name).read_text("WHEEL") or ""
        assert "Tag: py3-none-any" in wheel, name
