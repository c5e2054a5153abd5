"""What survives a power cut: the order in which a mirror writes, flushes and swaps.

Every call that reaches the disk is written down in order, and the disk is then thought of as one
that keeps only what was flushed: a file by ``fsync`` of it, a name by ``fsync`` of its folder.
"""

import os
from pathlib import Path

import pytest

from generator.mirror import bundle, files
from generator.mirror.download import silent
from generator.mirror.layout import Layout
from generator.mirror.source import Folder
from generator.mirror.swap import Renames
from generator.mirror.sync import Mirror
from tests.mirror.kit import NOW, Server, TestOrigin, new_mirror, served, write_site


class Journal:
    """Renames and flushes in their order, as ``("flush" | "rename", path)``."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, Path]] = []
        replace, rename, sync = os.replace, Path.rename, os.sync

        def flushed(handle: int) -> None:
            self.calls.append(("flush", Path(f"/proc/self/fd/{handle}").readlink()))

        def replaced(source, target, **more) -> None:
            replace(source, target, **more)
            self.calls.append(("rename", Path(target)))

        def renamed(source: Path, target: Path) -> Path:
            made = rename(source, target)
            self.calls.append(("rename", Path(target)))
            return made

        def all_flushed() -> None:
            self.calls.append(("flush", Path("/")))

        patch.setattr(os, "fsync", flushed)
        patch.setattr(os, "replace", replaced)
        patch.setattr(Path, "rename", renamed)
        patch.setattr(os, "sync", all_flushed)
        self.real_sync = sync

    def index(self, kind: str, path: Path) -> int:
        """When a call came last."""
        found = [at for at, call in enumerate(self.calls) if call == (kind, path)]
        assert found, f"never: {kind} {path}"
        return found[-1]

    def flushed_before(self, moment: int) -> set[Path]:
        return {path for kind, path in self.calls[:moment] if kind == "flush"}


@pytest.fixture
def journal(monkeypatch: pytest.MonkeyPatch) -> Journal:
    return Journal(monkeypatch)


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    made.release(write_site(tmp_path / "site1", 1))
    return made


def mirror_of(origin: TestOrigin, tmp_path: Path) -> Mirror:
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    return Mirror(mirror.layout, NOW)


def folders_below(folder: Path) -> set[Path]:
    return {folder, *(path for path in folder.rglob("*") if path.is_dir())}


def test_the_whole_release_is_on_the_disk_before_it_is_shown(origin, tmp_path, journal) -> None:
    mirror = mirror_of(origin, tmp_path)
    mirror.sync(Folder(origin.folder))
    layout, release = mirror.layout, mirror.layout.current.resolve()
    named = journal.index("rename", release)
    shown = journal.index("rename", layout.current)
    before = journal.flushed_before(named)
    contents = set(layout.objects.glob("??/*"))
    draft = layout.releases / ".spare"
    lists = {draft / path.relative_to(release) for path in folders_below(release)}
    lists -= {draft / "mirror"}
    assert contents <= before, "a content that the release links is not on the disk"
    assert folders_below(layout.objects) <= before, "a content's name is not on the disk"
    assert lists <= before, "a folder of the release is not on the disk"
    assert layout.releases in journal.flushed_before(shown), "the release's name is not"
    assert ("flush", layout.folder) in journal.calls[shown:], "the swap itself is never flushed"


def test_a_small_change_flushes_what_it_touches_and_no_more(origin, tmp_path, journal) -> None:
    mirror = mirror_of(origin, tmp_path)
    for edition in (2, 3):
        mirror.sync(Folder(origin.folder))
        origin.release(write_site(tmp_path / "site1", edition))
    mirror.sync(Folder(origin.folder))
    origin.release(write_site(tmp_path / "site1", 4))
    journal.calls.clear()
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 4"
    draft = mirror.layout.releases / ".spare"
    touched = {
        path.relative_to(draft).as_posix()
        for kind, path in journal.calls
        if kind == "flush" and path.is_relative_to(draft)
    }
    assert touched == {".", "thu-tuc", "thu-tuc/p0", "thu-tuc/p1", "thu-tuc/p2"}


def test_copies_are_flushed_where_the_disk_knows_no_links(
    origin, tmp_path, journal, monkeypatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "symlink", refuse)
    mirror = mirror_of(origin, tmp_path)
    mirror.sync(Folder(origin.folder))
    layout = mirror.layout
    assert isinstance(mirror.way(), Renames)
    shown = journal.index("rename", layout.current)
    before = journal.flushed_before(shown)
    pages = [path for path in layout.current.rglob("*") if path.is_file()]
    pages = [path for path in pages if path.relative_to(layout.current).parts[0] != "mirror"]
    draft = layout.releases / ".spare"
    assert {draft / path.relative_to(layout.current) for path in pages} <= before
    note = journal.calls.index(("rename", layout.work / "swap.json"))
    assert ("flush", layout.work) in journal.calls[note:shown], "the note comes before the swap"
    state = journal.index("rename", layout.work / "current.json")
    assert {layout.releases, layout.folder} <= {
        path for kind, path in journal.calls[shown:state] if kind == "flush"
    }, "what the state says is on the disk before the state"


def test_what_is_believed_is_on_the_disk_before_anything_is_fetched_for_it(
    origin, tmp_path, journal
) -> None:
    """Else a power cut would let a source lead the mirror back to older metadata."""
    mirror = mirror_of(origin, tmp_path)
    server = Server(origin.folder)
    mirror.sync(server.source())
    trust = mirror.layout.trust
    first_content = journal.index("flush", next(mirror.layout.objects.glob("??/*")))
    for role in ("timestamp", "snapshot", "targets", "release"):
        named = journal.calls.index(("rename", trust / f"{role}.json"))
        assert ("flush", trust) in journal.calls[named:first_content], role


def test_a_sticks_timestamp_is_named_after_all_else_is_on_it(origin, tmp_path, journal) -> None:
    mirror = mirror_of(origin, tmp_path)
    mirror.sync(Folder(origin.folder))
    journal.calls.clear()
    stick = tmp_path / "stick"
    served_edition = mirror.current_manifest()
    assert served_edition is not None
    bundle.to_folder(mirror.layout, served_edition, stick, silent)
    last = journal.index("rename", stick / bundle.LAST)
    before = journal.flushed_before(last)
    folders = {path.parent for path in (stick / "objects").rglob("*/*")}
    assert folders | {stick / "metadata", stick / "targets"} <= before


def test_many_files_are_flushed_by_one_call(tmp_path, journal) -> None:
    paths = [tmp_path / str(number) for number in range(files.FEW + 1)]
    files.flush(paths)
    assert journal.calls == [("flush", Path("/"))]


def test_a_small_file_is_never_named_before_its_bytes_are_down(tmp_path, journal) -> None:
    files.write_lasting(tmp_path / "x", b"1")
    (flushed, draft), (renamed, target), (again, folder) = journal.calls
    assert (flushed, renamed, again) == ("flush", "rename", "flush")
    assert draft.parent == folder == tmp_path
    assert target == tmp_path / "x"


def test_notes_are_written_after_the_contents_that_they_vouch_for(
    origin, tmp_path, journal
) -> None:
    mirror = mirror_of(origin, tmp_path)
    mirror.sync(Folder(origin.folder))
    layout: Layout = mirror.layout
    noted = journal.index("rename", layout.work / "store.txt")
    assert set(layout.objects.glob("??/*")) <= journal.flushed_before(noted)
