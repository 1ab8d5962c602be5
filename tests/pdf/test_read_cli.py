"""`integplan raw read`."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.paths import ROOT
from tests.pdf.reading import box, choice, form, text

DATA = form(
    text(b"(\xc5se)"),
    text(b"null", b"b"),
    box(b"/V/Yes/AS/Yes", name=b"c"),
    choice(b"[(no)(en)]", flags=1 << 21).replace(b"/T(a)", b"/T(d)"),
)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "integplan_pdf.cli.app", "raw", "read", *map(str, arguments)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=ROOT, check=False
    )


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "plan.pdf"
    path.write_bytes(DATA)
    return path


def test_one_json_document(pdf: Path) -> None:
    done = run(pdf, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {"fields": {"a": "Åse", "b": None, "c": True, "d": ["no", "en"]}, "findings": []}
    assert done.stderr == ""


def test_table_on_stdout_and_findings_on_stderr(pdf: Path) -> None:
    pdf.write_bytes(form(text(b"(x[bold]y)", b"navn"), text(b"42", b"b")))
    done = run(pdf)
    assert done.returncode == 0
    assert "x[bold]y" in done.stdout
    assert "V029" in done.stderr
    assert "42" not in done.stderr


def test_findings_of_severity_error_end_in_1(pdf: Path) -> None:
    pdf.write_bytes(form(text(b"(x)"), text(b"(y)")))
    done = run(pdf, "--json")
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["rule"], finding["severity"], finding["field"]) == ("V025", "error", "a")


@pytest.mark.parametrize("contents", [b"<html>", b"%PDF-1.7\n", None])
def test_files_that_cannot_be_read_end_in_3(tmp_path: Path, contents: bytes | None) -> None:
    path = tmp_path / "nei.pdf"
    if contents is not None:
        path.write_bytes(contents)
    done = run(path, "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nei.pdf" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_use_ends_in_2() -> None:
    assert run().returncode == 2


def test_password_from_a_file(tmp_path: Path) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(DATA)) as document:
        document.save(target, encryption=pikepdf.Encryption(user="blåbær", owner="x"))
    (tmp_path / "laast.pdf").write_bytes(target.getvalue())
    (tmp_path / "passord").write_text("blåbær\n", "utf-8")
    assert run(tmp_path / "laast.pdf", "--json").returncode == 3
    done = run(tmp_path / "laast.pdf", "--json", "--password-file", tmp_path / "passord")
    assert json.loads(done.stdout)["fields"]["a"] == "Åse"
