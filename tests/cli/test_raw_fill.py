from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import String

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.builders import MULTILINE, FormBuilder

RECT = (50.0, 700.0, 250.0, 716.0)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    form = FormBuilder()
    form.text("navn", RECT)
    form.text("tekst", (50, 600, 150, 620), Ff=MULTILINE)
    form.check("ja", (50, 500, 62, 512), "Ja")
    path = tmp_path / "skjema.pdf"
    path.write_bytes(form.data())
    return path


def raw_fill(template: Path, values: Any, *more: str) -> tuple[int, Path]:
    given, out = template.with_name("verdier.json"), template.with_name("ut.pdf")
    given.write_text(values if isinstance(values, str) else json.dumps(values), "utf-8")
    return run(["raw", "fill", str(template), str(given), str(out), *more]), out


def stored(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields]


def test_done(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = raw_fill(template, {"navn": "Åse", "ja": True})
    assert (code, stored(out)) == (ExitCode.OK, ["Åse", "", "/Ja"])
    assert capsys.readouterr().out == ""


def test_numbers_are_text_as_written_and_null_is_nothing(template: Path) -> None:
    code, out = raw_fill(template, '{"navn": 1.50, "tekst": null}')
    assert (code, stored(out)) == (ExitCode.OK, ["1.50", "", "/Off"])


def test_text_without_room_is_a_warning(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = raw_fill(template, {"tekst": "ord " * 100})
    assert (code, stored(out)[1]) == (ExitCode.OK, "ord " * 100)
    assert "får ikke plass" in capsys.readouterr().err


def test_an_unknown_field_is_an_error_and_the_rest_is_written(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = raw_fill(template, {"navm": "x", "navn": "Åse"})
    assert (code, stored(out)[0]) == (ExitCode.FINDINGS, "Åse")
    assert "Mente du «navn»?" in capsys.readouterr().err


def test_findings_as_json(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = raw_fill(template, {"tekst": "ord " * 100, "ja": "Nei"}, "--json")
    told = json.loads(capsys.readouterr().out)
    assert code == ExitCode.FINDINGS
    assert [(one["rule"], one["severity"], one["field"]) for one in told["findings"]] == [
        ("F004", "warning", "tekst"),
        ("F002", "error", "ja"),
    ]
    assert told["fits"][0]["field"] == "tekst" and told["fits"][0]["lost"] > 0


@pytest.mark.parametrize("values", ["[1]", "{", '"x"'])
def test_values_that_are_no_object(template: Path, values: str) -> None:
    code, out = raw_fill(template, values)
    assert (code, out.exists()) == (ExitCode.INPUT, False)


def test_a_missing_template(template: Path) -> None:
    assert raw_fill(template.with_name("finnes-ikke.pdf"), {})[0] == ExitCode.INPUT


def test_what_cannot_be_filled_says_why(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template.write_bytes(FormBuilder(XFA=String("<x/>")).data())
    code, out = raw_fill(template, {"navn": "x"})
    assert (code, out.exists()) == (ExitCode.TEMPLATE, False)
    assert "XFA" in capsys.readouterr().err


def test_a_password_from_a_file(template: Path) -> None:
    form = FormBuilder()
    form.text("navn", RECT)
    encryption = pikepdf.Encryption(owner="eier", user="blåbær")
    template.write_bytes(form.data(static_id=False, encryption=encryption))
    assert raw_fill(template, {"navn": "x"})[0] == ExitCode.TEMPLATE
    secret = template.with_name("passord")
    secret.write_text("blåbær\n", "utf-8")
    assert raw_fill(template, {"navn": "x"}, "--password-file", str(secret))[0] == ExitCode.OK


def test_no_other_file_is_left_behind(template: Path) -> None:
    raw_fill(template, {"navn": "x"})
    assert sorted(path.name for path in template.parent.iterdir()) == ["skjema.pdf", "ut.pdf", "verdier.json"]


def test_a_folder_that_does_not_exist(template: Path) -> None:
    given = template.with_name("verdier.json")
    given.write_text("{}")
    out = template.parent / "ingen" / "ut.pdf"
    assert run(["raw", "fill", str(template), str(given), str(out)]) == ExitCode.INPUT


def test_starting_loads_no_pdf_library() -> None:
    code = (
        "import sys, integplan_pdf.cli.raw; print([m for m in ('pypdf', 'pikepdf', 'fontTools') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
