"""A form that the program has never seen, added by writing files alone, goes through every verb."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.printed_form import combo, form, radio, text, tick

WORDS = [
    (50, 800, "Tilbakemelding på kurs"),
    (50, 764, "Navn"),
    (50, 744, "Kursdato"),
    (50, 724, "Nivå"),
    (66, 704, "Vil ha nytt kurs"),
]
PDF = form(
    WORDS,
    text("navn", (120, 760, 400, 776)),
    text("dato", (120, 740, 200, 756)),
    radio("nivaa", {"0": (120, 722, 132, 734), "1": (160, 722, 172, 734)}),
    tick("igjen", (50, 702, 62, 714), on="Ja"),
    combo("spraak", (120, 680, 240, 696), [("nb", "Bokmål"), ("nn", "Nynorsk")]),
    *(
        text(f"emne{n}_{what}", (x, 640 - 20 * n, x + 140, 656 - 20 * n))
        for n in (1, 2)
        for x, what in ((50, "navn"), (200, "merknad"))
    ),
    text("saksbehandler", (120, 300, 400, 316)),
    title="Tilbakemelding",
    language="nb-NO",
)
FORM_TOML = """
id = "tilbakemelding"
title = "Tilbakemelding på kurs"
edition = "2026"
publisher = "Eksempel kommune"
language = "nb-NO"

[[variant]]
id = "standard"
file = "tilbakemelding.pdf"
sha256 = "{digest}"
"""
PDF_TOML = """
form = "tilbakemelding"
edition = "2026"
sha256 = {{ standard = "{digest}" }}

[[bind]]
kind = "text"
path = "deltaker.navn"
field = "navn"

[[bind]]
kind = "date"
path = "deltaker.dato"
field = "dato"

[[bind]]
kind = "one_of"
path = "nivaa"
field = "nivaa"
states = {{ Lett = "0", Vanskelig = "1" }}

[[bind]]
kind = "check"
path = "igjen"
field = "igjen"
on = "Ja"

[[bind]]
kind = "one_of"
path = "spraak"
field = "spraak"
states = {{ "Bokmål" = "nb", Nynorsk = "nn" }}

[[bind]]
kind = "table"
path = "emner"
[[bind.column]]
kind = "text"
path = "navn"
field = "emne{{i}}_navn"
[[bind.column]]
kind = "text"
path = "merknad"
field = "emne{{i}}_merknad"

[[ignore]]
field = "saksbehandler"
why = "Fylles ut av kommunen."
"""
COLUMNS_TOML = """
form = "tilbakemelding"
key = "ID"

[[sheet]]
name = "Svar"
[[sheet.column]]
header = "Navn"
path = "deltaker.navn"
[[sheet.column]]
header = "Kursdato"
path = "deltaker.dato"
kind = "date"
[[sheet.column]]
header = "Nivå"
path = "nivaa"
kind = "choice"
choices = { Lett = "Lett", Vanskelig = "Vanskelig" }
[[sheet.column]]
header = "Nytt kurs"
path = "igjen"
kind = "bool"
[[sheet.column]]
header = "Språk"
path = "spraak"
kind = "choice"
choices = { "Bokmål" = "Bokmål", Nynorsk = "Nynorsk" }

[[sheet]]
name = "Emner"
table = "emner"
wide = "Emne {i}"
[[sheet.column]]
header = "Navn"
path = "navn"
[[sheet.column]]
header = "Merknad"
path = "merknad"
"""
ODA = {
    "id": "1",
    "deltaker": {"navn": "Oda Prøvesen", "dato": "2026-03-01"},
    "nivaa": "Vanskelig",
    "igjen": True,
    "spraak": "Nynorsk",
    "emner": [{"navn": "Grammatikk", "merknad": "bra"}, {"navn": "Uttale"}],
}
OLENA = {"id": "2", "deltaker": {"navn": "Олена Зразкова"}, "emner": [{"merknad": "for fort"}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the new form's folder: three files and its PDF."""
    made, digest = tmp_path / "tilbakemelding", hashlib.sha256(PDF).hexdigest()
    made.mkdir()
    (made / "tilbakemelding.pdf").write_bytes(PDF)
    (made / "form.toml").write_text(FORM_TOML.format(digest=digest), encoding="utf-8")
    (made / "pdf.toml").write_text(PDF_TOML.format(digest=digest), encoding="utf-8")
    (made / "columns.toml").write_text(COLUMNS_TOML, encoding="utf-8")
    return made


def fill_in(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Svar"].append(["1", "Oda Prøvesen", dt.date(2026, 3, 1), "Vanskelig", "Ja", "Nynorsk"])
    book["Svar"].append(["2", "Олена Зразкова"])
    book["Emner"].append(["1", "Grammatikk", "bra"])
    book["Emner"].append(["1", "Uttale"])
    book["Emner"].append(["2", None, "for fort"])
    book.save(workbook)


@pytest.fixture
def filled(folder: Path) -> Path:
    """Return the folder of PDFs that were filled from the form's own workbook."""
    workbook = folder.parent / "svar.xlsx"
    assert run(["sheet", str(folder), "-o", str(workbook)]) == ExitCode.OK
    fill_in(workbook)
    assert run(["fill", str(workbook), "-o", str(folder.parent / "ut"), "--form", str(folder)]) == ExitCode.OK
    return folder.parent / "ut"


def values(pdf: Path) -> dict[str, str]:
    """Return what stands in the fields, read with a library that the program does not read forms with."""
    with pikepdf.open(pdf) as document:
        return {str(field.T): str(field.get("/V", "")) for field in document.Root.AcroForm.Fields}


def test_the_mapping_holds(folder: Path, capsys: Any) -> None:
    assert run(["mapping", "check", str(folder)]) == ExitCode.OK
    assert "OK  tilbakemelding" in capsys.readouterr().out


def test_fields(folder: Path, capsys: Any) -> None:
    assert run(["fields", str(folder), "--json"]) == ExitCode.OK
    assert {"navn", "nivaa", "emne2_merknad"} <= {field["name"] for field in json.loads(capsys.readouterr().out)}


def test_fill_puts_each_value_where_it_belongs(filled: Path) -> None:
    assert sorted(path.name for path in filled.iterdir()) == ["1_tilbakemelding.pdf", "2_tilbakemelding.pdf"]
    stored = values(filled / "1_tilbakemelding.pdf")
    assert stored["navn"] == "Oda Prøvesen"
    assert stored["dato"] == "01.03.2026"
    assert (stored["nivaa"], stored["igjen"], stored["spraak"]) == ("/1", "/Ja", "nn")
    assert (stored["emne1_navn"], stored["emne1_merknad"], stored["emne2_navn"]) == ("Grammatikk", "bra", "Uttale")
    assert stored["saksbehandler"] == ""
    assert values(filled / "2_tilbakemelding.pdf")["navn"] == "Олена Зразкова"


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".xlsx", ".csv"])
def test_what_is_read_is_what_was_filled_and_fills_to_the_same_bytes(filled: Path, folder: Path, suffix: str) -> None:
    rows, again = folder.parent / f"lest{suffix}", folder.parent / "igjen"
    assert run(["read", str(filled), "-o", str(rows), "--form", str(folder)]) == ExitCode.OK
    if suffix == ".json":
        assert json.loads(rows.read_text(encoding="utf-8")) == [ODA, OLENA]
    assert run(["fill", str(rows), "-o", str(again), "--form", str(folder)]) == ExitCode.OK
    for path in filled.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_check_rows_and_pdfs(filled: Path, folder: Path, tmp_path: Path) -> None:
    assert run(["check", str(folder.parent / "svar.xlsx"), "--form", str(folder)]) == ExitCode.OK
    assert run(["check", str(filled), "--form", str(folder)]) == ExitCode.OK
    wrong = tmp_path / "feil.json"
    wrong.write_text(json.dumps([{**ODA, "nivaa": "Umulig"}]), encoding="utf-8")
    assert run(["check", str(wrong), "--form", str(folder)]) == ExitCode.FINDINGS


def test_more_rows_than_the_form_has_is_told_and_not_written(folder: Path, tmp_path: Path) -> None:
    rows = tmp_path / "mange.json"
    rows.write_text(json.dumps([{**ODA, "emner": [{"navn": str(n)} for n in range(3)]}]), encoding="utf-8")
    assert run(["fill", str(rows), "-o", str(tmp_path / "ut"), "--form", str(folder)]) == ExitCode.FINDINGS
    assert list((tmp_path / "ut").glob("*.pdf")) == []


def test_raw_and_flatten_need_no_mapping(folder: Path, filled: Path, tmp_path: Path, capsys: Any) -> None:
    wanted, made = tmp_path / "verdier.json", tmp_path / "raa.pdf"
    wanted.write_text(json.dumps({"navn": "Oda", "igjen": True}), encoding="utf-8")
    assert run(["raw", "fill", str(folder / "tilbakemelding.pdf"), str(wanted), str(made)]) == ExitCode.OK
    assert values(made)["navn"] == "Oda"
    capsys.readouterr()
    assert run(["raw", "read", str(filled / "1_tilbakemelding.pdf"), "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["fields"]["navn"] == "Oda Prøvesen"
    assert run(["flatten", str(filled), "-o", str(tmp_path / "flat")]) == ExitCode.OK
    assert len(list((tmp_path / "flat").glob("*.pdf"))) == 2


def test_another_edition_is_held_against_it(folder: Path, tmp_path: Path) -> None:
    new = tmp_path / "2027.pdf"
    new.write_bytes(PDF.replace(b"(navn)", b"(namn)"))
    assert run(["mapping", "check", str(folder), "--pdf", str(new)]) == ExitCode.MAPPING
    new.write_bytes(PDF + b"\n")
    assert run(["mapping", "check", str(folder), "--pdf", str(new)]) == ExitCode.OK
