"""One run at a time: a lock that the system lets go of when its holder dies.

In: the path of a lock file.  Out: a context that holds it, or a Fault if another run does.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.signing.faults import Fault


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock while the context lasts."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _hold(handle)
        except OSError:
            raise Fault("busy", "Một lần cập nhật khác đang chạy; lần này bỏ qua.") from None
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
