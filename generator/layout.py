"""Which files of a catalogue folder are read; what else lies there is told, never overlooked.

In: the catalogue's folder.  Out: ``Layout``: paths by kind, and a flaw for each thing not read.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator import form_definitions, official_files
from generator.load import Flaw, unreadable
from generator.located import Located
from generator.shared_files import FILES, FOLDERS, Kind

FORM_FOLDERS = (form_definitions.DEFINITIONS, form_definitions.SAMPLES, official_files.FOLDER)
OTHERS_READ = {"schemas", "imports", "editions", "results"}
"""Folders of a catalogue that are read elsewhere, or only written."""


class Layout(msgspec.Struct):
    """Paths of a catalogue folder, relative to it and sorted."""

    shared: list[tuple[str, Kind]]
    procedures: list[str]
    forms: list[str]
    located: list[Located]


def scan(root: Path) -> Layout:
    """The layout of the folder."""
    layout = Layout([], [], [], [])
    for name, is_folder in _entries(root, "", layout):
        if name in FILES and not is_folder:
            layout.shared.append((name, FILES[name]))
        elif name in FOLDERS:
            layout.shared += [(path, FOLDERS[name]) for path in _yaml_below(root, name, layout)]
        elif name == "procedures":
            layout.procedures += _procedures(root, layout)
        elif not (is_folder and name in OTHERS_READ):
            _strange(name, is_folder, layout)
    for folder in FORM_FOLDERS:
        if (root / folder).is_dir():
            layout.forms += _yaml_below(root, folder, layout)
    return layout


def _procedures(root: Path, layout: Layout) -> Iterator[str]:
    """The procedures stand one folder down, under their fields."""
    for path, is_folder in _entries(root, "procedures", layout):
        if is_folder:
            yield from _yaml_below(root, path, layout)
        else:
            _strange(path, is_folder, layout)


def _yaml_below(root: Path, folder: str, layout: Layout) -> Iterator[str]:
    """The .yml files of a folder; the official files beside theirs are looked at elsewhere."""
    for path, is_folder in _entries(root, folder, layout):
        if path.endswith(".yml") and not is_folder:
            yield path
        elif path not in FORM_FOLDERS and folder != official_files.FOLDER:
            _strange(path, is_folder, layout)


def _entries(root: Path, folder: str, layout: Layout) -> Iterator[tuple[str, bool]]:
    """Path and whether it is a folder, sorted; what is neither file nor folder becomes a flaw."""
    before = f"{folder}/" if folder else ""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as error:
        layout.located.append(Located(folder, unreadable(error)))
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        try:
            name.encode()
            is_file, is_folder = entry.is_file(), entry.is_dir()
        except (OSError, UnicodeEncodeError):
            is_file = is_folder = False
        if is_file or is_folder:
            yield before + name, is_folder
        else:
            shown = name.encode(errors="replace").decode()
            layout.located.append(Located(before + shown, _no_file()))


def _strange(path: str, is_folder: bool, layout: Layout) -> None:
    flaw = Flaw(
        what="Tệp hoặc thư mục này không thuộc danh mục nên không được đọc.",
        repair="Đổi tên thành .yml và đặt đúng chỗ, hoặc chuyển ra ngoài danh mục.",
        rule="catalogue/strange-file",
        severity="warning",
    )
    layout.located.append(Located(f"{path}/" if is_folder else path, flaw))


def _no_file() -> Flaw:
    return Flaw(
        what="Đây là liên kết hỏng hoặc tệp đặc biệt, hoặc tên tệp không phải UTF-8.",
        repair="Thay bằng tệp thường, tên chỉ gồm chữ, số, dấu chấm và gạch nối.",
        rule="form/unreadable",
    )
