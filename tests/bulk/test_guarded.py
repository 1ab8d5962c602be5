"""Work on files from outside is stopped where it goes too far, and the rest goes on."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.bulk.guarded import Guard, guarded, guarded_in_order
from integplan_pdf.bulk.limits import Died, Limits, Reason, parse_size
from integplan_pdf.bulk.process import Worker, _Answer
from integplan_pdf.errors import InputError, UsageError
from tests.bulk import guardwork as work

SMALL = Limits(seconds=1.0, memory=256 << 20, output=1 << 20)


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(guarded_in_order(work.double, range(40), 3, SMALL)) == [2 * number for number in range(40)]


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("sleep", Reason.TIME),
        ("spin", Reason.TIME),
        ("hoard", Reason.MEMORY),
        ("crash", Reason.CRASH),
        ("flood", Reason.OUTPUT),
        ("fail", Reason.BUG),
        ("dive", Reason.DEPTH),
    ],
)
def test_what_goes_too_far_is_an_answer_and_the_rest_goes_on(deed: str, reason: Reason) -> None:
    tasks = [("double", 1), (deed, 2), ("double", 3), ("double", 4)]
    first, died, *rest = guarded_in_order(work.by_name, tasks, 2, SMALL)
    assert isinstance(died, Died)
    assert died.reason is reason
    assert [first, *rest] == [2, 6, 8]


def test_a_failure_names_its_place_and_not_its_text() -> None:
    died = guarded(work.fail, 1, SMALL)
    assert isinstance(died, Died)
    assert died.place.startswith("KeyError, guardwork.py:")


def test_what_cannot_go_on_is_raised_as_in_the_same_process() -> None:
    with pytest.raises(InputError, match="ikke en PDF"):
        guarded(work.refuse, 1, SMALL)


def test_a_worker_is_used_again_until_it_dies() -> None:
    with Guard(SMALL) as guard:
        first, second = guard.call(work.process, 0), guard.call(work.process, 0)
        guard.call(work.crash, 0)
        third = guard.call(work.process, 0)
    assert first == second
    assert third not in (first, os.getpid())


def test_what_the_parent_holds_does_not_count() -> None:
    held = b"x" * (2 * SMALL.memory)
    with Guard(SMALL) as guard:
        assert guard.call(work.process, 0) == guard.call(work.process, 0)
    assert held


def test_a_worker_that_held_much_is_not_used_again() -> None:
    with Guard(SMALL) as guard:
        before = guard.call(work.process, 0)
        assert guard.call(work.grow, 120 << 20) == 120 << 20
        assert guard.call(work.process, 0) != before


def test_what_libraries_print_is_neither_an_answer_nor_shown(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(guarded_in_order(work.speak, [1, 2], 1, SMALL)) == [1, 2]
    assert capfd.readouterr() == ("", "")


def test_nothing_is_written_started_or_connected_to(tmp_path: Path) -> None:
    with Guard(SMALL) as guard:
        assert guard.call(work.write, str(tmp_path / "x")) == "denied"
        assert guard.call(work.connect, None) == "denied"
        assert guard.call(work.start, None) == "denied"
    assert not list(tmp_path.iterdir())


def test_parts_come_one_by_one_however_slowly_they_are_taken() -> None:
    taken = []
    for part in Worker(Limits(seconds=0.5, memory=SMALL.memory)).parts(work.count, 4):
        time.sleep(0.3)
        taken.append(part)
    assert taken == [0, 1, 2, 3]


def test_a_part_that_never_comes_is_given_up() -> None:
    *parts, died = Worker(SMALL).parts(work.count_and_sleep, 2)
    assert parts == [0, 1]
    assert died == Died(Reason.TIME)


def test_parts_that_nobody_wants_end_the_worker() -> None:
    worker = Worker(SMALL)
    parts = worker.parts(work.count_and_sleep, 2)
    next(parts)
    parts.close()
    assert not worker.alive


class _Call:
    def __init__(self, what: object) -> None:
        self._what = what

    def __reduce__(self) -> tuple[Any, ...]:
        return self._what, ("touch /tmp/never",)


@pytest.mark.parametrize("what", [os.system, subprocess.run, eval, print])
def test_an_answer_can_be_nothing_but_values(what: object) -> None:
    import io

    with pytest.raises(pickle.UnpicklingError):
        _Answer(io.BytesIO(pickle.dumps(_Call(what)))).load()


@pytest.mark.parametrize(
    ("text", "size"), [("1GiB", 1 << 30), ("512MiB", 512 << 20), ("2 g", 2 << 30), ("300mb", 300 << 20)]
)
def test_sizes_as_people_write_them(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "much", "1MiB", "-1GiB", "1.5GiB", "1 XB"])
def test_what_is_no_size_or_too_small_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--limit-memory"):
        parse_size(text)


def test_no_worker_outlives_its_parent() -> None:
    code = (
        "import os; from integplan_pdf.bulk.process import Worker; from integplan_pdf.bulk.limits import Limits\n"
        "from tests.bulk import guardwork\n"
        "print(Worker(Limits()).call(guardwork.process, 0), flush=True); os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{done.stdout.strip()}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{done.stdout.strip()}").exists()
