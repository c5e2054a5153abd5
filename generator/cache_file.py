"""Files of the cache: put in their place whole, and used only if not a byte of them has changed.

In: bytes under a path.  Out: the same bytes, or None.  A cache may be cut short by a full disk, or
hold zeros after a power failure: what it says then must be made anew, not published.
"""

import os
from pathlib import Path
from zlib import crc32

from generator.findings import ExpectedFault

_SEAL = 4
"""Bytes of the checksum that ends every file."""


class CacheError(ExpectedFault):
    """What the cache holds is damaged; the message says what to do."""


def discarded(index: Path) -> CacheError:
    """The fault to raise where what this index names is damaged; the index is gone then."""
    index.unlink(missing_ok=True)
    return CacheError(f"Bộ nhớ tạm ở {index.parent} bị hỏng nên đã bỏ đi. Hãy chạy lại lệnh này.")


def write(path: Path, content: bytes) -> None:
    """Put the content there; whoever reads meanwhile finds the old one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.write(crc32(content).to_bytes(_SEAL))
    draft.replace(path)


def read(path: Path) -> bytes | None:
    """The content, or None where there is none or it is not what was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    content = data[:-_SEAL]
    return content if crc32(content).to_bytes(_SEAL) == data[-_SEAL:] else None
