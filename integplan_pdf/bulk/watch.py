"""Watching over worker processes: one thread ends those that work too long or hold too much."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from integplan_pdf.bulk.limits import Died, Reason

_POLL = 0.05
_GRACE = 5.0


class Watched:
    """A worker process with its pipes, which may work only within `until`."""

    def __init__(self, process: subprocess.Popen[bytes], memory: int) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("a worker is spoken to through pipes")
        self.process, self._memory = process, memory
        self.requests, self.answers = process.stdin, process.stdout
        self._lock = threading.Lock()
        self._deadline: float | None = None
        self._reason: Reason | None = None

    @contextmanager
    def until(self, seconds: float) -> Iterator[None]:
        """Let the process work for so long at most; it is ended if it is not done by then."""
        self._deadline = time.monotonic() + seconds
        _watch(self)
        try:
            yield
        finally:
            with self._lock:
                self._deadline = None

    def look(self) -> bool:
        """End the process if it has gone too far; return whether it is still at work."""
        with self._lock:
            if self._deadline is None:
                return False
            if time.monotonic() > self._deadline:
                self._kill(Reason.TIME)
            elif sys.platform != "linux" and self._holds() > self._memory:
                self._kill(Reason.MEMORY)
            return True

    def stop(self, reason: Reason) -> None:
        """End the process, and remember why."""
        with self._lock:
            self._kill(reason)

    def _kill(self, reason: Reason) -> None:
        self._reason = self._reason or reason
        self.process.kill()

    def _holds(self) -> int:
        import psutil

        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def verdict(self) -> Died:
        """Return why a process that gives no answer has ended; one that has not is ended."""
        try:
            code = self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.stop(Reason.CRASH)
            code = self.process.wait()
        if self._reason is not None:
            return Died(self._reason)
        if sys.platform != "win32" and code == -signal.SIGXCPU:
            return Died(Reason.TIME)
        if sys.platform != "win32" and code == -signal.SIGKILL:
            return Died(Reason.MEMORY)  # the system has taken it
        return Died(Reason.CRASH, _name(code))

    def end(self) -> None:
        """End the process, whatever it does, and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.requests, self.answers):
            with suppress(OSError):  # what was not yet sent to it
                pipe.close()


def _name(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit {code}"


class _Watcher:
    """The thread that looks at the processes at work; it waits while there are none."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._at_work: set[Watched] = set()
        self._thread: threading.Thread | None = None

    def add(self, watched: Watched) -> None:
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
                self._thread.start()
            self._at_work.add(watched)
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._at_work:
                    self._changed.wait()
            time.sleep(_POLL)
            with self._changed:
                self._at_work = {one for one in self._at_work if one.look()}


_watch = _Watcher().add
