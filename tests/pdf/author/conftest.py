"""A small form of another kind: nothing but a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

FORM = """
id = "ferie"
title = "Melding om ferie"
edition = "1"
publisher = "Eksempel kommune"
language = "nb-NO"
date = 2026-01-01
"""

SCHEMA = """
[switches.lang]
default = false
name = "lang"

[switches.underskrift]
default = true
suffix = "uten-underskrift"

[rows.uke]
default = 2
max = 30

[rows.dag.items]
mandag = "Mandag:"
tirsdag = "Tirsdag:"

[text]
tittel = "Melding om ferie"
side = "Side {n} av {total}"

[[field]]
id = "navn"
kind = "text"
label = "Navn"
tooltip = "Ditt navn"
max_length = 50
required = true

[[field]]
id = "uke.{i}.dato"
rows = "uke"
kind = "date"
label = "Dato"
tooltip = "Uke {i}: dato"

[[field]]
id = "uke.{i}.merknad"
rows = "uke"
kind = "multiline"
label = "Merknad"
tooltip = "Uke {i}: merknad"
height = 20

[[field]]
id = "fri.{i}"
rows = "dag"
kind = "choice"
tooltip = "Fri {label}"
states = { hel = "hele dagen", halv = "halve dagen" }

[[field]]
id = "godkjent"
kind = "check"
label = "Godkjent"
tooltip = "Godkjent"
states = { Ja = "Ja" }

[[field]]
id = "underskrift"
when = { underskrift = true }
kind = "signature"
tooltip = "Underskrift"
height = 15
"""

LAYOUT = """
#import "lib.typ": *
#show: form-document
#heading(level: 1, t("tittel"))
#prose("innledning")
#label-table(40mm, "navn")
#form-table(
  columns: (40mm, 1fr),
  table.header(field-head("uke.1.dato"), field-head("uke.1.merknad")),
  ..rows("uke").map(((i, _)) => (
    field-cell("uke." + i + ".dato"), field-cell("uke." + i + ".merknad"),
  )).flatten(),
)
#for (day, name) in rows("dag") [#par[#name #choices("fri." + day)]]
#par[#label("godkjent") #tick("godkjent")]
#if switches.underskrift { whole-table(columns: (1fr,), field-cell("underskrift")) }
"""

PROSE = """# Om meldingen
Send meldingen i god tid.

- en
- to
"""


@pytest.fixture
def ferie(tmp_path: Path) -> Path:
    """Return the folder of a form with every kind of field, which knows nothing of any plan."""
    folder = tmp_path / "ferie"
    (folder / "tekst").mkdir(parents=True)
    (folder / "form.toml").write_text(FORM, "utf-8")
    (folder / "skjema.toml").write_text(SCHEMA, "utf-8")
    (folder / "layout.typ").write_text(LAYOUT, "utf-8")
    (folder / "tekst" / "innledning.txt").write_text(PROSE, "utf-8")
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace `old`, which must be there, in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
