"""The program's rooms stand in the order of the map; none imports from a room that comes after it.

A room is a package of the program or a module beside the packages.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator
from generator.build import PROGRAM

ROOMS = re.findall(r"(?m)^    ([a-z_]+)  ", generator.__doc__ or "")
"""As the program's own docstring names them."""


def imports(path: Path) -> Iterator[str]:
    """The modules that a file names in its imports, wherever they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "generator":
            yield from (f"generator.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def files_of(room: str) -> list[Path]:
    return sorted([*PROGRAM.glob(f"{room}.py"), *(PROGRAM / room).rglob("*.py")])


def rooms_of(path: Path) -> set[str]:
    """The rooms of the program from which the file imports."""
    named = (name.split(".") for name in imports(path))
    return {name[1] for name in named if name[0] == "generator" and len(name) > 1}


def test_the_map_names_every_room_once() -> None:
    found = {path.stem for path in PROGRAM.glob("*.py")} - {"__init__"}
    found |= {path.parent.name for path in PROGRAM.glob("*/__init__.py")}
    assert sorted(ROOMS) == sorted(found), "Name each room in generator/__init__.py, in its place."


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_nothing_from_the_rooms_after_it(room: str) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    against = {path.as_posix(): rooms_of(path) & later for path in files_of(room)}
    assert against
    assert {path: named for path, named in against.items() if named} == {}


def test_an_import_against_the_order_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("from generator.exports import citations\nfrom generator import cli\n", "utf-8")
    assert rooms_of(path) == {"exports", "cli"}
