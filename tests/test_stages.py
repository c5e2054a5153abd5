"""The program's rooms stand in one order; none imports from a room that comes after it.

A room is a package of the program or a module beside the packages.
"""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
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


def room_of(path: Path) -> str:
    return path.relative_to(PROGRAM).with_suffix("").parts[0]


def rooms_of(path: Path) -> set[str]:
    """The other rooms of the program from which the file imports."""
    named = (name.split(".") for name in imports(path))
    return {name[1] for name in named if name[0] == "generator" and len(name) > 1} - {room_of(path)}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_nothing_from_the_rooms_after_it(room: str) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    paths = sorted((PROGRAM / room).rglob("*.py"))
    assert paths
    against = {path.relative_to(PROGRAM).as_posix(): rooms_of(path) & later for path in paths}
    assert {path: named for path, named in against.items() if named} == {}


def test_no_way_through_the_rooms_leads_back_to_its_start() -> None:
    before: dict[str, set[str]] = {}
    for path in PROGRAM.rglob("*.py"):
        before.setdefault(room_of(path), set()).update(rooms_of(path))
    order = list(TopologicalSorter(before).static_order())
    assert order.index("load") < order.index("folder") < order.index("build") < order.index("cli")


def test_an_import_against_the_order_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("from generator.exports import citations\nfrom generator import cli\n", "utf-8")
    assert list(imports(path)) == ["generator.exports", "generator.cli"]
