"""Official files: what is dangerous never reaches the site, what is clean does."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from generator import official_files
from generator.inspection import inspect
from tests.documents.hostile import CLEAN, HOSTILE

DAY = date(2026, 7, 1)


def put(
    catalogue: Path, name: str, data: bytes, hashed: bytes | None = None, more: str = ""
) -> None:
    """An official file and its record."""
    folder = catalogue / official_files.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    digest = sha256(data if hashed is None else hashed).hexdigest()
    (folder / f"{name}.yml").write_text(
        f"form: to-khai\nfile: {name}\ntitle: Tờ khai\nsha256: {digest}\n"
        f"source: {{title: Thử, checked: 2026-01}}\n{more}",
        encoding="utf-8",
    )


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused(what: str) -> None:
    name, make, kind = HOSTILE[what]
    found = inspect(name, make())
    assert kind in {danger.kind for danger in found}, found
    assert all(danger.what.endswith(".") for danger in found)


@pytest.mark.parametrize("what", CLEAN)
def test_a_clean_file_is_not_refused(what: str) -> None:
    name, make = CLEAN[what]
    assert inspect(name, make()) == []


def test_nothing_dangerous_is_ever_copied_to_the_site(tmp_path: Path) -> None:
    for number, (name, make, _) in enumerate(HOSTILE.values()):
        ending = name.rpartition(".")[2]
        put(tmp_path, f"tep-{number}.{ending}", make())
    found = official_files.read(tmp_path)
    assert found.files == {}
    assert len({one.path for one in found.located}) >= len(HOSTILE)


def test_a_clean_file_is_offered_as_it_is(tmp_path: Path) -> None:
    data = CLEAN["plain Word"][1]()
    put(tmp_path, "to-khai.docx", data)
    found = official_files.read(tmp_path)
    assert found.located == ()
    assert found.checked_bytes("to-khai.docx") == data
    assert found.size("to-khai.docx") == len(data)
    assert list(found.of_form("to-khai", DAY)) == ["to-khai.docx"]
    assert found.of_form("khac", DAY) == {}


def test_a_file_is_offered_only_while_it_holds(tmp_path: Path) -> None:
    put(tmp_path, "to-khai.docx", CLEAN["plain Word"][1](), more="until: 2026-06-30\n")
    found = official_files.read(tmp_path)
    assert found.of_form("to-khai", date(2026, 6, 30)) and not found.of_form("to-khai", DAY)


def test_a_file_that_is_not_the_recorded_one_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "to-khai.docx", CLEAN["plain Word"][1](), hashed=b"other")
    found = official_files.read(tmp_path)
    assert [one.flaw.rule for one in found.located] == ["official-file/sha256"]
    assert found.files == {}


def test_a_file_that_changes_after_the_check_is_not_copied(tmp_path: Path) -> None:
    put(tmp_path, "to-khai.docx", CLEAN["plain Word"][1]())
    found = official_files.read(tmp_path)
    (tmp_path / official_files.FOLDER / "to-khai.docx").write_bytes(b"other")
    with pytest.raises(OSError, match=r"to-khai\.docx"):
        found.checked_bytes("to-khai.docx")


def test_a_file_without_a_record_is_reported_and_stays_out(tmp_path: Path) -> None:
    put(tmp_path, "to-khai.docx", CLEAN["plain Word"][1]())
    (tmp_path / official_files.FOLDER / "to-khai.docx.yml").unlink()
    found = official_files.read(tmp_path)
    assert [one.flaw.rule for one in found.located] == ["official-file/undescribed"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    data = CLEAN["plain Word"][1]()
    put(tmp_path, "to-khai.docx", data)
    target = tmp_path / official_files.FOLDER / "to-khai.docx"
    (tmp_path / "outside.docx").write_bytes(data)
    target.unlink()
    target.symlink_to(tmp_path / "outside.docx")
    assert [one.flaw.rule for one in official_files.read(tmp_path).located] == [
        "official-file/missing"
    ]


@pytest.mark.parametrize("name", ["../a.pdf", "/a.pdf", "a/b.pdf", ".pdf", "A.pdf", "a.pdf.exe"])
def test_a_record_cannot_name_a_file_elsewhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / official_files.FOLDER
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text(
        f"form: to-khai\nfile: {name}\ntitle: T\nsha256: {'0' * 64}\n"
        "source: {title: T, checked: 2026-01}\n",
        encoding="utf-8",
    )
    assert [one.flaw.rule for one in official_files.read(tmp_path).located] == ["form/value"]
