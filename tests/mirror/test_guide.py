"""The guide for wards: every command in it is one that the program has, with those options."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import main
from tests.paths import ROOT

GUIDES = ("content/huong-dan/may-chu-phuong.md", "README.md", "content/huong-dan/phuong.md")
WARDS = GUIDES[0]
COMMANDS = "|".join(main.list_commands(click.Context(main)))
CALL = re.compile(rf"(?:\S*[/\\])?niemyet(?:\.exe)? +((?:{COMMANDS})\b.*)")


def texts(guide: str) -> Iterator[str]:
    """Lines of code, continued ones as one, and code within sentences."""
    text = (ROOT / guide).read_text("utf-8")
    for block in re.findall(r"(?:^ {4,}.*\n)+|^```\n(?:.*\n)*?```", text, flags=re.M):
        yield from re.sub(r"\s*[\\^]\n\s*", " ", block).splitlines()
    yield from re.findall(r"`([^`\n]+)`", text)


def calls(guide: str) -> list[str]:
    found = [match[1] for text in texts(guide) if (match := CALL.search(text))]
    return sorted({call.partition("#")[0].strip() for call in found})


ALL = [(guide, call) for guide in GUIDES for call in calls(guide)]


def split(call: str) -> list[str]:
    """The words; a path of Windows keeps its backslashes, a closing quote of schtasks goes."""
    if call.count('"') % 2:
        call = call.replace('"', "")
    return shlex.split(call.replace("\\", "\\\\"))


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and what is left of them."""
    command: click.Command = main
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(click.Context(command), name)
        assert found is not None, f"there is no command {name!r}"
        command = found
    return command, words


@pytest.mark.parametrize(("guide", "call"), ALL)
def test_a_command_in_a_guide_is_one_that_the_program_has(guide: str, call: str) -> None:
    words = [word for word in split(call) if word != "…"]
    if words[-1] in ("keys", "mirror", "mirrors"):
        words.append("--help")
        assert main.get_command(click.Context(main), words[0]) is not None
        return
    command, left = command_of(words)
    elided = "…" in call
    options, rest, _ = command.make_parser(click.Context(command)).parse_args(list(left))
    assert rest == [] or elided, f"too many words: {rest}"
    named = bool(left)
    for parameter in command.params:
        if named and not elided and parameter.required and parameter.name is not None:
            given = options.get(parameter.name)
            assert given not in (None, ()), f"{parameter.name} is wanted"
    for parameter in command.params:
        value = options.get(str(parameter.name))
        if isinstance(parameter.type, click.IntRange) and isinstance(value, str):
            parameter.type.convert(value, parameter, None)


NEEDED = (
    "mirror init",
    "mirror sync",
    "mirror verify",
    "mirror status",
    "mirror rollback",
    "mirror bundle",
    "mirror serve",
    "mirrors check",
    "keys new",
    "keys card",
)


@pytest.mark.parametrize("name", NEEDED)
def test_the_guide_of_wards_shows_every_command_that_a_ward_has(name: str) -> None:
    assert any(call.startswith(name) for call in calls(WARDS)), name


SUBJECTS = {
    "cron": r"17 \*/2 \* \* \*  /usr/local/bin/niemyet",
    "systemd service": r"ExecStart=/usr/local/bin/niemyet mirror sync",
    "systemd timer": r"OnCalendar=",
    "Windows": r"schtasks /Create",
    "nginx": r"server_name",
    "Apache": r"<VirtualHost",
    "Caddy": r"handle_errors",
    "plain FTP": r"lftp -e",
    "another mirror": r"/mirror/ \{ alias",
    "USB": r"/media/usb",
    "minisign": r"minisign -Vm SHA256SUMS",
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_guide_of_wards_speaks_of(subject: str) -> None:
    assert re.search(SUBJECTS[subject], (ROOT / WARDS).read_text("utf-8"))


def test_the_guide_explains_every_code_of_a_fault_that_a_ward_meets() -> None:
    from typing import get_args

    from generator.signing.faults import Code

    text = (ROOT / WARDS).read_text("utf-8")
    table = text.partition("## Khi có lỗi")[2].partition("##")[0]
    told = set(re.findall(r"`([a-z-]+)`", table))
    of_the_origin = {"key", "changed-here"}
    assert set(get_args(Code)) - of_the_origin <= told


def test_commands_are_found_where_they_stand() -> None:
    """The finder itself: in blocks, in tables, in sentences, over two lines."""
    found = calls(WARDS)
    assert 'mirror sync D:\\niemyet --quiet"' in found
    assert "mirror verify THƯ-MỤC" in found
    assert len(found) >= 15
    assert Path(ROOT / WARDS).read_text("utf-8").count("niemyet mirror") >= 15
