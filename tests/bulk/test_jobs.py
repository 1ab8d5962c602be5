from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from integplan_pdf.bulk.jobs import chunks, in_order


def slow_square(number: int) -> tuple[int, int]:
    time.sleep(0.02 * (number % 3))
    return number * number, os.getpid()


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def test_chunks_cover_everything_in_order() -> None:
    assert list(chunks(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(chunks([], 3)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    results = list(in_order(slow_square, range(12), jobs))
    assert [square for square, _ in results] == [number * number for number in range(12)]
    assert len({pid for _, pid in results}) == jobs


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_work_raises_is_raised(jobs: int) -> None:
    with pytest.raises(ValueError, match="three"):
        list(in_order(fail_at_three, range(9), jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_tasks_are_not_taken_far_ahead(jobs: int) -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = in_order(fail_at_three, (task for task in tasks() if task != 3), jobs)
    next(results)
    assert taken <= 6
    results.close()  # type: ignore[attr-defined]
