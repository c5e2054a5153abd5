"""One run at a time: a lock that the system lets go of when its holder dies.

In: the path of a lock file.  Out: a context that holds it, or a Fault if another run does.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.lock import hold
from generator.signing.faults import Fault


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock while the context lasts."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            hold(handle)
        except OSError:
            raise Fault("busy", "Một lần cập nhật khác đang chạy; lần này bỏ qua.") from None
        yield
    finally:
        os.close(handle)
