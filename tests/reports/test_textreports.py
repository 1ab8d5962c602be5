"""CSV, Markdown, SARIF and JUnit."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest

from integplan_pdf.model.report import Report
from integplan_pdf.reports import formats, mdreport
from tests.reports.made import HOSTILE, PLAIN, hostile, item, report, small


def rows(of: Report) -> list[list[str]]:
    text = formats.render(of, ".csv", "nb").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def test_csv_has_a_line_per_finding_and_opens_in_a_norwegian_spreadsheet() -> None:
    head, first, *rest = rows(small())
    assert formats.render(small(), ".csv", "nb").startswith(b"\xef\xbb\xbf")
    assert head == [
        "Plan",
        "Fil",
        "Navn",
        "Rådgiver",
        "Alvor",
        "Regel",
        "Hva det gjelder",
        "Bygger på",
        "Sted",
        "Kilde",
    ]
    assert first[:2] + first[4:8] == ["2026-0001", "deltakere.xlsx", "Feil", "IP201", "Sluttmålet mangler.", "Lov"]
    assert len(rest) == 4


def test_no_csv_cell_begins_as_a_formula_does() -> None:
    cells = [cell for row in rows(hostile()) for cell in row if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r"]
    assert "'" + HOSTILE[0] in cells
    assert len(rows(hostile())) == 3 * len(HOSTILE) + 1


def test_markdown_tables_keep_their_shape_whatever_stands_in_them() -> None:
    lines = formats.render(hostile(), ".md", "nb").decode().splitlines()
    tables: list[set[int]] = []
    for line, before in zip(lines, ["", *lines], strict=False):
        if line.startswith("|"):
            if not before.startswith("|"):
                tables.append(set())
            tables[-1].add(len(re.findall(r"(?<!\\)\|", line)))
    assert len(tables) >= 3
    assert all(len(widths) == 1 for widths in tables)


def test_nothing_in_markdown_acts() -> None:
    text = formats.render(hostile(), ".md", "nb").decode()
    assert not re.search(r"(?<!\\)<(?!https://)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "javascript:" not in re.sub(r"\\\(javascript:", "", text)
    assert not re.search(r"https?://x", text)


def test_long_markdown_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mdreport, "LIMIT", 2)
    assert "Viser de første 2 av 3." in formats.render(small(), ".md", "nb").decode()


def test_markdown_reads_as_a_report() -> None:
    text = formats.render(small(), ".md", "nb").decode()
    assert text.startswith("# Kontroll av planer\n\nIntegreringsplan\n\n4 planer er kontrollert")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        "Funn etter regel",
        "Funn",
        "Kan ikke vurderes",
        "Frister",
        "Per rådgiver",
        "Om rapporten",
    ]
    assert "[integreringsloven § 37 c](<https://lovdata.no/lov/2020-11-06-127/§37c>)" in text


def test_sarif_has_a_result_per_finding_with_its_place() -> None:
    log = json.loads(formats.render(small(), ".sarif", "nb"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["IP201", "IP301", "IP504", "IP901"]
    assert all(run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert [(one["ruleId"], one["kind"], one["level"]) for one in run["results"]] == [
        ("IP201", "fail", "error"),
        ("IP504", "fail", "warning"),
        ("IP504", "fail", "warning"),
        ("IP301", "open", "none"),
        ("IP901", "fail", "note"),
    ]
    place = run["results"][0]["locations"][0]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "deltakere.xlsx"}, "region": {"startLine": 4}}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "2026-0001/maal.sluttmaal.beskrivelse"


def test_file_names_in_sarif_are_addresses() -> None:
    log = json.loads(formats.render(hostile(), ".sarif", "nb"))
    for one in log["runs"][0]["results"]:
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)


def test_junit_fails_the_plans_that_have_errors() -> None:
    suite = ET.fromstring(formats.render(small(), ".xml", "nb"))[0]  # noqa: S314
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("4", "1")
    cases = {case.attrib["name"]: case for case in suite}
    failure = cases["2026-0001"].find("failure")
    assert failure is not None
    assert failure.attrib["message"] == "IP201"
    assert "Sluttmålet mangler." in (failure.text or "")
    assert [case.attrib["name"] for case in suite if case.find("failure") is None] == [
        "2026-0002",
        "2026-0003",
        "2026-0004",
    ]
    assert "Kan ikke vurderes" in (cases["2026-0003"].findtext("system-out") or "")


def test_junit_is_xml_whatever_the_texts_are() -> None:
    suite = ET.fromstring(formats.render(hostile(), ".xml", "nb"))[0]  # noqa: S314
    assert len(suite) == len(HOSTILE) + 1


def test_what_concerns_the_run_is_in_all_of_them() -> None:
    of = report(item("a"), findings=(PLAIN,))
    assert rows(of)[1][0] == "Hele kjøringen"
    assert "Hele kjøringen" in formats.render(of, ".md", "nb").decode()
    assert json.loads(formats.render(of, ".sarif", "nb"))["runs"][0]["results"][0]["ruleId"] == "IP201"
    assert b'name="Hele kj' in formats.render(of, ".xml", "nb")
