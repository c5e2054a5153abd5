"""The catalogue folder is read whole, and read again only where it changed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cache_file
from generator.cache_file import CacheError
from generator.findings import Finding
from generator.folder import Reading, read
from generator.model import Procedure
from generator.store import RACY_NS, Store
from tests import corpus_catalogue
from tests.corpus_catalogue import edit

CODE = "1.000002"
FILE = f"procedures/linh-vuc-0/{CODE}.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return corpus_catalogue.write(tmp_path / "catalogue")


def reading(root: Path, workers: int = 1) -> Reading:
    return read(root, Store(root.parent / "cache", b"code"), workers)


def findings(root: Path) -> list[Finding]:
    return reading(root).findings()


def test_all_procedures_are_there_and_whole(root: Path) -> None:
    catalogue = reading(root).catalogue
    assert catalogue
    assert list(catalogue.briefs) == [f"1.00000{i}" for i in range(6)]
    whole = catalogue.whole(CODE)
    assert whole.brief() == catalogue.briefs[CODE]
    assert len(whole.steps) == 11


def test_a_second_reading_parses_nothing_and_says_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reading(root)
    wait_out_the_racy_moment(root)
    monkeypatch.setattr("generator.store.record_in", lambda data, kind: pytest.fail("parsed again"))
    second = reading(root)
    assert first.catalogue and second.catalogue
    assert second.catalogue.briefs == first.catalogue.briefs
    assert second.catalogue.whole(CODE) == first.catalogue.whole(CODE)


def wait_out_the_racy_moment(root: Path) -> None:
    time.sleep(2 * RACY_NS / 1e9)
    os.utime(root.parent / "cache" / "index.msgpack")


def test_a_file_that_keeps_size_and_time_is_still_read_again(root: Path) -> None:
    reading(root)
    wait_out_the_racy_moment(root)
    before = (root / FILE).stat()
    edit(root / FILE, "sets: 1", "sets: 2")
    os.utime(root / FILE, ns=(before.st_atime_ns, before.st_mtime_ns))
    catalogue = reading(root).catalogue
    assert catalogue and catalogue.whole(CODE).sets == 2


DAMAGE: dict[str, Callable[[Path], object]] = {
    "broken": lambda path: path.write_bytes(b"broken"),
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "emptied": lambda path: os.truncate(path, 0),
    "deleted": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("name", ["index.msgpack", "records.bin"])
def test_a_damaged_cache_only_costs_time(
    root: Path, name: str, damage: Callable[[Path], object]
) -> None:
    before = wholes(reading(root))
    wait_out_the_racy_moment(root)
    damage(root.parent / "cache" / name)
    assert wholes(reading(root)) == before


def wholes(reading: Reading) -> list[Procedure]:
    assert reading.catalogue, reading.findings()
    return list(map(reading.catalogue.whole, reading.catalogue.briefs))


def test_a_record_that_has_rotted_is_never_shown(root: Path) -> None:
    reading(root)
    wait_out_the_racy_moment(root)
    records = root.parent / "cache" / "records.bin"
    records.write_bytes(records.read_bytes().replace(b"1.000002", b"1.00\0\0\0\0"))
    rotten = reading(root).catalogue
    assert rotten
    with pytest.raises(CacheError, match="chạy lại"):
        rotten.whole(CODE)
    healed = reading(root).catalogue
    assert healed and healed.whole(CODE)


def test_a_build_that_ends_while_waste_is_cleared_leaves_no_wrong_records(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(cache_file, "write", stop_after(cache_file.write, 4))
        for number in range(8):
            edit(root / FILE, f"sets: {number + 1}", f"sets: {number + 2}")
            reading(root)
    assert len(wholes(reading(root))) == 6


def stop_after(write: Callable[[Path, bytes], None], times: int) -> Callable[[Path, bytes], None]:
    left = iter(range(times))

    def stopping(path: Path, content: bytes) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        write(path, content)

    return stopping


def test_another_programs_cache_is_not_used(root: Path) -> None:
    reading(root)
    store = Store(root.parent / "cache", b"other code")
    assert store.known(root, [FILE]) == ([], [FILE])


def test_workers_change_nothing(tmp_path: Path) -> None:
    root = corpus_catalogue.write(tmp_path / "catalogue", 210)
    one = read(root, Store(tmp_path / "one", b"code"), workers=1)
    three = read(root, Store(tmp_path / "three", b"code"), workers=3)
    assert one.catalogue and three.catalogue
    assert one.catalogue.briefs == three.catalogue.briefs
    assert one.catalogue.digests == three.catalogue.digests
    assert all(
        one.catalogue.whole(code) == three.catalogue.whole(code) for code in one.catalogue.briefs
    )


def test_waste_is_cleared_when_it_is_half(root: Path) -> None:
    for number in range(8):
        edit(root / FILE, f"sets: {number + 1}", f"sets: {number + 2}")
        catalogue = reading(root).catalogue
        assert catalogue and catalogue.whole(CODE).sets == number + 2
    size = (root.parent / "cache" / "records.bin").stat().st_size
    assert size < 3 * sum(path.stat().st_size for path in root.rglob("1.*.yml"))


def test_a_fault_of_form_has_file_line_and_repair(root: Path) -> None:
    edit(root / FILE, "sets: 1", "sets: một")
    edit(root / FILE, "online_level", "onlin_level")
    found = {finding.rule: finding for finding in findings(root)}
    text = (root / FILE).read_text(encoding="utf-8").splitlines()
    value, key = found["form/value"], found["form/unknown-key"]
    assert value.path == str(root / FILE)
    assert text[value.line - 1] == "sets: một"
    assert text[key.line - 1].startswith("onlin_level")
    assert "“online_level”" in key.repair


def test_a_catalogue_with_an_error_is_not_given(root: Path) -> None:
    edit(root / FILE, "field: linh-vuc-0", "field: linh-vuc-9")
    assert reading(root).catalogue is None


def test_a_code_in_two_files_is_told_with_the_other_file(root: Path) -> None:
    edit(root / FILE, f"code: '{CODE}'", "code: '1.000001'")
    rules = {finding.rule for finding in findings(root)}
    assert {"form/duplicate-code", "catalogue/file-name"} <= rules


def test_an_id_used_twice_is_told(root: Path) -> None:
    edit(root / "agencies.yml", "id: co-quan-1\n", "id: co-quan-2\n")
    assert "form/duplicate-id" in {finding.rule for finding in findings(root)}


def test_a_missing_shared_file_is_told(root: Path) -> None:
    (root / "publisher.yml").unlink()
    (finding,) = findings(root)
    assert (finding.rule, finding.path) == ("form/missing-file", str(root / "publisher.yml"))


def test_a_file_that_would_be_overlooked_is_told(root: Path) -> None:
    (root / FILE).rename((root / FILE).with_suffix(".yaml"))
    (root / "notes.txt").write_text("x", encoding="utf-8")
    warnings = {f.path for f in findings(root) if f.rule == "catalogue/strange-file"}
    assert warnings == {str((root / FILE).with_suffix(".yaml")), str(root / "notes.txt")}


@pytest.mark.parametrize("place", ["procedures", "procedures/linh-vuc-0"])
def test_hidden_files_of_editors_are_not_read(root: Path, place: str) -> None:
    (root / place / ".#1.000002.yml").symlink_to("editor@machine.1234")
    (root / place / "._1.000002.yml").write_bytes(b"\0\5\26\7")
    (root / place / ".1.000002.yml.swp").write_bytes(b"b0VIM")
    assert not findings(root)


def test_a_file_with_wrong_bytes_is_told_without_a_traceback(root: Path) -> None:
    (root / FILE).write_bytes("tên: hộ tịch".encode("utf-16"))
    assert "form/encoding" in {finding.rule for finding in findings(root)}


def test_an_empty_procedure_file_is_told(root: Path) -> None:
    (root / FILE).write_text("", encoding="utf-8")
    assert "form/value" in {finding.rule for finding in findings(root)}


def lost(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.yml")


def circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def queue(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("name", [FILE, "fields.yml", "forms/bieu-mau.yml"])
@pytest.mark.parametrize("spoil", [lost, circle, queue])
def test_what_is_no_plain_file_is_a_finding_beside_the_others(
    root: Path, spoil: Callable[[Path], None], name: str
) -> None:
    edit(root / "procedures/linh-vuc-0/1.000001.yml", "sets: 1", "sets: một")
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).touch()
    spoil(root / name)
    found = {(finding.rule, finding.path) for finding in findings(root)}
    assert ("form/unreadable", str(root / name)) in found
    assert "form/value" in {rule for rule, _ in found}


def test_a_file_that_may_not_be_read_is_a_finding(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if path.name == "fields.yml":
            raise PermissionError(13, "no", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    (finding,) = findings(root)
    assert finding.path == str(root / "fields.yml")
    assert "quyền" in finding.what


def test_a_file_in_the_place_of_a_folder_is_a_finding(root: Path) -> None:
    (root / "fees").write_text("x", encoding="utf-8")
    found = {finding.path: finding.rule for finding in findings(root)}
    assert found[str(root / "fees")] == "form/unreadable"


@pytest.mark.parametrize(
    "path",
    [
        "procedures/1.000009.yml",
        "procedures/linh-vuc-0/con/1.000009.yml",
        "legal/con/luat.yml",
        "legal/luat.yml.orig",
        "procedures/linh-vuc-0/1.000009.YAML",
        "procedures/linh-vuc-0/1.000009.docx",
        "fields.yml.bak",
    ],
)
def test_whatever_is_not_read_is_told(root: Path, path: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("x", encoding="utf-8")
    (finding,) = (f for f in findings(root) if f.rule == "catalogue/strange-file")
    assert str(root / path).startswith(finding.path.rstrip("/"))


def test_hidden_files_are_nobodys_business(root: Path) -> None:
    (root / "procedures/linh-vuc-0/.DS_Store").write_text("x", encoding="utf-8")
    assert reading(root).catalogue


def test_a_file_name_in_another_encoding_is_a_finding(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/legal-\xff.yml")).touch()
    assert "form/unreadable" in {finding.rule for finding in findings(root)}
