from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from integplan_pdf.model.report import Report
from integplan_pdf.reports import formats, xlsxreport
from integplan_pdf.reports.view import view
from tests.reports.made import PLAIN, WARNING, hostile, item, report, small

SOFFICE = shutil.which("soffice")


def book(of: Report, lang: str = "nb", *, show_values: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(formats.render(of, ".xlsx", lang, show_values=show_values)))


def parts(data: bytes, pattern: str) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if re.fullmatch(pattern, name)}


@pytest.fixture(scope="module")
def data(many: Report) -> bytes:
    return formats.render(many, ".xlsx", "nb")


@pytest.fixture(scope="module")
def made(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def test_one_sheet_for_each_view(made: Any) -> None:
    assert made.sheetnames == ["Oversikt", "Funn", "Frister", "Per rådgiver", "Plass i skjemaet", "Data"]
    assert book(small(), "en").sheetnames == ["Overview", "Findings", "Deadlines", "By adviser", "Data"]


def test_the_sheets_hold_the_rows_of_the_view(many: Report, made: Any) -> None:
    seen = view(many, "nb")
    tables = (seen.findings, seen.deadlines, seen.people, seen.room, seen.plans)
    for name, table in zip(made.sheetnames[1:], tables, strict=True):
        assert made[name].max_row == len(table.rows) + 1
        assert made[name].auto_filter.ref.endswith(str(len(table.rows) + 1))
        assert made[name].freeze_panes == "B2"
        assert made[name].print_title_rows == "$1:$1"
    assert made["Data"].max_row == 401


def test_dates_and_numbers_are_such_and_can_be_counted_with(made: Any) -> None:
    sheet = made["Frister"]
    titles = [cell.value for cell in sheet[1]]
    row = dict(zip(titles, sheet[2], strict=True))
    assert row["Frist"].is_date
    assert row["Frist"].number_format == "dd.mm.yyyy"
    assert row["Dager igjen"].data_type == "n"


def test_words_are_coloured_by_rule_not_by_hand() -> None:
    made = book(small())
    rules = {
        (str(area.sqref), rule.type, rule.operator, tuple(rule.formula))
        for area in made["Funn"].conditional_formatting
        for rule in area.rules
    }
    assert any(
        kind == "cellIs" and operator == "equal" and formula == ('"Feil"',) for _, kind, operator, formula in rules
    )
    people = [rule.type for area in made["Per rådgiver"].conditional_formatting for rule in area.rules]
    assert people
    assert set(people) == {"dataBar"}


def test_charts_are_native_and_fed_by_the_cells_beside_them(many: Report, data: bytes, made: Any) -> None:
    charts = parts(data, r"xl/charts/chart\d+\.xml")
    seen = view(many, "nb")
    assert len(charts) == len(seen.charts) >= 4
    sheet = made["Oversikt"]
    for xml, chart in zip((charts[name] for name in sorted(charts)), seen.charts, strict=True):
        title = "".join(re.findall(r"<a:t>([^<]*)</a:t>", xml))
        assert title == chart.title
        drawn = re.findall(r"<(?:c:)?val>.*?<(?:c:)?f>'Oversikt'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)</", xml)
        assert len(drawn) == len(chart.series)
        points = [point for panel in chart.panels for point in panel.points]
        for index, (column, first, last) in enumerate(drawn):
            cells = [sheet[f"{column}{row}"].value or 0 for row in range(int(first), int(last) + 1)]
            assert cells == [point.values[index] for point in points]


@pytest.mark.parametrize("show_values", [False, True])
def test_no_text_becomes_a_formula(show_values: bool) -> None:
    data = formats.render(hostile(), ".xlsx", "nb", show_values=show_values)
    sheets = parts(data, r"xl/worksheets/sheet\d+\.xml")
    assert len(sheets) == 7
    assert not any(re.search(r"<f[ >]", xml) for xml in sheets.values())
    made = openpyxl.load_workbook(BytesIO(data))
    texts = [cell for sheet in made for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    acting = [cell for cell in texts if cell.value.startswith(("=", "+", "-", "@", "'"))]
    assert acting
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in acting)
    assert all(len(cell.value) <= 32_767 for cell in texts)
    assert not any("<t>_x003D_1</t>" in xml for xml in sheets.values())
    assert any("<t>_x005F_x003D_1</t>" in xml for xml in sheets.values())


def test_a_number_beside_a_hostile_name_stays_a_number() -> None:
    sheet = book(hostile(), show_values=True)["Per rådgiver"]
    assert all(cell.data_type == "n" for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row)


def test_same_report_same_bytes_and_no_trace_of_the_clock(many: Report, data: bytes) -> None:
    assert data == formats.render(many, ".xlsx", "nb")
    assert "2000-01-01T00:00:00" in parts(data, r"docProps/core\.xml")["docProps/core.xml"]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_columns_that_are_blank_all_through_are_left_out() -> None:
    hidden, shown = (book(small(), show_values=show)["Data"] for show in (False, True))
    titles = [[cell.value for cell in sheet[1]] for sheet in (hidden, shown)]
    assert set(titles[1]) - set(titles[0]) == {"Navn", "Nummer"}


def test_a_sheet_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxreport, "_ROWS", 2)
    assert book(small())["Data"]["A4"].value == "Her står de første 2 av 4 rader."


def test_a_report_without_plans_is_a_workbook_too() -> None:
    assert book(report()).sheetnames[0] == "Oversikt"
    assert book(report(item("a")))["Funn"].max_row == 1


def test_long_texts_get_the_height_they_need() -> None:
    long = replace(PLAIN, nb="Dette er en lang melding. " * 8)
    sheet = book(report(item("a", long, WARNING)))["Funn"]
    assert sheet.row_dimensions[2].height == 45.0
    assert sheet.row_dimensions[3].height is None


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_its_charts(many: Report, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "rapport.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    done = subprocess.run([*command, str(tmp_path / "rapport.xlsx")], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stdout + done.stderr
    content = parts((tmp_path / "rapport.ods").read_bytes(), r"content\.xml|Object \d+/content\.xml")
    charts = [xml for name, xml in content.items() if name != "content.xml" and "<chart:chart" in xml]
    assert len(charts) == len(view(many, "nb").charts)
    assert all("<chart:series" in xml for xml in charts)
    assert "of:=" not in content["content.xml"]
