"""Fonts from the command line: `--font`, and folders called `fonts`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.builders import FormBuilder
from tests.paths import ROOT
from tests.pdf.test_font_files import CJK, made
from tests.renderers import text_in

RECT = (50.0, 700.0, 250.0, 716.0)


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "her").mkdir()
    (tmp_path / "skjema").mkdir()
    monkeypatch.chdir(tmp_path / "her")
    form = FormBuilder()
    form.text("navn", RECT)
    path = tmp_path / "skjema" / "skjema.pdf"
    path.write_bytes(form.data())
    return path


def raw_fill(template: Path, *more: str) -> tuple[int, bytes]:
    given, out = template.with_name("verdier.json"), template.with_name("ut.pdf")
    given.write_text(json.dumps({"navn": CJK}), "utf-8")
    code = run(["raw", "fill", str(template), str(given), str(out), *more])
    return code, out.read_bytes() if out.exists() else b""


def test_without_a_font_the_characters_are_named(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = raw_fill(template)
    assert code == ExitCode.FINDINGS
    told = capsys.readouterr().err
    assert "F005" in told and "navn" in told and "U+4E2D, U+6587" in told


def test_a_font_given_shows_them(template: Path) -> None:
    (template.parent / "egen.ttf").write_bytes(made())
    code, data = raw_fill(template, "--font", str(template.parent / "egen.ttf"))
    assert code == ExitCode.OK
    assert text_in(data, RECT) == CJK


@pytest.mark.parametrize("beside", ["skjema", "her"])
def test_fonts_in_a_folder_beside_the_form_or_here_are_used(template: Path, beside: str) -> None:
    folder = template.parent.parent / beside / "fonts"
    folder.mkdir()
    (folder / "egen.otf").write_bytes(made(compact=True))
    code, data = raw_fill(template)
    assert code == ExitCode.OK
    assert text_in(data, RECT) == CJK


def test_a_file_that_is_no_font_is_an_error_of_input(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (template.parent / "feil.ttf").write_bytes(b"ingen skrift")
    code, data = raw_fill(template, "--font", str(template.parent / "feil.ttf"))
    assert (code, data) == (ExitCode.INPUT, b"")
    assert "feil.ttf" in capsys.readouterr().err


def test_rows_are_checked_and_filled_with_the_fonts_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [row, *_] = json.loads((ROOT / "samples" / "deltakere.json").read_text("utf-8"))
    row["maal"]["langsiktig"] = CJK
    rows, font = tmp_path / "rader.json", tmp_path / "egen.ttf"
    rows.write_text(json.dumps([row]), "utf-8")
    font.write_bytes(made())
    assert run(["check", str(rows), "--on", "01.03.2026"]) == ExitCode.FINDINGS
    assert run(["check", str(rows), "--on", "01.03.2026", "--font", str(font)]) == ExitCode.OK
    assert (
        run(["fill", str(rows), "-o", str(tmp_path / "ut"), "--on", "01.03.2026", "--font", str(font)]) == ExitCode.OK
    )
