"""The benchmark of filling does not count what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.checked import check
from benchmarks.rows import sample_rows
from integplan_pdf.pdf.compile import CompiledTemplate, compile_template
from integplan_pdf.pdf.write import fill
from tests.paths import FORM, ROOT

VALUES = {"deltaker.navn": "Åse Żółć", "maal.langsiktig": "Arbeide som kokk. " * 12}


@pytest.fixture(scope="module")
def compiled() -> CompiledTemplate:
    return compile_template((FORM / "standard.pdf").read_bytes())


def written(folder: Path, data: bytes) -> Path:
    path = folder / "plan.pdf"
    path.write_bytes(data)
    return path


def test_no_two_rows_are_the_same_and_they_are_always_the_same() -> None:
    rows = sample_rows(40)
    assert len({repr(row.tree) for row in rows}) == 40
    assert sample_rows(40) == rows


def test_what_is_right_counts(compiled: CompiledTemplate, tmp_path: Path) -> None:
    path = written(tmp_path, fill(compiled, VALUES).data)
    assert check([path], [VALUES], compiled.template.fields).right


def test_a_wrong_value_is_found(compiled: CompiledTemplate, tmp_path: Path) -> None:
    path = written(tmp_path, fill(compiled, VALUES | {"deltaker.navn": "Åse"}).data)
    found = check([path], [VALUES], compiled.template.fields)
    assert (found.wrong, found.not_whole) == (1, 1)
    assert not found.right


def test_text_that_is_not_drawn_is_found(compiled: CompiledTemplate, tmp_path: Path) -> None:
    shown = fill(compiled, VALUES).data
    hidden = b"4 842 Td"  # an appearance that begins outside of its box
    start = shown.index(b" Td ", len(compiled.data))
    first = shown.rindex(b"Tf", 0, start) + 3
    path = written(tmp_path, shown[:first] + hidden.ljust(start + 3 - first)[: start + 3 - first] + shown[start + 3 :])
    assert check([path], [VALUES], compiled.template.fields).not_whole == 1


def test_a_damaged_file_is_found(compiled: CompiledTemplate, tmp_path: Path) -> None:
    data = fill(compiled, VALUES).data
    path = written(tmp_path, data[: data.rindex(b"startxref")] + b"startxref\n12\n%%EOF\n")
    assert check([path], [VALUES], compiled.template.fields).warnings == 1


def test_nothing_written_does_not_count(compiled: CompiledTemplate) -> None:
    assert not check([], [VALUES], compiled.template.fields).right


def test_the_command_runs() -> None:
    command = [sys.executable, "-m", "benchmarks.fill", "--rounds", "1", "--rows", "3", "--only", "ours, compact"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the run counts" in done.stdout
