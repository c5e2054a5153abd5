"""Processes measured from outside: how long they run, how much memory their whole tree holds.

In: a command line.  Out: seconds of wall time, or bytes.  Every process started here is ended here.
"""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Command = Sequence[str]
LIMIT_SECONDS = 1800.0
SAMPLE_SECONDS = 0.02


class BenchError(Exception):
    """A measured program failed; the text holds the end of what it said."""


def seconds(command: Command, folder: Path, limit: float = LIMIT_SECONDS) -> float:
    """The wall time of the command from its start to its end, after earlier writes are on disk."""
    os.sync()
    with _started(command, folder) as (process, log):
        began = time.perf_counter()
        # A plain wait, since one with a time limit polls, up to 50 ms too late.
        alarm = threading.Timer(limit, process.kill)
        alarm.start()
        process.wait()
        taken = time.perf_counter() - began
        alarm.cancel()
    _succeed(process, command, log)
    return taken


def memory(command: Command, folder: Path, limit: float = LIMIT_SECONDS) -> int:
    """The most bytes that the command's processes hold together (sum of PSS: shared pages once).

    Sampling costs time, so a run that is measured for memory is not timed.
    """
    peak = 0
    with _started(command, folder) as (process, log):
        end = time.perf_counter() + limit
        while process.poll() is None and time.perf_counter() < end:
            peak = max(peak, sum(_held(pid) for pid in _tree(process.pid)))
            time.sleep(SAMPLE_SECONDS)
    _succeed(process, command, log)
    return peak


@contextlib.contextmanager
def running(command: Command, folder: Path) -> Iterator[Callable[[], str]]:
    """A server or watcher, ended with its children on leaving; yields what it has said so far."""
    with _started(command, folder) as (process, log):

        def said() -> str:
            if process.poll() is not None:
                _succeed(process, command, log, ended=True)
            return log.read_text(encoding="utf-8", errors="replace")

        yield said


def until(true: Callable[[], bool], limit: float, pause: float = 0.002) -> float:
    """Seconds until the condition holds; BenchError when it does not in time."""
    began = time.perf_counter()
    while not true():
        if time.perf_counter() - began > limit:
            raise BenchError(f"not current after {limit:.0f} s")
        time.sleep(pause)
    return time.perf_counter() - began


@contextlib.contextmanager
def _started(command: Command, folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process, log
    finally:
        _end(process)


def alone(task: Callable[[int], None], counts: Sequence[int]) -> None:
    """The task for each count in a process of its own, so that none has another's memory."""
    for count in counts:
        process = multiprocessing.get_context("spawn").Process(target=task, args=(count,))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)


def verdict(target: float | None, taken: float) -> str:
    """Whether the seconds are within the target, where there is one."""
    if target is None:
        return ""
    return f"  target {target:.0f} s: {'ok' if taken <= target else 'MISSED'}"


def _environment() -> dict[str, str]:
    """Ours, but Python keeps its compiled modules, as it does for whoever installs a program."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End what is left of the process and its children: they share the session it began."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(3)
            if sign == signal.SIGKILL:
                return


def _succeed(
    process: "subprocess.Popen[bytes]", command: Command, log: Path, ended: bool = False
) -> None:
    if process.returncode or ended:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise BenchError(f"{' '.join(command)[:200]}\nended with {process.returncode}:\n{said}")


def _tree(root: int) -> list[int]:
    """The process and all its descendants that still live."""
    found, left = [], [root]
    while left:
        pid = left.pop()
        found.append(pid)
        for task in _listed(Path(f"/proc/{pid}/task")):
            with contextlib.suppress(OSError):
                left += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split())
    return found


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _held(pid: int) -> int:
    """Proportional set size in bytes; 0 of a process that is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    sizes = [line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")]
    return int(sizes[0]) * 1024 if sizes else 0
