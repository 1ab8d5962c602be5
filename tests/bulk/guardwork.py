"""Work for guarded workers: good, slow, greedy, crashing and forbidden."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from integplan_pdf.errors import InputError


def double(number: int) -> int:
    return 2 * number


def by_name(task: tuple[str, int]) -> int | str:
    name, number = task
    deeds: dict[str, Callable[[int], int | str]] = {
        "sleep": sleep,
        "spin": spin,
        "hoard": hoard,
        "crash": crash,
        "flood": flood,
        "fail": fail,
        "dive": dive,
    }
    return deeds[name](number) if name in deeds else double(number)


def sleep(_number: int) -> int:
    time.sleep(60)
    return 0


def spin(_number: int) -> int:
    while True:
        pass


def hoard(_number: int) -> int:
    held = []
    while True:
        held.append(bytes(b"x" * (32 << 20)))


def crash(_number: int) -> int:
    os.abort()


def flood(_number: int) -> str:
    return "x" * (4 << 20)


def fail(_number: int) -> int:
    raise KeyError("a value from the file")


def dive(number: int) -> int:
    return dive(number + 1) + 1


def refuse(_task: object) -> int:
    raise InputError("ikke en PDF", "no PDF")


def speak(number: int) -> int:
    print("noise")  # noqa: T201
    os.write(1, b"more noise")
    sys.stderr.write("and more")
    return number


def process(_task: object) -> int:
    return os.getpid()


def write(path: str) -> str:
    return _tried(lambda: Path(path).write_text("x"))


def connect(_task: object) -> str:
    return _tried(lambda: socket.create_connection(("127.0.0.1", 9)))


def start(_task: object) -> str:
    return _tried(lambda: subprocess.run(["true"], check=False))


def _tried(deed: object) -> str:
    try:
        deed()  # type: ignore[operator]
    except PermissionError:
        return "denied"
    except Exception as error:
        return type(error).__name__
    return "done"


def count(most: int) -> Iterator[int]:
    yield from range(most)


def count_and_sleep(most: int) -> Iterator[int]:
    yield from range(most)
    time.sleep(60)


def grow(size: int) -> int:
    return len(b"x" * size)
