"""Chunks of work over the machine's processors, results in order, memory bounded."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from integplan_pdf.errors import InputError

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2
"""Chunks per process that may wait or lie finished: enough to keep all busy, few enough to bound memory."""

_MOST_ON_WINDOWS = 61
"""Processes that one can wait for at a time there."""


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def in_order(work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """Yield `work(task)` for each task, in the order of the tasks.

    The processes end with this one, however it ends, and leave an interruption from the keyboard to it.

    Args:
        work: a picklable function; what it raises is raised here.
        tasks: picklable values; at most a few more are taken than are done.
        jobs: number of processes; 1 works in this one.

    Raises:
        InputError: the system has ended one of the processes.
    """
    if jobs <= 1:
        yield from map(work, tasks)
        return
    jobs = min(jobs, _MOST_ON_WINDOWS) if os.name == "nt" else jobs
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin) as pool:

        def submit(task: Task) -> Future[Result]:
            with _interruptions_held():
                return pool.submit(work, task)

        try:
            yield from ordered(submit, tasks, jobs * _AHEAD)
        except BrokenProcessPool as error:
            raise _ended_by_the_system() from error


def ordered(submit: Callable[[Task], Future[Result]], tasks: Iterable[Task], ahead: int) -> Iterator[Result]:
    """Yield the results of submitted tasks in the order of the tasks; what is waiting is cancelled if we are left.

    At most `ahead` are submitted and not yet yielded.
    """
    waiting: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            waiting.append(submit(task))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def _interruptions_held() -> Iterator[None]:
    """Keep Ctrl-C waiting; a process that is started meanwhile never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is gone: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _ended_by_the_system() -> InputError:
    return InputError(
        nb="En av prosessene ble avsluttet av systemet, kanskje fordi minnet tok slutt. Det som er ferdig, er ferdig. "
        "Kjør kommandoen på nytt, gjerne med færre prosesser (--jobs).",
        en="The system ended one of the processes, perhaps for want of memory. What is done is done. Run the command "
        "again, with fewer processes if need be (--jobs).",
    )
