"""The commands: what they print, how they end, and that a fault shows no traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import COMMANDS, load, main, site
from tests import corpus_catalogue
from tests.corpus_catalogue import edit
from tests.paths import ROOT
from tests.portal_workbooks import write

FILE = "procedures/linh-vuc-0/1.000002.yml"
Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return corpus_catalogue.write(tmp_path / "catalogue")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def invoke(*words: str) -> Result:
        folders = ["--catalogue", str(tmp_path / "catalogue"), "--cache", str(tmp_path / "cache")]
        return CliRunner().invoke(main, [*words, *folders])

    return invoke


@pytest.fixture
def build(run: Run, tmp_path: Path) -> Callable[[], Result]:
    folders = ["--site", str(tmp_path / "site"), "--look", str(ROOT)]
    return lambda: run("build", *folders, "--no-full-text", "--no-exports", "--no-papers")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    parameters = [p for p in load(command).params if p.param_type_name == "option"]
    assert load(command).help
    assert all(getattr(parameter, "help", None) for parameter in parameters)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"niemyet {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_valid_catalogue_passes(root: Path, run: Run) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "không có lỗi" in result.stderr


def test_all_faults_are_told_with_file_line_and_rule(root: Path, run: Run) -> None:
    edit(root / FILE, "sets: 1", "sets: x")
    edit(root / "fields.yml", "id: linh-vuc-0", "id: Lĩnh-vực")
    result = run("check")
    assert result.exit_code == 1
    line = (root / FILE).read_text(encoding="utf-8").splitlines().index("sets: x") + 1
    assert f"{root / FILE}:{line}  " in result.stdout
    assert f"{root / 'fields.yml'}:2  " in result.stdout
    assert "[form/value]" in result.stdout


def test_faults_as_json_can_be_read_by_a_machine(root: Path, run: Run) -> None:
    edit(root / FILE, "agency: co-quan-2", "agency: co-quan-99")
    (fault,) = json.loads(run("check", "--format", "json").stdout)
    assert fault["rule"] == "references/agency"
    assert fault["line"] > 1
    assert fault["severity"] == "error"


def test_faults_as_annotations_name_file_and_line(root: Path, run: Run) -> None:
    edit(root / FILE, "agency: co-quan-2", "agency: co-quan-99")
    output = run("check", "--format", "github").stdout
    assert output.startswith(f"::error file={root / FILE},line=")


def test_strict_makes_warnings_count(root: Path, run: Run) -> None:
    (root / "stray.txt").write_text("x", encoding="utf-8")
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def test_build_tells_what_it_made(root: Path, build: Callable[[], Result]) -> None:
    result = build()
    assert result.exit_code == 0, result.output
    assert "6 thủ tục, 1 lĩnh vực" in result.stdout


def test_build_says_what_it_leaves_out_where_nothing_can_print(
    root: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "find_spec", lambda name: None if name == "typst" else name)
    look = ["--look", str(ROOT), "--no-full-text", "--no-exports"]
    result = run("build", "--site", str(tmp_path / "site"), *look)
    assert result.exit_code == 0
    assert "thiếu typst: trang dựng ra không có tờ niêm yết" in result.stderr
    assert "niem-yet[documents]" in result.stderr
    assert not (tmp_path / "site" / "niem-yet").exists()


def test_build_with_a_fault_keeps_the_old_site(
    root: Path, build: Callable[[], Result], tmp_path: Path
) -> None:
    build()
    page = tmp_path / "site/thu-tuc/1.000002/index.html"
    before = page.read_bytes()
    edit(root / FILE, "agency: co-quan-2", "agency: co-quan-99")
    result = build()
    assert result.exit_code == 1
    assert "Trang cũ giữ nguyên" in result.stderr
    assert page.read_bytes() == before


def test_a_missing_catalogue_is_told_in_one_line(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 1
    assert "Không có thư mục danh mục" in result.output
    assert "Traceback" not in result.output


def test_a_site_folder_of_somebody_else_is_refused(
    root: Path, build: Callable[[], Result], tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/letter.doc").write_text("x", encoding="utf-8")
    result = build()
    assert result.exit_code == 1
    assert "letter.doc" in result.output
    assert "Traceback" not in result.output


def test_import_of_a_missing_workbook_is_told(tmp_path: Path) -> None:
    words = ["import", str(tmp_path / "none-2026-07.xlsx"), "--into", str(tmp_path / "into")]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert "none-2026-07.xlsx" in result.output
    assert "Traceback" not in result.output


def test_import_of_a_folder_is_told_like_any_bad_workbook(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(tmp_path), "--into", str(tmp_path / "into")])
    assert result.exit_code == 1
    assert "Đây là thư mục" in result.output


@pytest.mark.parametrize(
    ("data", "words"),
    [("1.001193\n".encode("utf-16"), "UTF-8"), (b"# none yet\n", "không có mã nào")],
)
def test_a_list_of_codes_that_cannot_be_used_is_told(
    tmp_path: Path, data: bytes, words: str
) -> None:
    (tmp_path / "codes.txt").write_bytes(data)
    words_given = ["import", "x-2026-07.xlsx", "--into", str(tmp_path / "into")]
    result = CliRunner().invoke(main, [*words_given, "--only-codes", str(tmp_path / "codes.txt")])
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_list_of_codes_written_by_notepad_keeps_its_first_code(tmp_path: Path) -> None:
    (tmp_path / "codes.txt").write_bytes(b"\xef\xbb\xbf1.001193\r\n")
    book = write(tmp_path / "xa-2026-07.xlsx")
    words = ["import", str(book), "--into", str(tmp_path / "into")]
    report = tmp_path / "new" / "report.md"
    words += ["--only-codes", str(tmp_path / "codes.txt"), "--report", str(report)]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert [path.stem for path in (tmp_path / "into/procedures").rglob("*.yml")] == ["1.001193"]
    assert report.exists()


def test_schemas_are_written_into_the_catalogue(root: Path) -> None:
    result = CliRunner().invoke(main, ["schemas", "--catalogue", str(root)])
    assert result.exit_code == 0
    assert list((root / "schemas").glob("*.json"))
