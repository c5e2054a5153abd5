"""The program's rooms stand in one order; none imports from a room that comes after it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build import PROGRAM

ROOMS = ("check", "editions", "views", "documents", "exports", "search", "signing", "mirror", "cli")
"""Packages of the program in the order in which data flows."""


def imports(path: Path) -> Iterator[str]:
    """The modules that a file names in its imports, wherever they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "generator":
            yield from (f"generator.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def rooms_of(room: str) -> dict[str, set[str]]:
    """Each module of the room, and the rooms from which it imports."""
    return {
        path.relative_to(PROGRAM).as_posix(): {
            part[1] for name in imports(path) if len(part := name.split(".")) > 1
        }
        for path in sorted((PROGRAM / room).rglob("*.py"))
    }


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_nothing_from_the_rooms_after_it(room: str) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    found = rooms_of(room)
    assert found
    assert {path: named & later for path, named in found.items() if named & later} == {}


def test_an_import_against_the_order_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("from generator.exports import citations\nfrom generator import cli\n", "utf-8")
    assert list(imports(path)) == ["generator.exports", "generator.cli"]
