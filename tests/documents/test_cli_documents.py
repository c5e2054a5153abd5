"""The commands “notices” and “forms”: what they write and what they say."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.documents import forms_command, notices_command
from generator.cli.editions import publish_command
from tests import corpus_catalogue
from tests.documents.hostile import plain_word, remote_template
from tests.paths import ROOT

EXAMPLE = ROOT / "tests" / "example_catalogue"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return corpus_catalogue.write(tmp_path / "catalogue", 3)


def run(command: object, catalogue: Path, *options: str) -> Result:
    out = catalogue.parent / "out"
    common = ["--catalogue", str(catalogue), "--cache", str(catalogue.parent / "cache")]
    return CliRunner().invoke(command, [*common, "--out", str(out), *options])  # type: ignore[arg-type]


def names(catalogue: Path) -> set[str]:
    out = catalogue.parent / "out"
    return {
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_notices_writes_sheets_posters_and_labels(catalogue: Path) -> None:
    result = run(notices_command, catalogue)
    assert result.exit_code == 0, result.output
    assert names(catalogue) == {
        *("1.000000.pdf", "1.000001.pdf", "1.000002.pdf"),
        *("linh-vuc/linh-vuc-0.pdf", "nhan-qr/linh-vuc-0.pdf"),
    }
    assert "5 tệp vừa tạo lại" not in run(notices_command, catalogue).output


def test_notices_changed_since_prints_only_what_to_replace_and_a_list(catalogue: Path) -> None:
    path = catalogue / "procedures" / "linh-vuc-0" / "1.000001.yml"
    path.write_text(path.read_text("utf-8") + "updated: 2026-01-01\n", encoding="utf-8")
    result = run(notices_command, catalogue, "--changed-since", "2025-12-01")
    assert result.exit_code == 0, result.output
    assert names(catalogue) == {"1.000001.pdf", "danh-sach-thay.csv"}
    listed = (catalogue.parent / "out" / "danh-sach-thay.csv").read_text("utf-8-sig")
    assert "1.000001" in listed
    assert "1.000002" not in listed


def test_notices_changed_since_an_edition_compares_with_it(catalogue: Path) -> None:
    common = ["--catalogue", str(catalogue), "--cache", str(catalogue.parent / "cache")]
    decision = ["--date", "2026-01-01", "--decision", "Quyết định 1/QĐ-UBND"]
    published = CliRunner().invoke(publish_command, [*common, *decision])
    assert published.exit_code == 0, published.output
    path = catalogue / "procedures" / "linh-vuc-0"
    corpus_catalogue.edit(path / "1.000001.yml", "amount: 6000", "amount: 7000")
    (path / "1.000002.yml").unlink()
    for name in ("1.000000.yml", "1.000001.yml"):
        text = (path / name).read_text("utf-8").replace("- 1.000002\n", "")
        (path / name).write_text(text.replace("- '1.000002'\n", ""), encoding="utf-8")
    result = run(notices_command, catalogue, "--changed-since", "2026-01-01")
    assert result.exit_code == 0, result.output
    assert names(catalogue) == {"1.000001.pdf", "danh-sach-thay.csv"}
    listed = (catalogue.parent / "out" / "danh-sach-thay.csv").read_text("utf-8-sig")
    assert "khác bản ngày 01/01/2026" in listed
    assert "gỡ xuống" in listed


@pytest.mark.parametrize("option", ["--field", "--ward"])
def test_notices_refuses_what_it_does_not_know(catalogue: Path, option: str) -> None:
    result = run(notices_command, catalogue, option, "khong-co")
    assert result.exit_code == 1
    assert "“khong-co”" in result.output


def test_forms_writes_the_files_of_a_form(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue"
    shutil.copytree(EXAMPLE, catalogue)
    result = run(forms_command, catalogue, "--form", "to-khai-dang-ky-khai-sinh")
    assert result.exit_code == 0, result.output
    stem = "to-khai-dang-ky-khai-sinh"
    endings = (".pdf", "-dien.pdf", ".docx", "-mau.pdf")
    assert names(catalogue) == {f"{stem}{ending}" for ending in endings}


def test_forms_says_which_form_it_does_not_know(catalogue: Path) -> None:
    result = run(forms_command, catalogue, "--form", "khong-co")
    assert result.exit_code == 1
    assert "“khong-co”" in result.output


def test_forms_inspects_an_official_file(catalogue: Path) -> None:
    clean, hostile = catalogue.parent / "sach.docx", catalogue.parent / "xau.docx"
    clean.write_bytes(plain_word())
    hostile.write_bytes(remote_template())
    assert run(forms_command, catalogue, "--inspect", str(clean)).exit_code == 0
    result = run(forms_command, catalogue, "--inspect", str(hostile))
    assert result.exit_code == 1
    assert "[official-file/external]" in result.output
