"""Files from outside are opened in worker processes that can be stopped, so that no file stops a run.

A worker is reused from file to file. One that takes too long, uses too much memory or crashes is ended, which is
an answer (`Died`) like any other, and a fresh one takes its place.
"""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from integplan_pdf.bulk.limits import Died, Limits
from integplan_pdf.bulk.process import Worker

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2
"""Files per worker that may wait or lie finished."""


class Guard:
    """Worker processes for files from outside; used with `with`.

    Args:
        limits: what each file may cost.
        jobs: how many workers there are at most; they are started when they are needed.
    """

    def __init__(self, limits: Limits, jobs: int = 1) -> None:
        self._limits, self._jobs = limits, max(1, jobs)
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self._idle.empty():
            self._idle.get().close()

    def call(self, work: Callable[[Task], Result], task: Task) -> Result | Died:
        """Return `work(task)`, worked out by a worker, or why there is no answer.

        Args:
            work: a function of a module; an IntegplanError that it raises is raised here.
            task: a picklable value.
        """
        worker = Worker(self._limits) if self._idle.empty() else self._idle.get()
        try:
            return worker.call(work, task)
        finally:
            if worker.usable:
                self._idle.put(worker)
            else:
                worker.close()

    def in_order(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result | Died]:
        """Yield `call(work, task)` for each task, in the order of the tasks; few more are taken than are done."""
        waiting: deque[Future[Result | Died]] = deque()
        with ThreadPoolExecutor(self._jobs, thread_name_prefix="guarded") as threads:
            try:
                for task in tasks:
                    waiting.append(threads.submit(self.call, work, task))
                    if len(waiting) >= self._jobs * _AHEAD:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()


def guarded_in_order(
    work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int, limits: Limits
) -> Iterator[Result | Died]:
    """Yield `work(task)` for each task, in order, each worked out by one of `jobs` workers within `limits`."""
    with Guard(limits, jobs) as guard:
        yield from guard.in_order(work, tasks)


def guarded(work: Callable[[Task], Result], task: Task, limits: Limits) -> Result | Died:
    """Return `work(task)`, worked out by a worker of its own within `limits`, or why there is no answer."""
    with Guard(limits) as guard:
        return guard.call(work, task)
