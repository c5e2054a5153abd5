"""Jobs give their results in order, from one process or several."""

import os
from functools import partial

import pytest

from generator import parallel
from generator.findings import ExpectedFault


@pytest.mark.parametrize("fork", [True, False])
def test_results_come_in_the_order_of_the_jobs(fork: bool) -> None:
    jobs = [partial(pow, 2, exponent) for exponent in range(5)]
    assert parallel.run(jobs, lambda: "meanwhile", fork) == ([1, 2, 4, 8, 16], "meanwhile")


def test_a_large_result_does_not_block() -> None:
    results, _ = parallel.run([lambda: b"x" * 5_000_000] * 2, lambda: None)
    assert [len(result) for result in results] == [5_000_000] * 2


def test_what_a_job_raises_is_told_with_its_traceback() -> None:
    with pytest.raises(parallel.WorkerError, match="ZeroDivisionError"):
        parallel.run([lambda: 1 // 0], lambda: None)


def raise_expected_fault() -> None:
    raise ExpectedFault("hãy sửa tệp này")


def test_an_expected_fault_stays_one() -> None:
    with pytest.raises(ExpectedFault, match="hãy sửa tệp này"):
        parallel.run([raise_expected_fault], lambda: None)


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(parallel.WorkerLost, match="dừng giữa chừng"):
        parallel.run([lambda: os.kill(os.getpid(), 9)], lambda: None)


def test_no_child_is_left_when_the_parents_work_fails() -> None:
    with pytest.raises(KeyError):
        parallel.run([lambda: 1], lambda: {}["missing"])
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize(("count", "sizes"), [(1, [7]), (2, [4, 3]), (3, [3, 3, 1]), (9, [1] * 7)])
def test_shards_hold_every_item_once(count: int, sizes: list[int]) -> None:
    parts = parallel.shards(range(7), count)
    assert [len(part) for part in parts] == sizes
    assert [item for part in parts for item in part] == list(range(7))


def test_no_items_make_no_shards() -> None:
    assert parallel.shards([], 2) == []
