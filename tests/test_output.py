"""The site's folder holds exactly the outputs, changes only where they changed, or not at all."""

import errno
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.catalogue import digest
from generator.output import MARKER, Output, Site, SiteError


def outputs(**contents: str) -> list[Output]:
    return [
        Output(f"{name}/index.html", digest(text.encode()), partial(bytes, text.encode()))
        for name, text in contents.items()
    ]


class Place:
    """A site's folder and its cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.cache = folder / "cache"
        self.cache.mkdir()

    def update(self, wanted: list[Output], workers: int = 1) -> tuple[int, int, int]:
        change = Site(self.folder, self.cache).update(wanted, workers)
        return change.made, change.written, change.removed

    def files(self) -> dict[str, str]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_text()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != MARKER
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_new_folder_holds_all_outputs(place: Place) -> None:
    assert place.update(outputs(a="1", b="2")) == (3, 3, 0)
    assert place.files() == {"a/index.html": "1", "b/index.html": "2"}


def test_nothing_changed_writes_nothing(place: Place) -> None:
    place.update(outputs(a="1", b="2"))
    assert place.update(outputs(a="1", b="2")) == (0, 0, 0)


def test_only_what_changed_is_rewritten(place: Place) -> None:
    place.update(outputs(a="1", b="2"))
    before = (place.folder / "b/index.html").stat()
    assert place.update(outputs(a="9", b="2")) == (1, 1, 0)
    assert place.files()["a/index.html"] == "9"
    assert (place.folder / "b/index.html").stat().st_mtime_ns == before.st_mtime_ns


def test_the_same_bytes_from_a_new_key_are_not_rewritten(place: Place) -> None:
    place.update(outputs(a="1"))
    renamed = [Output("a/index.html", b"another key", lambda: b"1")]
    assert place.update(renamed) == (1, 0, 0)
    assert place.update(renamed) == (0, 0, 0)


def test_what_is_no_longer_wanted_goes_with_its_folder(place: Place) -> None:
    place.update(outputs(a="1", b="2"))
    assert place.update(outputs(a="1")) == (0, 0, 1)
    assert not (place.folder / "b").exists()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "edited": lambda path: path.write_text("forged"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_made_again(place: Place, damage: Callable[[Path], object]) -> None:
    place.update(outputs(a="1", b="2"))
    damage(place.folder / "a/index.html")
    assert place.update(outputs(a="1", b="2")) == (1, 1, 0)
    assert place.files()["a/index.html"] == "1"


def fail() -> bytes:
    raise ValueError("the template is broken")


def test_a_failing_page_leaves_the_site_as_it_was(place: Place) -> None:
    place.update(outputs(a="1", b="2"))
    broken = [*outputs(a="new"), Output("b/index.html", b"new", fail)]
    with pytest.raises(ValueError, match="template"):
        place.update(broken)
    assert place.files() == {"a/index.html": "1", "b/index.html": "2"}
    assert place.update(outputs(a="1", b="2")) == (0, 0, 0)


def test_an_interrupted_move_is_finished_by_the_next_build(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.update(outputs(a="1", b="2", c="3"))
    real, moves = Site._move, []

    def stop_after_one(site: Site, path: str) -> None:
        if moves:
            raise KeyboardInterrupt
        moves.append(path)
        real(site, path)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Site, "_move", stop_after_one)
        place.update(outputs(a="7", b="8"))
    place.update(outputs(a="7", b="8"))
    assert place.files() == {"a/index.html": "7", "b/index.html": "8"}
    assert place.update(outputs(a="7", b="8")) == (0, 0, 0)


def test_files_removed_by_hand_are_no_hindrance(place: Place) -> None:
    place.update(outputs(a="1", b="2", c="3"))
    shutil.rmtree(place.folder)
    assert place.update(outputs(a="1", b="2")) == (3, 3, 1)
    shutil.rmtree(place.folder / "b")
    assert place.update(outputs(a="1")) == (0, 0, 1)
    assert place.files() == {"a/index.html": "1"}


@pytest.mark.parametrize("lost", [["site", ".site.new"], [".site.new"], ["site"]])
def test_an_interrupted_move_is_no_hindrance_when_folders_are_gone(
    place: Place, monkeypatch: pytest.MonkeyPatch, lost: list[str]
) -> None:
    place.update(outputs(a="1", b="2"))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Site, "_move", interrupt)
        place.update(outputs(a="7", c="8"))
    for name in lost:
        shutil.rmtree(place.folder.with_name(name))
    place.update(outputs(a="7", c="8"))
    assert place.files() == {"a/index.html": "7", "c/index.html": "8"}


def interrupt(site: Site, path: str) -> None:
    raise KeyboardInterrupt


def test_a_folder_that_is_a_volume_of_its_own_is_filled(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.update(outputs(a="1", b="2"))
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        if source.is_relative_to(place.folder) != target.is_relative_to(place.folder):
            raise OSError(errno.EXDEV, "cross-device link")
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", refuse)
        assert place.update(outputs(a="7", c="8")) == (2, 2, 1)
    assert place.files() == {"a/index.html": "7", "c/index.html": "8"}
    assert place.update(outputs(a="7", c="8")) == (0, 0, 0)


def test_a_link_to_a_folder_is_filled_where_it_points(place: Place, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "web").mkdir(parents=True)
    place.folder.symlink_to(tmp_path / "elsewhere" / "web")
    place.update(outputs(a="1"))
    assert (tmp_path / "elsewhere" / "web" / "a" / "index.html").read_text() == "1"
    assert place.folder.is_symlink()


def test_the_root_of_a_disk_is_no_site(place: Place) -> None:
    with pytest.raises(SiteError, match="thư mục bên trong"):
        Site(Path("/"), place.cache)


def test_without_a_record_strange_files_of_our_folder_go(place: Place) -> None:
    place.update(outputs(a="1", old="2"))
    for record in place.cache.glob("site-*"):
        record.unlink()
    (place.folder / "pagefind").mkdir()
    (place.folder / "pagefind" / "index").write_text("full text")
    place.update(outputs(a="1"))
    assert place.files() == {"a/index.html": "1", "pagefind/index": "full text"}


def test_a_folder_of_somebody_else_is_refused(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "thesis.doc").write_text("ten years of work")
    with pytest.raises(SiteError, match=r"thesis\.doc"):
        place.update(outputs(a="1"))
    assert place.files() == {"thesis.doc": "ten years of work"}


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_workers_change_no_byte(place: Place, workers: int) -> None:
    many = outputs(**{f"p{number}": str(number) for number in range(400)})
    assert place.update(many, workers) == (401, 401, 0)
    assert place.files() == {f"p{n}/index.html": str(n) for n in range(400)}


def test_a_large_file_is_written_whole(place: Place) -> None:
    text = "x" * 5_000_000
    place.update(outputs(a=text))
    assert place.files()["a/index.html"] == text
