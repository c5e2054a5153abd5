"""The ZIP package of a Word or Excel file, opened with care.

In: the bytes of the file.  Out: its parts by name, or what is dangerous in the package itself.
"""

import stat
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.inspection.danger import Danger

MOST_PARTS = 2_000
MOST_UNPACKED = 50_000_000
MOST_RATIO = 200
_RATIO_FROM = 1_000_000
"""Small parts may be packed tightly; a bomb is large."""


class Unreadable(Exception):
    """The package cannot be read safely; ``dangers`` says why."""

    def __init__(self, *dangers: Danger) -> None:
        super().__init__(*dangers)
        self.dangers = dangers


def parts(data: bytes) -> dict[str, bytes]:
    """Name -> content of every part; raises ``Unreadable`` for a package with tricks."""
    if not data.startswith(b"PK\x03\x04"):
        raise Unreadable(Danger("type", "Nội dung không phải tệp Word hoặc Excel như đuôi tệp."))
    try:
        with ZipFile(BytesIO(data)) as package:
            found = [*_of_names(package.infolist()), *_of_size(package.infolist())]
            if found:
                raise Unreadable(*found)
            return _read(package)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(Danger("broken", "Tệp nén hỏng hoặc nén theo cách lạ.")) from error


def _of_names(entries: list[ZipInfo]) -> Iterator[Danger]:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _strange(name):
            yield Danger("path", f"Đường dẫn bên trong tệp không an toàn: {name[:80]!r}.")
        if name.lower() in seen:
            yield Danger("path", f"Hai phần của tệp cùng tên: {name[:80]!r}.")
        seen.add(name.lower())
        if entry.flag_bits & 1:
            yield Danger("encryption", "Có phần bị mã hóa nên không kiểm tra được.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield Danger("path", f"Có liên kết tượng trưng: {name[:80]!r}.")


def _strange(name: str) -> bool:
    steps = name.split("/")
    return (
        name.startswith("/")
        or ".." in steps
        or any(sign in name for sign in "\\:\0")
        or not name.isprintable()
    )


def _of_size(entries: list[ZipInfo]) -> Iterator[Danger]:
    if len(entries) > MOST_PARTS:
        yield Danger("bomb", f"Tệp có {len(entries)} phần, quá {MOST_PARTS}.")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        yield Danger("bomb", "Tệp giải nén ra quá lớn (bom nén).")
    for entry in entries:
        if entry.file_size > max(_RATIO_FROM, MOST_RATIO * entry.compress_size):
            yield Danger("bomb", "Có phần nén bất thường (bom nén).")


def _read(package: ZipFile) -> dict[str, bytes]:
    """All parts; the sizes that the package states are not believed."""
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in package.infolist():
        with package.open(entry) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Unreadable(Danger("bomb", "Tệp giải nén ra quá lớn (bom nén)."))
        found[entry.filename] = content
    return found
