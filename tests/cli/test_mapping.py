"""integplan mapping: what it says, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.printed_form import application, form, text

NAME = text("navn", (120, 700, 300, 716))
WORDS = [(50, 704, "Fullt navn:")]


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "søknad.pdf"
    path.write_bytes(application())
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the folder of a form with one field, drafted."""
    (tmp_path / "liten.pdf").write_bytes(form(WORDS, NAME))
    assert run(["mapping", "draft", str(tmp_path / "liten.pdf"), "-o", str(tmp_path / "liten")]) == ExitCode.OK
    return tmp_path / "liten"


def new_edition(folder: Path, *fields: Any) -> str:
    path = folder.parent / "ny.pdf"
    path.write_bytes(form(WORDS, *fields))
    return str(path)


def test_draft_says_what_to_do_next_and_nothing_on_stdout(pdf: Path, tmp_path: Path, capsys: Any) -> None:
    assert run(["mapping", "draft", str(pdf), "-o", str(tmp_path / "ut")]) == ExitCode.OK
    said = capsys.readouterr()
    assert said.out == ""
    assert "rader (3)" in said.err
    assert f"integplan fill {tmp_path / 'ut' / 'tom.xlsx'} -o ut --form {tmp_path / 'ut'}" in said.err


def test_draft_in_english(pdf: Path, tmp_path: Path, capsys: Any) -> None:
    assert run(["--lang", "en", "mapping", "draft", str(pdf), "-o", str(tmp_path / "ut")]) == ExitCode.OK
    assert "7 values" in capsys.readouterr().err
    run(["--lang", "nb", "forms"])


def test_draft_as_json(pdf: Path, tmp_path: Path, capsys: Any) -> None:
    assert run(["mapping", "draft", str(pdf), "-o", str(tmp_path / "ut"), "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["form"], told["bound"], told["tables"], told["ignored"]) == ("soeknad", 7, {"rader": 3}, 3)


def test_draft_refuses(pdf: Path, tmp_path: Path, capsys: Any) -> None:
    assert run(["mapping", "draft", str(pdf), "-o", str(tmp_path)]) == ExitCode.USAGE
    assert "--overwrite" in capsys.readouterr().err
    (tmp_path / "tom.pdf").write_bytes(b"ikke en PDF")
    assert run(["mapping", "draft", str(tmp_path / "tom.pdf"), "-o", str(tmp_path / "ut")]) == ExitCode.TEMPLATE
    assert run(["mapping", "draft", str(tmp_path / "nei.pdf"), "-o", str(tmp_path / "ut")]) == ExitCode.INPUT


def test_check_of_one_form(small: Path, capsys: Any) -> None:
    assert run(["mapping", "check", str(small)]) == ExitCode.OK
    assert capsys.readouterr().out == "OK  liten (varianter: 1)\n"
    (small / "standard.pdf").write_bytes(form(WORDS, text("fullt_navn", (120, 700, 300, 716))))
    assert run(["mapping", "check", str(small)]) == ExitCode.MAPPING
    assert "T202" in (said := capsys.readouterr().out)
    assert "T001" in said


def test_check_as_json(small: Path, capsys: Any) -> None:
    assert run(["mapping", "check", str(small), "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out) == [{"form": "liten", "variants": 1, "findings": []}]


def test_check_of_all_forms_that_come_along(capsys: Any) -> None:
    assert run(["mapping", "check"]) == ExitCode.OK
    assert "OK  integreringsplan" in capsys.readouterr().out


def test_an_edition_that_fits_gives_the_digest_to_write(small: Path, capsys: Any) -> None:
    moved = new_edition(small, text("navn", (120, 690, 300, 706)))
    assert run(["mapping", "check", str(small), "--pdf", moved]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "flyttet: 1" in said
    assert 'standard = "' in said


def test_an_edition_that_does_not_fit_and_its_proposal(small: Path, tmp_path: Path, capsys: Any) -> None:
    before = {path: path.read_bytes() for path in small.iterdir()}
    new, out = new_edition(small, text("fullt_navn", (120, 700, 300, 716))), tmp_path / "forslag.toml"
    command = ["mapping", "check", str(small), "--pdf", new]
    assert run(command) == ExitCode.MAPPING
    assert "nytt navn?" in capsys.readouterr().out
    assert not out.exists()
    assert run([*command, "-o", str(out)]) == ExitCode.MAPPING
    assert 'field = "fullt_navn"' in out.read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in small.iterdir()} == before
    assert run([*command, "-o", str(out)]) == ExitCode.USAGE


def test_an_edition_as_json(small: Path, capsys: Any) -> None:
    new = new_edition(small, text("fullt_navn", (120, 690, 300, 706)))
    assert run(["mapping", "check", str(small), "--pdf", new, "--json"]) == ExitCode.MAPPING
    told = json.loads(capsys.readouterr().out)
    (field,) = told["fields"]
    assert (field["status"], field["old"], field["new"]) == ("renamed", "navn", "fullt_navn")
    assert field["differences"] == {"place": ["120, 716", "120, 706"]}
    assert [finding["rule"] for finding in told["findings"]] == ["T001", "T002"]
    assert (told["form"], told["variant"], told["holds"]) == ("liten", "standard", False)


def test_field_names_in_brackets_are_shown_as_they_are(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "a.pdf").write_bytes(form(WORDS, text("[b]x[/b]", (120, 700, 300, 716))))
    assert run(["mapping", "draft", str(tmp_path / "a.pdf"), "-o", str(tmp_path / "a")]) == ExitCode.OK
    new = new_edition(tmp_path / "a", text("adresse", (120, 100, 300, 116)))
    assert run(["mapping", "check", str(tmp_path / "a"), "--pdf", new]) == ExitCode.MAPPING
    assert "[b]x[/b]" in capsys.readouterr().out


def test_long_names_are_shown_whole(tmp_path: Path, capsys: Any) -> None:
    name = "skjema.side.del." + "x" * 150
    (tmp_path / "a.pdf").write_bytes(form(WORDS, text(name, (120, 700, 300, 716))))
    assert run(["mapping", "draft", str(tmp_path / "a.pdf"), "-o", str(tmp_path / "a")]) == ExitCode.OK
    new = new_edition(tmp_path / "a", text("adresse", (120, 100, 300, 116)))
    assert run(["mapping", "check", str(tmp_path / "a"), "--pdf", new]) == ExitCode.MAPPING
    table = capsys.readouterr().out.split("T001")[0]
    assert "…" not in table
    assert table.count("x") == 150


@pytest.mark.parametrize("arguments", [["--pdf", "ny.pdf"], ["-o", "ut.toml"], ["integreringsplan", "-o", "ut.toml"]])
def test_what_cannot_be_asked(arguments: list[str]) -> None:
    assert run(["mapping", "check", *arguments]) == ExitCode.USAGE
