"""A worker process as its parent sees it: asked, watched, and ended when it goes too far."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from typing import Any, TypeVar

from integplan_pdf.bulk.limits import Died, Limits, Reason
from integplan_pdf.bulk.watch import Watched
from integplan_pdf.bulk.worker import receive, send
from integplan_pdf.errors import IntegplanError

Task = TypeVar("Task")
Result = TypeVar("Result")

_USES = 500
"""Files per worker: what libraries leak is given back now and then."""
_START = "import sys; sys.path[:] = {path!r}; from integplan_pdf.bulk.worker import serve; serve()"
_PLAIN_TYPES = {"builtins": ("set", "frozenset", "bytearray", "complex"), "collections": ("Counter", "OrderedDict")}


class Worker:
    """One worker process. One thread at a time may use it."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._uses, self._tired = limits, 0, False
        process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("INTEGPLAN_DEBUG") else subprocess.DEVNULL,
        )
        self._watched = Watched(process, limits.memory)
        send(self._watched.requests, pickle.dumps((limits.memory, limits.seconds)))

    @property
    def usable(self) -> bool:
        """Whether it can take another file."""
        return not self._tired and self._uses < _USES

    @property
    def alive(self) -> bool:
        return self._watched.process.poll() is None

    def call(self, work: Callable[[Task], Result], task: Task) -> Result | Died:
        """Return `work(task)`, or why there is no answer; an IntegplanError that `work` raises is raised here."""
        self._uses += 1
        answer: Result | Died = self._ask((work, task))[1]
        return answer

    def parts(self, work: Callable[[Task], Iterator[Result]], task: Task) -> Generator[Result | Died, None, None]:
        """Yield what the generator function `work` yields, one part worked on ahead; each part may cost the limits.

        The worker is closed at the end.
        """
        with ThreadPoolExecutor(1, thread_name_prefix="parts") as thread:
            try:
                kind, part = self._ask((work, task))
                while kind in ("parts", "part"):
                    ahead = thread.submit(self._ask, None)
                    if kind == "part":
                        yield part
                    kind, part = ahead.result()
                if kind == "died":
                    yield part
            finally:
                self.close()

    def close(self) -> None:
        """End the process."""
        self._watched.end()

    def _ask(self, request: Any) -> tuple[str, Any]:
        """Send a request and wait for the answer."""
        data = None
        try:
            with self._watched.until(self._limits.seconds):
                send(self._watched.requests, pickle.dumps(request, pickle.HIGHEST_PROTOCOL))
                data = receive(self._watched.answers, self._limits.output)
        except OverflowError:
            self._watched.stop(Reason.OUTPUT)
        except OSError:
            pass  # it is dead
        if data is None:
            self._tired = True
            return "died", self._watched.verdict()
        kind, value, self._tired = _Answer(io.BytesIO(data)).load()
        if kind == "raised" and isinstance(value, IntegplanError):
            raise value
        return ("died", Died(Reason(value[0]), value[1])) if kind == "failed" else (kind, value)


class _Answer(pickle.Unpickler):
    """Takes from a worker nothing but values: a worker that a file has taken over must not reach its parent."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a type of ours, or of plain values.

        Raises:
            pickle.UnpicklingError: it is anything else.
        """
        if (module, name) == ("builtins", "getattr"):
            return _member
        ours = module.startswith("integplan_pdf.") or module in ("datetime", "pathlib")
        if ours or name in _PLAIN_TYPES.get(module, ()):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _member(kind: type, name: str) -> Enum:
    """Stand in for getattr, by which members of enumerations are pickled."""
    if not issubclass(kind, Enum):
        raise pickle.UnpicklingError("no member of an enumeration")
    return kind[name]
