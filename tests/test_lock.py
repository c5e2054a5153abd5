"""Of several programs that want the same lock, one goes on at a time."""

import os
import time
from pathlib import Path

import pytest

from generator import lock, parallel
from generator.build import building, load_catalogue
from tests import corpus_catalogue


class _StillHeldError(Exception):
    """Raised instead of waiting."""


def stop() -> None:
    raise _StillHeldError


def test_whoever_comes_second_is_told_that_it_waits(tmp_path: Path) -> None:
    with (
        lock.in_turn(tmp_path / "lock"),
        pytest.raises(_StillHeldError),
        lock.in_turn(tmp_path / "lock", stop),
    ):
        pass


def test_afterwards_the_lock_is_free(tmp_path: Path) -> None:
    for _ in range(2):
        with lock.in_turn(tmp_path / "lock", stop):
            pass


def test_two_programs_never_hold_it_together(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def work() -> None:
        for _ in range(5):
            with lock.in_turn(tmp_path / "lock"), log.open("a") as lines:
                lines.write(f"{os.getpid()} in\n")
                lines.flush()
                time.sleep(0.001)
                lines.write(f"{os.getpid()} out\n")

    parallel.run([work, work], work)
    said = [line.split() for line in log.read_text().splitlines()]
    pairs = list(zip(said[::2], said[1::2], strict=True))
    assert len(pairs) == 15
    assert all((one[0], "in", "out") == (two[0], one[1], two[1]) for one, two in pairs)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_a_killed_program_left_running_is_waited_for(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    parent = os.fork()
    if not parent:
        held = lock.in_turn(tmp_path / "lock")
        held.__enter__()
        if not os.fork():
            os.close(write_end)
            time.sleep(0.3)
            os._exit(0)
        os.write(write_end, b"x")
        os.kill(os.getpid(), 9)
    os.read(read_end, 1)
    os.waitpid(parent, 0)
    with pytest.raises(_StillHeldError), lock.in_turn(tmp_path / "lock", stop):
        pass
    with lock.in_turn(tmp_path / "lock"):
        pass


def test_a_check_does_not_wait_for_a_build(tmp_path: Path) -> None:
    root = corpus_catalogue.write(tmp_path / "catalogue")
    with building(tmp_path / "cache"):
        assert load_catalogue(root, tmp_path / "cache").catalogue
