"""The worker's side of `guarded`: does what it is asked, one thing at a time, and gives back data.

It is started as a program of its own, so that nothing of the parent (threads, open files, what its memory holds) comes
along, on every system alike.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import traceback
from collections.abc import Iterator
from types import GeneratorType
from typing import IO, Any

from integplan_pdf.bulk.confine import allow, confine, is_tired
from integplan_pdf.errors import IntegplanError

_LENGTH = struct.Struct("!Q")


def serve() -> None:
    """Answer requests on standard input until it ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what libraries print is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    memory, seconds = pickle.loads(receive(requests) or b"")  # noqa: S301 - from the parent
    confine(memory)
    parts: Iterator[Any] = iter(())
    while (data := receive(requests)) is not None:
        allow(seconds)
        try:
            answer, parts = _answer(pickle.loads(data), parts)  # noqa: S301 - from the parent
            reply = pickle.dumps((*answer, is_tired(memory)), pickle.HIGHEST_PROTOCOL)
        except IntegplanError as error:
            reply = pickle.dumps(("raised", error, False))
        except Exception as error:  # whatever a library makes of a file must not end the run
            reply = pickle.dumps(("failed", _what(error), True))
        answer = ("", None)
        send(answers, reply)


def _answer(request: Any, parts: Iterator[Any]) -> tuple[tuple[str, Any], Iterator[Any]]:
    """Return the answer to (work, task), or to None, which asks for the next part of the last one."""
    if request is None:
        for part in parts:
            return ("part", part), parts
        return ("end", None), parts
    work, task = request
    made = work(task)
    return (("parts", None), made) if isinstance(made, GeneratorType) else (("done", made), iter(()))


def _what(error: Exception) -> tuple[str, str]:
    """Return the reason and the place of an error, without its text, which may quote the file."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    reason = "memory" if isinstance(error, MemoryError) else "depth" if isinstance(error, RecursionError) else "bug"
    return reason, f"{type(error).__name__}, {os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119


def send(stream: IO[bytes], data: bytes) -> None:
    """Write a message with its length in front."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], limit: int = 1 << 40) -> bytes | None:
    """Return the next message; None at the end of the stream.

    Raises:
        OverflowError: it is longer than `limit` bytes.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length: int = _LENGTH.unpack(head)[0]
    if length > limit:
        raise OverflowError
    data = stream.read(length)
    return data if len(data) == length else None
