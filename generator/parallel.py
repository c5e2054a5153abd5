"""Work shared among forked processes: jobs go in, their results come out in the same order.

A child inherits all that its parent knows at the fork, so that nothing is sent to it; only its
result comes back through a pipe.  Where the system cannot fork, or for one worker, jobs run here.
"""

import gc
import os
import pickle
import traceback
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from generator.findings import ExpectedFault

T = TypeVar("T")
R = TypeVar("R")


class WorkerError(RuntimeError):
    """A worker raised what its job did not expect; the text is its traceback."""


class WorkerLost(ExpectedFault):
    """A worker was killed, by the system or by somebody."""


def shards(items: Sequence[T], count: int) -> list[Sequence[T]]:
    """The items cut into at most ``count`` runs of nearly one size, none empty."""
    size = -(-len(items) // count) if items else 1
    return [items[start : start + size] for start in range(0, len(items), size)]


def run(
    jobs: Sequence[Callable[[], T]], meanwhile: Callable[[], R], fork: bool = True
) -> tuple[list[T], R]:
    """The jobs' results, and that of ``meanwhile``, which runs in this process at the same time."""
    if not (fork and jobs and hasattr(os, "fork")):
        return [job() for job in jobs], meanwhile()
    children: list[tuple[int, int]] = []
    # What lives now lives on: a search for garbage would copy its memory into every process.
    gc.freeze()
    for job in jobs:
        children.append(_start(job, [pipe for _, pipe in children]))
    try:
        other = meanwhile()
    except BaseException:
        for child in children:
            _collect(*child)
        raise
    # All of them have ended before the first fault is told: none goes on writing after that.
    said = [_collect(*child) for child in children]
    return [_result(data) for data in said], other


def _start(job: Callable[[], object], inherited: Sequence[int]) -> tuple[int, int]:
    """Fork a child for the job; it closes the pipes of the children before it."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write_end)
        return pid, read_end
    status = 1
    try:
        for end in (*inherited, read_end):
            os.close(end)
        with os.fdopen(write_end, "wb") as pipe:
            pickle.dump(_outcome(job), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        # Not sys.exit: the parent's open files and handlers are not the child's to flush.
        os._exit(status)


def _outcome(job: Callable[[], object]) -> tuple[bool, object]:
    try:
        return True, job()
    except (ExpectedFault, OSError) as fault:
        return False, fault
    except BaseException:
        return False, traceback.format_exc()


def _collect(pid: int, read_end: int) -> bytes:
    """What the child said; nothing where it did not come to its end."""
    with os.fdopen(read_end, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(pid, 0)
    return b"" if status else data


def _result(data: bytes) -> Any:
    if not data:
        raise WorkerLost(
            "Một tiến trình con bị dừng giữa chừng (có thể máy hết bộ nhớ). "
            "Hãy chạy lại, với --workers 1 nếu vẫn vậy."
        )
    done, value = pickle.loads(data)
    if done:
        return value
    if isinstance(value, Exception):
        raise value
    raise WorkerError(value)
