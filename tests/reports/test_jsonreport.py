from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from integplan_pdf.model.report import Report
from integplan_pdf.reports import jsonreport
from tests.paths import ROOT
from tests.reports.made import ADVISER, NAME, NUMBER, PLAIN, hostile, item, report, small


def document(of: Report, lang: str = "nb", *, show_values: bool = False) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(jsonreport.render(of, lang, show_values=show_values))
    return made


def test_the_published_schema_is_the_one_of_the_program() -> None:
    published = (ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8")
    assert published == jsonreport.schema(), (
        "make it again: python -c 'from integplan_pdf.reports.jsonreport import schema; print(schema(), end=\"\")' "
        "> docs/report.schema.json"
    )


@pytest.mark.parametrize("show_values", [False, True])
def test_every_report_is_what_the_schema_describes(many: Report, show_values: bool) -> None:
    for of in (many, small(), hostile(), report()):
        text = jsonreport.render(of, "nb", show_values=show_values)
        text.encode()
        jsonreport.Document.model_validate_json(text)


def test_the_schema_refuses_what_is_not_a_report() -> None:
    good = document(small())
    wrong: list[dict[str, Any]] = [good | {"strange": 1}, good | {"version": 2}, {"items": []}]
    for bad in wrong:
        with pytest.raises(ValidationError):
            jsonreport.Document.model_validate_json(json.dumps(bad))


def test_findings_keep_their_order_and_leave_out_what_is_not_known() -> None:
    made = document(report(item("2026-0001", *small().items[1].findings, PLAIN)))
    first, second = made["items"][0]["findings"]
    assert first == {
        "rule": "IP504",
        "severity": "warning",
        "message": "E-posten er feil.",
        "path": "kontakt.epost",
    }
    assert second == {
        "rule": "IP201",
        "severity": "error",
        "message": "Sluttmålet mangler.",
        "file": "deltakere.xlsx",
        "sheet": "Deltakere",
        "row": 4,
        "column": "Sluttmål",
        "id": "2026-0001",
        "path": "maal.sluttmaal.beskrivelse",
        "source": "integreringsloven § 37 c",
        "source_url": "https://lovdata.no/lov/2020-11-06-127/§37c",
        "strength": "lov",
    }
    assert second == jsonreport.as_json(PLAIN, "nb")
    assert made["exit_code"] == 1


def test_facts_of_the_plan_are_there_and_names_only_when_asked_for() -> None:
    closed, opened = document(small())["items"][0], document(small(), show_values=True)["items"][0]
    assert closed["deadlines"] == [
        {"day": "2026-11-18", "kind": "Revidering", "done": False},
        {"day": "2026-12-02", "kind": "Slutt", "done": False},
    ]
    assert closed["levels"][0] == {
        "scale": "Norskmål",
        "topic": "Muntlig",
        "step": "A2",
        "norm": "B1",
        "standing": "below",
    }
    assert closed["adviser"] == "Rådgiver 1"
    assert not {"name", "number"} & set(closed)
    assert (opened["name"], opened["number"], opened["adviser"]) == (NAME, NUMBER, ADVISER)
    assert document(small(), "en")["items"][0]["deadlines"][0]["kind"] == "Revision"
