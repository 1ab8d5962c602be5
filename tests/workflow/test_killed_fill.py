"""A bulk fill that is killed, at any moment, and run again."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest

from tests.paths import ROOT
from tests.workflow.bulk_rows import contents, trees, write_rows

ROWS, ROUNDS = 64, 30
PROMPT = 60.0
"""Seconds in which anything here happens, on a slow machine too."""


class Filler:
    """Fills when told to, and can be killed at it."""

    def __init__(self, rows: Path) -> None:
        self.rows = rows
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.workflow.fill_on_call"],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},  # what is killed does not clear away its semaphores
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, out: Path, jobs: int) -> int:
        """Begin to fill, and return the id of the process when it holds the folder."""
        process = int(self._said(f"{self.rows}\t{out}\t{jobs}\n"))
        until = time.monotonic() + PROMPT
        while not out.is_dir() and time.monotonic() < until:
            time.sleep(0.001)
        return process

    def ended(self) -> None:
        """Wait until the process has ended."""
        assert self._said("\n") == "over\n"

    def _said(self, line: str) -> str:
        assert self.program.stdin and self.program.stdout
        self.program.stdin.write(line)
        self.program.stdin.flush()
        return self.program.stdout.readline()


@pytest.fixture
def filler(tmp_path: Path) -> Iterator[Filler]:
    filler = Filler(write_rows(tmp_path / "rader.jsonl", trees(ROWS)))
    with filler.program:
        yield filler


@pytest.mark.skipif(os.name == "nt", reason="there are no signals to kill with")
def test_at_the_end_there_is_one_whole_plan_per_row_and_nothing_else(filler: Filler, tmp_path: Path) -> None:
    chance = random.Random(20260301)  # noqa: S311
    lasts = {jobs: _undisturbed(filler, tmp_path / f"uforstyrret {jobs}", jobs) for jobs in (1, 2)}
    whole = contents(tmp_path / "uforstyrret 1")
    assert len(whole) == ROWS and all(map(_is_valid, whole.values()))
    assert contents(tmp_path / "uforstyrret 2") == whole
    left = []
    for number in range(ROUNDS):
        out, jobs = tmp_path / f"runde {number}", 2 if number % 3 == 0 else 1
        process = filler.begin(out, jobs)
        time.sleep(chance.uniform(0, lasts[jobs]))
        _kill(process, whole=chance.random() < 0.5)
        filler.ended()
        left.append(_check_whole(out, whole))
        filler.begin(out, 1)
        filler.ended()
        assert contents(out) == whole
    folders = ("uforstyrret 1", "uforstyrret 2", *(f"runde {number}" for number in range(ROUNDS)))
    beside = {"rader.jsonl", *folders, *(f".{name}.integplan" for name in folders)}
    assert {path.name for path in tmp_path.iterdir()} == beside
    assert sum(0 < count < ROWS for count in left) >= ROUNDS / 6, left


def _undisturbed(filler: Filler, out: Path, jobs: int) -> float:
    """Fill a folder without killing anything; return the seconds from when it was there."""
    filler.begin(out, jobs)
    begun = time.monotonic()
    filler.ended()
    return time.monotonic() - begun


def _kill(process: int, whole: bool) -> None:
    """Kill a process alone, or all that it started with it."""
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL) if whole else os.kill(process, signal.SIGKILL)


def _check_whole(out: Path, whole: dict[str, bytes]) -> int:
    """Return how many plans a killed run has left; each is whole, however it was killed."""
    found = {path.name: path.read_bytes() for path in out.glob("*.pdf")} if out.exists() else {}
    assert found.items() <= whole.items()
    return len(found)


def _is_valid(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return not pdf.check_pdf_syntax()
