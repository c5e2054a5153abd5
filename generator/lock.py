"""One at a time: a lock that the system lets go of when its last holder dies.

In: the path of a lock file.  Out: a context that holds it.  Processes forked meanwhile hold it
too, so that what a killed program has left running is still waited for.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_PAUSE_SECONDS = 0.1

if sys.platform == "win32":
    import msvcrt

    def hold(handle: int) -> None:
        """Hold the lock of this open file, or OSError where somebody else does."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def hold(handle: int) -> None:
        """Hold the lock of this open file, or OSError where somebody else does."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def in_turn(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock while the context lasts; ``waiting`` is told while somebody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        while not _held(handle):
            waiting()
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(handle)


def _held(handle: int) -> bool:
    try:
        hold(handle)
    except OSError as fault:
        if fault.errno not in _HELD:
            raise
        return False
    return True
