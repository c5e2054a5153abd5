"""Origin, mirror, mirror, stick, mirror: the same bytes, each time verified with the first root."""

import hashlib
from pathlib import Path

import pytest

from generator.mirror import bundle
from generator.mirror.download import silent
from generator.mirror.source import Folder
from generator.mirror.tree import verify as verify_files
from generator.signing.faults import Fault
from tests.mirror.kit import WARDS, Server, TestOrigin, new_mirror, served, write_site


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != "mirror"
    }


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    for ward in WARDS:
        made.put_card(ward, hotline=f"số của {ward}")
    made.release(write_site(tmp_path / "site1", 1))
    return made


def test_the_chain_ends_in_identical_bytes(origin, tmp_path) -> None:
    root = origin.first_root
    first = new_mirror(tmp_path / "a", root, ward=WARDS[0])
    second = new_mirror(tmp_path / "b", root, ward=WARDS[1])
    third = new_mirror(tmp_path / "c", root, ward=WARDS[2])
    stick = tmp_path / "stick"
    for edition in (1, 2, 3):
        if edition > 1:
            origin.release(write_site(tmp_path / f"site{edition}", edition))
        first.sync(Server(origin.folder).source())
        # Over the web, from below the served pages: what a visitor of the first mirror reaches.
        second.sync(Server(first.layout.current / "mirror").source())
        bundle.to_folder(second.layout, second.current_manifest(), stick, silent)
        third.sync(Folder(stick))
        assert tree(first.layout.current) == tree(second.layout.current)
        assert tree(second.layout.current) == tree(third.layout.current)
        site = tree(tmp_path / f"site{edition}")
        assert site.items() <= tree(third.layout.current).items()
    for mirror, ward in zip((first, second, third), WARDS, strict=True):
        text = (mirror.layout.current / "mirror/card.json").read_text("utf-8")
        assert f"số của {ward}" in text


def test_a_bundle_in_one_file_brings_a_new_mirror_up(origin, tmp_path) -> None:
    first = new_mirror(tmp_path / "a", origin.first_root)
    first.sync(Folder(origin.folder))
    file = tmp_path / f"goi{bundle.SUFFIX}"
    bundle.to_file(first.layout, first.current_manifest(), file, silent)
    second = new_mirror(tmp_path / "b", origin.first_root, ward=WARDS[1])
    second.sync(bundle.Archive(file))
    assert verify_files(second.layout.current, first.current_manifest()) == ()
    assert second.last_status().card_failure is None


def test_the_same_mirror_makes_the_same_bundle(origin, tmp_path) -> None:
    first = new_mirror(tmp_path / "a", origin.first_root)
    first.sync(Folder(origin.folder))
    files = [tmp_path / "1", tmp_path / "2"]
    for file in files:
        bundle.to_file(first.layout, first.current_manifest(), file, silent)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_stick_is_brought_up_to_date_with_the_difference(origin, tmp_path) -> None:
    first = new_mirror(tmp_path / "a", origin.first_root)
    stick = tmp_path / "stick"
    first.sync(Folder(origin.folder))
    bundle.to_folder(first.layout, first.current_manifest(), stick, silent)
    (stick / "ảnh của tôi.jpg").write_bytes(b"x")
    before = len(list((stick / "objects").rglob("*/*")))
    origin.release(write_site(tmp_path / "site2", 2))
    first.sync(Folder(origin.folder))
    bundle.to_folder(first.layout, first.current_manifest(), stick, silent)
    assert len(list((stick / "objects").rglob("*/*"))) == before
    assert (stick / "ảnh của tôi.jpg").exists()


@pytest.mark.parametrize("damage", ["cut", "changed", "not one of ours"])
def test_a_damaged_bundle_file_is_refused(origin, tmp_path, damage: str) -> None:
    first = new_mirror(tmp_path / "a", origin.first_root)
    first.sync(Folder(origin.folder))
    file = tmp_path / "goi"
    bundle.to_file(first.layout, first.current_manifest(), file, silent)
    data = bytearray(file.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "changed":
        data[200:260] = b"X" * 60
    else:
        data = bytearray(b"not a bundle")
    file.write_bytes(data)
    second = new_mirror(tmp_path / "b", origin.first_root)
    with pytest.raises(Fault):
        second.sync(bundle.Archive(file))
    assert served(second) is None


def test_a_damaged_store_does_not_go_onto_a_stick(origin, tmp_path) -> None:
    first = new_mirror(tmp_path / "a", origin.first_root)
    first.sync(Folder(origin.folder))
    content = next(first.layout.objects.glob("??/*"))
    content.chmod(0o644)
    content.write_bytes(b"x")
    with pytest.raises(Fault, match="sync --deep"):
        bundle.to_folder(first.layout, first.current_manifest(), tmp_path / "s", silent)


def test_a_mirror_in_between_cannot_change_a_page(origin, tmp_path) -> None:
    first = new_mirror(tmp_path / "a", origin.first_root)
    first.sync(Folder(origin.folder))
    for content in first.layout.objects.glob("??/*"):
        content.chmod(0o644)
        content.write_bytes(content.read_bytes().replace(b"edition", b"EDITION"))
    for pack in (first.layout.public / "packs").glob("*"):
        pack.unlink()
    second = new_mirror(tmp_path / "b", origin.first_root)
    with pytest.raises(Fault) as fault:
        second.sync(Server(first.layout.public).source())
    assert fault.value.code == "tampered"
