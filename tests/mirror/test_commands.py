"""The commands of a mirror as a person or a timer meets them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import COMMANDS, main
from generator.cli.mirror import TEMPORARY
from generator.mirror.origins import fingerprint
from tests.mirror.kit import Server, TestOrigin, write_site
from tests.paths import ROOT


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    from datetime import UTC, datetime

    made = TestOrigin(tmp_path / "origin", now=datetime.now(UTC))
    made.release(write_site(tmp_path / "site1", 1))
    return made


def run(*words: object, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["mirror", *map(str, words)], input=answer)


def test_a_mirror_begins_when_a_person_confirms_the_fingerprint(origin, tmp_path) -> None:
    refused = run("init", origin.folder, tmp_path / "m", answer="n\n")
    assert fingerprint(origin.first_root) in refused.output
    assert refused.exit_code == 1
    assert not (tmp_path / "m").exists()
    assert run("init", origin.folder, tmp_path / "m", answer="y\n").exit_code == 0


def test_a_mirror_of_a_mirror_finds_the_folder_below_the_pages(origin, tmp_path) -> None:
    shown = fingerprint(origin.first_root)
    run("init", origin.folder, tmp_path / "a", "--fingerprint", shown)
    run("sync", tmp_path / "a")
    server = Server(tmp_path / "a" / "current")
    assert run("init", server.address, tmp_path / "b", "--fingerprint", shown).exit_code == 0
    settings = json.loads((tmp_path / "b/settings.json").read_text("utf-8"))
    assert settings["origin"] == f"{server.address}/mirror"
    assert run("sync", tmp_path / "b").exit_code == 0
    found = run("init", tmp_path / "a", tmp_path / "c", "--fingerprint", shown)
    assert found.exit_code == 0, found.output


def test_passing_faults_exit_with_75_and_lasting_ones_with_1(origin, tmp_path) -> None:
    server = Server(origin.folder)
    run("init", server.address, tmp_path / "m", answer="y\n")
    server.answers["metadata/timestamp.json"] = b"<html>"
    refused = run("sync", tmp_path / "m", "--quiet")
    assert refused.exit_code == 1
    assert "html-page" in refused.output
    server.close()
    gone = run("sync", tmp_path / "m", "--quiet")
    assert gone.exit_code == TEMPORARY


def test_a_quiet_run_says_nothing_when_all_is_well(origin, tmp_path) -> None:
    run("init", origin.folder, tmp_path / "m", answer="y\n")
    assert run("sync", tmp_path / "m", "--quiet").output == ""


@pytest.mark.parametrize("command", ["sync", "status", "verify", "serve"])
def test_a_folder_that_is_no_mirror_is_told_apart(tmp_path, command: str) -> None:
    result = run(command, tmp_path)
    assert result.exit_code == 1
    assert "Lỗi [" in result.output


def test_a_folder_with_other_files_is_not_taken_over(origin, tmp_path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "thư.txt").write_text("x")
    result = run("init", origin.folder, tmp_path / "m", answer="y\n")
    assert result.exit_code == 1
    assert "đã có tệp khác" in result.output


def test_a_second_init_changes_the_source_and_keeps_the_trust(origin, tmp_path) -> None:
    run("init", origin.folder, tmp_path / "m", answer="y\n")
    run("sync", tmp_path / "m")
    server = Server(origin.folder)
    run("init", server.address, tmp_path / "m", "--ward", "00256", answer="y\n")
    assert run("sync", tmp_path / "m").exit_code == 0
    assert (tmp_path / "m/current/index.html").exists()


@pytest.mark.parametrize("words", [["init"], ["sync"], ["verify"], ["status"], ["rollback"]])
def test_every_command_explains_itself(words: list[str]) -> None:
    assert run(*words, "--help").exit_code == 0


def test_the_program_starts_without_the_site_generator() -> None:
    script = (
        "import sys\n"
        "for name in ('msgspec', 'mkdocs', 'jinja2', 'yaml', 'cryptography'):\n"
        "    sys.modules[name] = None\n"
        "from generator.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    wanted = dict(re.findall(r"^  (\w+) .*niem-yet\[(\w+)\]", done.stdout, flags=re.M))
    origin = dict.fromkeys(("keys", "release", "upload"), "origin")
    assert wanted == {name: "site" for name in COMMANDS if name[:6] != "mirror"} | origin
