"""Names of files that are safe on every system a mirror may run on.

In: a path from a manifest.  Out: nothing, or a Fault.  The same manifest must be good on Linux,
Windows, a FAT stick and plain FTP, so the rules do not depend on the machine that asks.  Letters
are ASCII: that alone rules out control and bidi characters and Unicode collisions.
"""

import re
from collections.abc import Iterable

from generator.signing.faults import Fault

LONGEST_PATH = 180
"""Windows allows 260 with the folder in front of it."""
OWN_FOLDER = "mirror"
"""Beside the pages every mirror keeps its own status there; no edition may bring such a folder."""

_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+=@-]*", re.ASCII)
_DEVICE = re.compile(
    r"(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE
)


def check_path(path: str) -> str:
    """The path itself if every system can hold it as it is."""
    if not path or len(path) > LONGEST_PATH:
        raise Fault("name", f"Đường dẫn rỗng hoặc dài quá {LONGEST_PATH} ký tự: {path[:60]!a}.")
    segments = path.split("/")
    for segment in segments:
        if not _SEGMENT.fullmatch(segment) or segment.endswith(".") or _DEVICE.fullmatch(segment):
            raise Fault("name", f"Tên tệp không an toàn: {segment[:60]!a} trong {path[:80]!a}.")
    if segments[0].casefold() == OWN_FOLDER:
        raise Fault("name", f"Thư mục “{OWN_FOLDER}” dành cho máy chủ phường: {path!a}.")
    return path


def check_together(paths: Iterable[str]) -> None:
    """Refuse paths that collide where case does not count, or where a file is also a folder."""
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        _claim(files, path)
        parent = path.rpartition("/")[0]
        while parent and folders.get(parent.casefold()) != parent:
            _claim(folders, parent)
            parent = parent.rpartition("/")[0]
    for folded in files.keys() & folders.keys():
        raise Fault("name", f"{files[folded]!a} vừa là tệp vừa là thư mục.")


def _claim(names: dict[str, str], name: str) -> None:
    other = names.setdefault(name.casefold(), name)
    if other != name:
        raise Fault("name", f"Hai tên chỉ khác nhau chữ hoa chữ thường: {other!a} và {name!a}.")
