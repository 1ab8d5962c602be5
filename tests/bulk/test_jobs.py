from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from integplan_pdf.bulk.jobs import Processes, processors
from integplan_pdf.errors import InputError
from tests.paths import ROOT


def slow_square(number: int) -> tuple[int, int]:
    time.sleep(0.02 * (number % 3))
    return number * number, os.getpid()


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


_memory: list[str] = []


def remember(word: str) -> None:
    time.sleep(0.1)
    _memory.append(word)


def remembered(number: int) -> str:
    return _memory[-1]


def not_ready() -> None:
    raise InputError("nei", "no")


def nothing() -> None:
    """Need nothing to be ready."""


def two() -> Processes:
    return Processes(2, nothing)


def die(number: int) -> int:
    os._exit(9)


def test_there_is_a_processor() -> None:
    assert processors() >= 1


def test_results_come_in_order() -> None:
    with two() as processes:
        results = list(processes.in_order(slow_square, range(12)))
    assert [square for square, _ in results] == [number * number for number in range(12)]
    assert len({pid for _, pid in results}) == 2


def test_what_work_raises_is_raised() -> None:
    with two() as processes, pytest.raises(ValueError, match="three"):
        list(processes.in_order(fail_at_three, range(9)))


def test_a_process_that_the_system_ends_is_told_of() -> None:
    with two() as processes, pytest.raises(InputError, match="avsluttet av systemet"):
        list(processes.in_order(die, range(9)))


def test_processes_get_ready_before_they_work() -> None:
    with Processes(2, partial(remember, "ready")) as processes:
        begun = [processes.begun]
        processes.wait()
        assert [*begun, processes.begun] == [False, True]
        assert list(processes.in_order(remembered, range(5))) == ["ready"] * 5


def test_what_goes_wrong_while_a_process_gets_ready_is_raised_to_who_waits() -> None:
    with Processes(2, not_ready) as processes:
        with pytest.raises(InputError, match="nei"):
            processes.wait()
        assert list(processes.in_order(fail_at_three, range(2))) == [0, 1]


def test_a_process_that_the_system_ends_while_it_gets_ready_is_told_of() -> None:
    with Processes(2, partial(os._exit, 9)) as processes, pytest.raises(InputError, match="avsluttet av systemet"):
        processes.wait()


def test_processes_that_nobody_needed_end() -> None:
    with two() as processes:
        pool = processes.begin()
        started = list(pool._processes.values())
    assert len(started) == 2 and not any(process.is_alive() for process in started)


def test_tasks_are_not_taken_far_ahead() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    with two() as processes:
        next(processes.in_order(fail_at_three, (task for task in tasks() if task != 3)))
        assert taken <= 6


RUN = """
import os, sys, time
from integplan_pdf.bulk.jobs import Processes

def ready():
    pass

def work(number):
    open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
    time.sleep(0.1)

if __name__ == "__main__":
    with Processes(2, ready) as processes:
        list(processes.in_order(work, range(1000)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    program, seen = tmp_path / "run.py", tmp_path / "seen"
    program.write_text(RUN)
    seen.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(program), str(seen)], env=environment) as parent:
        assert _soon(lambda: len(list(seen.iterdir())) == 2)
        parent.kill()
    workers = [int(path.name) for path in seen.iterdir()]
    assert _soon(lambda: not any(map(_runs, workers)))


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def _soon(condition: object, seconds: float = 20) -> bool:
    assert callable(condition)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False
