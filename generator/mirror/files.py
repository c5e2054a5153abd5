"""Small files written so that a power cut leaves either the old one or the new one.

In: a path and bytes.  Out: nothing; full disks and read-only folders become Faults elsewhere.
"""

import errno
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.signing.faults import Fault

FEW = 200
TRIES, PAUSE = 20, 0.1
"""How often, and after how many seconds, what a reader holds open is tried again on Windows."""


def write_safely(path: Path, data: bytes) -> None:
    """Replace the file at once, its bytes on the disk first; see ``write_lasting`` for its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(0o644)
        _replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _replace(draft: str, path: Path) -> None:
    """Put the draft in its place; Windows refuses while a reader has the old file open."""
    for _ in range(TRIES - 1 if os.name == "nt" else 0):
        try:
            os.replace(draft, path)
            return
        except PermissionError:
            time.sleep(PAUSE)
    os.replace(draft, path)


def write_lasting(path: Path, data: bytes) -> None:
    """Replace the file at once, and return when no power cut can bring the old one back."""
    write_safely(path, data)
    flush([path.parent])


def flush(paths: Sequence[Path]) -> None:
    """Have these files and folders on the disk: one by one if they are few, else all of it.

    A folder's list of names is written apart from the files.  Asking for everything waits for
    other programs' writing too.  Windows lets nobody flush a folder; NTFS keeps those in order.
    """
    if len(paths) > FEW and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        if os.name == "nt" and path.is_dir():
            continue
        handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def faults_of_the_disk(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into a Fault that says what to do."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Fault(
                "disk-full", f"Hết chỗ trên đĩa chứa {folder}; bản đang phục vụ giữ nguyên."
            ) from fault
        if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Fault(
                "read-only",
                f"Không được ghi vào {fault.filename or folder}; bản đang phục vụ giữ nguyên. Hãy "
                "chạy bằng tài khoản sở hữu thư mục.",
            ) from fault
        raise
