"""How a verb writes its report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from integplan_pdf.cli.options import check_report, finish, state
from integplan_pdf.errors import ExitCode, InputError, UsageError
from integplan_pdf.reports.formats import SUFFIXES, render
from tests.reports.made import NAME, report, small


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".HTML"])
def test_the_suffix_says_which_format(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"rapport{suffix}"
    check_report(target)
    assert finish(small(), target, as_json=False) == ExitCode.FINDINGS
    assert target.read_bytes() == render(small(), suffix.lower(), "nb")
    said = capsys.readouterr()
    assert said.out == ""
    assert "IP201" in said.err
    assert "Feil: 1, advarsler: 2." in said.err


def test_an_unknown_suffix_is_told_before_any_work() -> None:
    check_report(None)
    with pytest.raises(UsageError) as caught:
        check_report(Path("rapport.docx"))
    for lang in ("nb", "en"):
        assert all(suffix in caught.value.message(lang) for suffix in SUFFIXES)


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        finish(report(), tmp_path / "finnes-ikke" / "rapport.html", as_json=False)


def test_json_goes_to_stdout_and_names_only_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    finish(small(), None, as_json=True)
    closed = capsys.readouterr()
    assert closed.err == ""
    assert len(json.loads(closed.out)["items"]) == 4
    assert NAME not in closed.out
    finish(small(), None, as_json=True, show_values=True)
    assert NAME in capsys.readouterr().out


def test_the_language_is_that_of_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "lang", "en")
    finish(small(), tmp_path / "r.md", as_json=False)
    assert (tmp_path / "r.md").read_text(encoding="utf-8").startswith("# Plans checked")
