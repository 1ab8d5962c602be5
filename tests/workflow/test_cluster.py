"""Filling by the workers of a Dask cluster, one of which dies on the way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.paths import ROOT
from tests.workflow.bulk_rows import contents, trees, write_rows

pytest.importorskip("distributed")

ROWS = 500
PROMPT = 120.0
ARGUMENTS = ["--draft", "--on", "01.03.2026"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def program(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program of this project's Python until we are done with it."""
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(address: str, workers: int) -> None:
    """Wait until a scheduler has its workers."""
    code = (
        f"from distributed import Client\nwith Client({address!r}, timeout=60) as c: c.wait_for_workers({workers}, 60)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=PROMPT)


def fill(rows: Path, out: Path, *more: str) -> list[str]:
    return ["-m", "integplan_pdf", "fill", str(rows), "-o", str(out), *ARGUMENTS, *more]


def test_all_plans_are_right_although_a_worker_dies_half_way(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rader.jsonl", trees(ROWS))
    out, address = tmp_path / "ut", f"tcp://127.0.0.1:{free_port()}"
    scheduler = ["-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard"]
    worker = ["-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    worker += ["--local-directory", str(tmp_path)]
    with ExitStack() as stack:
        stack.enter_context(program(*scheduler))
        first, second = (stack.enter_context(program(*worker)) for _ in range(2))
        wait_for(address, 2)
        filling = stack.enter_context(program(*fill(rows, out, "--cluster", address)))
        until = time.monotonic() + PROMPT
        while len(os.listdir(out) if out.exists() else ()) < ROWS / 2 and time.monotonic() < until:  # noqa: PTH208
            time.sleep(0.01)
        half = len(contents(out))
        first.kill()
        assert filling.wait(PROMPT) in (ExitCode.OK, ExitCode.FINDINGS)
        assert second.poll() is None
    assert ROWS / 2 <= half < ROWS
    assert run(["fill", str(rows), "-o", str(tmp_path / "her"), *ARGUMENTS]) in (ExitCode.OK, ExitCode.FINDINGS)
    plans = contents(tmp_path / "her")
    assert len(plans) == ROWS and contents(out) == plans


def test_nobody_there_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = write_rows(tmp_path / "rader.jsonl", trees(1))
    address = f"tcp://127.0.0.1:{free_port()}"
    ended = subprocess.run(
        [sys.executable, *fill(rows, tmp_path / "ut", "--cluster", address)],
        check=False, cwd=ROOT, capture_output=True, text=True, timeout=PROMPT,
    )  # fmt: skip
    assert ended.returncode == ExitCode.INPUT
    assert "ingen planlegger svarer" in ended.stderr and "Traceback" not in ended.stderr
