"""A third form, of yet another kind, added in a folder of its own that no other file knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests import vera

FILES = {
    "form.toml": """
id = "utlaan"
title = "Utlån av datamaskin"
edition = "1"
publisher = "Fjellvik bibliotek"
language = "nb-NO"
date = 2026-01-01

[switches]
depositum = true

[[variant]]
id = "standard"
file = "standard.pdf"
sha256 = ""

[[variant]]
id = "gratis"
file = "gratis.pdf"
sha256 = ""
switches = { depositum = false }
""",
    "skjema.toml": """
[switches.depositum]
default = true
name = "gratis"

[rows.utstyr]
default = 2
max = 9

[text]
tittel = "Utlån"
ja = "Ja"
nei = "Nei"
side = "Side {n} av {total}"

[[field]]
id = "laaner"
kind = "text"
label = "Låner"
tooltip = "Låner"
max_length = 40

[[field]]
id = "periode"
kind = "text"
label = "Fra og til"
tooltip = "Fra og til"

[[field]]
id = "vilkaar.ja"
kind = "check"
label = "Vilkår godtatt"
tooltip = "Vilkårene er godtatt: Ja"
states = { X = "Ja" }

[[field]]
id = "vilkaar.nei"
kind = "check"
label = "Vilkår godtatt"
tooltip = "Vilkårene er godtatt: Nei"
states = { X = "Nei" }

[[field]]
id = "kroner"
when = { depositum = true }
kind = "text"
label = "Depositum"
tooltip = "Depositum i kroner"

[[field]]
id = "hvorfor_gratis"
when = { depositum = false }
kind = "multiline"
label = "Hvorfor uten depositum"
tooltip = "Hvorfor uten depositum"
height = 15

[[field]]
id = "utstyr.{i}.hva"
rows = "utstyr"
kind = "text"
label = "Utstyr"
tooltip = "Utstyr {i}"

[[field]]
id = "utstyr.{i}.ny"
rows = "utstyr"
kind = "check"
label = "Ny"
tooltip = "Utstyr {i} er nytt"
states = { Ja = "Ny" }

[[field]]
id = "utstyr.{i}.brukt"
rows = "utstyr"
kind = "check"
label = "Brukt"
tooltip = "Utstyr {i} er brukt"
states = { Ja = "Brukt" }
""",
    "layout.typ": """
#import "lib.typ": *
#show: form-document
#heading(level: 1, t("tittel"))
#label-table(40mm, "laaner", "periode")
#par[#label("vilkaar.ja") #tick("vilkaar.ja") #t("ja") #tick("vilkaar.nei") #t("nei")]
#if switches.depositum { label-table(40mm, "kroner") } else { labelled-box("hvorfor_gratis") }
#let parts = ("hva", "ny", "brukt")
#form-table(
  columns: (1fr, 20mm, 20mm),
  table.header(..parts.map(part => field-head("utstyr.1." + part))),
  ..rows("utstyr").map(((i, _)) => {
    let row = "utstyr." + i + "."
    (field-cell(row + "hva"), tick-cell(row + "ny"), tick-cell(row + "brukt"))
  }).flatten(),
)
""",
    "pdf.toml": """
form = "utlaan"
edition = "1"

[sha256]

[[off_when]]
switch = "depositum"
path = "fakta.elev"
equals = true

[[bind]]
kind = "text"
path = "hvem"
field = "laaner"

[[bind]]
kind = "period"
path = "periode"
field = "periode"

[[bind]]
kind = "one_of"
path = "godtatt"
fields = { ja = "vilkaar.ja", nei = "vilkaar.nei" }
on = "X"

[[bind]]
kind = "text"
path = "penger.depositum"
field = "kroner"
when = "depositum"

[[bind]]
kind = "text"
path = "penger.hvorfor"
field = "hvorfor_gratis"
when = "!depositum"

[[bind]]
kind = "table"
path = "ting"
[[bind.column]]
kind = "text"
path = "hva"
field = "utstyr.{i}.hva"
[[bind.column]]
kind = "one_of"
path = "stand"
fields = { ny = "utstyr.{i}.ny", brukt = "utstyr.{i}.brukt" }
on = "Ja"
""",
    "columns.toml": """
form = "utlaan"
key = "Nr"
key_path = "nr"

[[sheet]]
name = "Utlån"

[[sheet.column]]
header = "Låner"
path = "hvem"
required = true

[[sheet.column]]
header = "Periode"
path = "periode"
kind = "period"

[[sheet.column]]
header = "Godtatt"
path = "godtatt"
kind = "choice"
choices = { "Godtar vilkårene" = "ja", "Godtar ikke" = "nei" }

[[sheet.column]]
header = "Depositum"
path = "penger.depositum"
kind = "number"

[[sheet.column]]
header = "Hvorfor gratis"
path = "penger.hvorfor"

[[sheet.column]]
header = "Elev"
path = "fakta.elev"
kind = "bool"

[[sheet]]
name = "Utstyr"
table = "ting"
wide = "Utstyr {i}"

[[sheet.column]]
header = "Hva"
path = "hva"

[[sheet.column]]
header = "Stand"
path = "stand"
kind = "choice"
choices = { "Ny" = "ny", "Brukt" = "brukt" }
""",
}
CSV = """Nr;Låner;Periode;Godtatt;Depositum;Hvorfor gratis;Elev;Utstyr 1 hva;Utstyr 1 stand;Utstyr 2 hva;Utstyr 2 stand
7;Selam Tesfay;1.2.–30.6.2026;Godtar vilkårene;500;;Nei;Datamaskin;Brukt;Mus;Ny
8;Yusuf Haddad;;godtar ikke;;Går på skolen;Ja;;;Tastatur;brukt
"""
READ = [
    {
        "nr": "7",
        "hvem": "Selam Tesfay",
        "periode": "01.02.2026–30.06.2026",
        "godtatt": "ja",
        "penger": {"depositum": "500"},
        "ting": [{"hva": "Datamaskin", "stand": "brukt"}, {"hva": "Mus", "stand": "ny"}],
    },
    {
        "nr": "8",
        "hvem": "Yusuf Haddad",
        "godtatt": "nei",
        "penger": {"hvorfor": "Går på skolen"},
        "ting": [None, {"hva": "Tastatur", "stand": "brukt"}],
    },
]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the form, built."""
    folder = tmp_path_factory.mktemp("skjemaer") / "utlaan"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run(["form", "build", str(folder)]) == ExitCode.OK
    return folder


def verb(form: Path, *arguments: object) -> int:
    return run([*map(str, arguments), "--form", str(form)])


def table(folder: Path, text: str = CSV) -> Path:
    path = folder / "utlaan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_become_pdfs_and_rows_again(form: Path, tmp_path: Path, capsys: Any) -> None:
    assert verb(form, "fill", table(tmp_path), "-o", tmp_path / "ut", "--json") == ExitCode.OK
    items = json.loads(capsys.readouterr().out)["items"]
    assert [(item["id"], item["variant"]) for item in items] == [("7", "standard"), ("8", "gratis")]
    assert verb(form, "check", tmp_path / "ut") == ExitCode.OK
    assert verb(form, "read", tmp_path / "ut", "-o", tmp_path / "lest.json") == ExitCode.OK
    assert json.loads((tmp_path / "lest.json").read_text("utf-8")) == READ
    for path in (tmp_path / "ut").iterdir():
        assert vera.validate(path).passed


def test_two_boxes_ticked_for_one_value_are_found_in_the_pdf(form: Path, tmp_path: Path, capsys: Any) -> None:
    assert verb(form, "fill", table(tmp_path), "-o", tmp_path / "ut") == ExitCode.OK
    path = tmp_path / "ut" / "7_utlaan.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for box in next(field for field in pdf.Root.AcroForm.Fields if field.T == "vilkaar").Kids:
            box.V = box.AS = pikepdf.Name.X
        pdf.save(path)
    capsys.readouterr()
    assert verb(form, "check", path, "--json") == ExitCode.FINDINGS
    [item] = json.loads(capsys.readouterr().out)["items"]
    assert [(f["rule"], f["path"], f["id"]) for f in item["findings"]] == [("R012", "godtatt", "7")]


def test_errors_name_the_cell_of_a_wide_table(form: Path, tmp_path: Path, capsys: Any) -> None:
    text = CSV.replace("Mus;Ny", "Mus;Rød").replace("Selam Tesfay", "")
    assert verb(form, "check", table(tmp_path, text), "--json") == ExitCode.FINDINGS
    found = [f for item in json.loads(capsys.readouterr().out)["items"] for f in item["findings"]]
    assert {(f["rule"], f["path"], f["row"], f["column"]) for f in found} == {
        ("R010", "ting.2.stand", 2, "Utstyr 2 stand"),
        ("R030", "hvem", 2, "Låner"),
    }


def test_the_other_verbs_take_the_folder(form: Path, tmp_path: Path, capsys: Any) -> None:
    assert run(["sheet", str(form), "-o", str(tmp_path / "tom.xlsx")]) == ExitCode.OK
    assert verb(form, "fill", tmp_path / "tom.xlsx", "-o", tmp_path / "ut") == ExitCode.OK
    assert run(["fields", str(form)]) == ExitCode.OK
    assert "vilkaar.nei" in capsys.readouterr().out
    assert run(["forms", "--schema", str(form)]) == ExitCode.OK
    assert set(json.loads(capsys.readouterr().out)["properties"]) == {
        "nr",
        "hvem",
        "periode",
        "godtatt",
        "penger",
        "ting",
        "fakta",
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("pdf.toml", 'switch = "depositum"', 'switch = "depositm"', "Mente du «depositum»?"),
        ("pdf.toml", 'path = "penger.depositum"', 'path = "hvem.depositum"', "både en verdi"),
        ("pdf.toml", 'path = "hvem"', 'path = "model_config"', "«model_config» er opptatt"),
        ("columns.toml", '"Ny" = "ny"', '"Ny" = "nytt"', "«nytt» for «ting.{i}.stand»"),
        ("columns.toml", 'path = "fakta.elev"', 'path = "fakta.eelv"', "Mente du «fakta.elev»?"),
    ],
)
def test_a_wrong_mapping_is_told_before_the_first_row(
    form: Path, tmp_path: Path, capsys: Any, file: str, old: str, new: str, said: str
) -> None:
    for path in form.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / file).read_text("utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    assert verb(tmp_path, "fill", table(tmp_path), "-o", tmp_path / "ut") == ExitCode.MAPPING
    assert said in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()
