"""Chunks of work over the machine's processors, results in order, memory bounded."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self, TypeVar

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


class Processes:
    """Processes beside this one, for chunks of work; a context manager.

    They end with this one, however it ends, and leave an interruption from the keyboard to it.

    Args:
        jobs: number of processes.
        ready: a picklable function that each process is asked for first.
        modules: names of what they need, imported once for all where the system can.
    """

    def __init__(self, jobs: int, ready: Callable[[], object], modules: Sequence[str] = ()) -> None:
        self._jobs = min(jobs, _MOST_ON_WINDOWS) if os.name == "nt" else jobs
        self._ready, self._modules = ready, modules
        self._pool: ProcessPoolExecutor | None = None
        self._getting_ready: list[Future[object]] = []

    @property
    def begun(self) -> bool:
        """Whether they have been started."""
        return self._pool is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def begin(self) -> ProcessPoolExecutor:
        """Start the processes, if they are not, and return without waiting for them to be ready."""
        if self._pool is None:
            context = _context(self._modules)
            self._pool = ProcessPoolExecutor(self._jobs, context, initializer=_begin)
            with _interruptions_held():
                self._getting_ready = [self._pool.submit(self._ready) for _ in range(self._jobs)]
        return self._pool

    def wait(self) -> None:
        """Return when one of the processes is ready.

        Raises:
            InputError: the system has ended one of the processes. Whatever `ready` raises.
        """
        self.begin()
        try:
            self._getting_ready[0].result()
        except BrokenProcessPool as error:
            raise _ended_by_the_system() from error

    def in_order(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield `work(task)` for each task, in the order of the tasks.

        Args:
            work: a picklable function; what it raises is raised here.
            tasks: picklable values; at most a few more are taken than are done.

        Raises:
            InputError: the system has ended one of the processes.
        """
        try:
            yield from ordered(partial(self._submit, work), tasks, self._jobs * _AHEAD)
        except BrokenProcessPool as error:
            raise _ended_by_the_system() from error

    def _submit(self, work: Callable[[Task], Result], task: Task) -> Future[Result]:
        pool = self.begin()
        with _interruptions_held():
            return pool.submit(work, task)


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


def _context(modules: Sequence[str]) -> BaseContext:
    """Return how processes are started: forked from one that has imported what they need, else from nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *modules])
    with _interruptions_ignored():
        forkserver.ensure_running()
    return context


@contextmanager
def _interruptions_ignored() -> Iterator[None]:
    """Be deaf to Ctrl-C for a moment; a process that is started meanwhile stays so, and so do those forked from it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
