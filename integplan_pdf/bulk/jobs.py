"""Chunks of work over the machine's processors, results in order, memory bounded."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2
"""Chunks per process that may wait or lie finished: enough to keep all busy, few enough to bound memory."""


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def chunks(items: Iterable[Task], size: int) -> Iterator[list[Task]]:
    """Yield lists of at most `size` items, taking them one list at a time."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def in_order(work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """Yield `work(task)` for each task, in the order of the tasks.

    Args:
        work: a picklable function; what it raises is raised here.
        tasks: picklable values; at most a few more are taken than are done.
        jobs: number of processes; 1 works in this one.
    """
    if jobs <= 1:
        yield from map(work, tasks)
        return
    waiting: deque[Future[Result]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            for task in tasks:
                waiting.append(pool.submit(work, task))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
