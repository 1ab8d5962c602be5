"""What a report says of texts and tables that do not fit the form as it is."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from integplan_pdf.model.room import Fit, Fitting
from integplan_pdf.reports import console, formats
from integplan_pdf.reports.view import view
from tests.reports.made import item, report, small

FITS = (
    Fit("maal.langsiktig", "maal.langsiktig", Fitting.SHRUNK, 8.4),
    Fit("delmaal", "", Fitting.ELASTIC),
    Fit("tiltak.1.begrunnelse", "tiltak.1.begrunnelse", Fitting.CONTINUED, 8.0, item=2),
    Fit("annet.1.beskrivelse", "annet.1.beskrivelse", Fitting.TOO_LONG, 8.0, lost=212),
)
TIGHT = report(replace(item("2026-0001"), fits=FITS), replace(item("2026-0002"), fits=FITS[:1]))


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("nb", [("Mindre skrift", "8,4", "", ""), ("Mer plass", "", "", ""), ("Fortsetter i vedlegg", "8", "2", "")]),
        ("en", [("Smaller type", "8.4", "", ""), ("More room", "", "", ""), ("Continued on a sheet", "8", "2", "")]),
    ],
)
def test_each_text_has_a_row(lang: str, told: list[tuple[str, ...]]) -> None:
    table = view(TIGHT, lang).room
    rows = [tuple(getattr(cell, "text", cell) for cell in row[-4:]) for row in table.rows]
    assert rows[:3] == told
    assert rows[3][1:] == ("8", "", 212)
    assert len(rows) == 5


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_pages_tell_it_and_only_where_there_is_something_to_tell(suffix: str) -> None:
    assert "Fortsetter i vedlegg" in formats.render(TIGHT, suffix, "nb").decode()
    assert "Plass i skjemaet" not in formats.render(small(), suffix, "nb").decode()


def test_the_workbook_has_a_sheet_of_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(formats.render(TIGHT, ".xlsx", "nb")))
    values = [cell.value for row in book["Plass i skjemaet"].iter_rows() for cell in row]
    assert "Får ikke plass" in values and 212 in values
    assert "Plass i skjemaet" not in openpyxl.load_workbook(io.BytesIO(formats.render(small(), ".xlsx", "nb")))


def test_json_names_the_item() -> None:
    first = json.loads(formats.render(TIGHT, ".json", "nb"))["items"][0]["fits"]
    assert first[2] == {
        "path": "tiltak.1.begrunnelse",
        "fitting": "continued",
        "field": "tiltak.1.begrunnelse",
        "size": 8.0,
        "item": 2,
    }


def test_the_terminal_counts_plans() -> None:
    said = console.room_line(TIGHT, "nb")
    assert said == (
        "Plass (planer) – mindre skrift: 2, skjemaet har vokst: 1, fortsetter i vedlegg: 1, får ikke plass: 1."
    )
    assert console.room_line(small(), "nb") == ""
