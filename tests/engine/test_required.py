"""What a workbook says must be filled in, is asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from integplan_pdf.engine.flat import plan_type
from integplan_pdf.engine.required import required
from integplan_pdf.model.mapping import ColumnMapping, FormMapping

FIELDS: list[dict[str, Any]] = [
    {"kind": "text", "path": "navn", "field": "navn"},
    {"kind": "date", "path": "dato", "field": "dato"},
    {"kind": "check", "path": "ferdig", "field": "ferdig", "on": "Ja"},
    {"kind": "period", "path": "periode", "field": "periode"},
    {"kind": "text", "path": "del", "field": "del", "when": "del"},
    {"kind": "text", "path": "deler.a.timer", "field": "a"},
    {"kind": "text", "path": "deler.a.navn", "field": "b"},
    {
        "kind": "table",
        "path": "kurs",
        "column": [
            {"kind": "text", "path": "navn", "field": "kurs.{i}.navn"},
            {"kind": "text", "path": "timer", "field": "kurs.{i}.timer"},
        ],
    },
]
MAPPING = FormMapping.model_validate({"form": "f", "edition": "1", "sha256": {}, "bind": FIELDS})


def column(path: str) -> dict[str, Any]:
    return {"header": path.upper(), "path": path, "required": True}


COLUMNS = ColumnMapping.model_validate(
    {
        "form": "f",
        "key": "ID",
        "sheet": [
            {"name": "A", "column": [column(p) for p in ("navn", "dato", "ferdig", "periode.fra", "del")]},
            {"name": "D", "table": "deler", "named_by": "Del", "names": {"A": "a"}, "column": [column("timer")]},
            {"name": "K", "table": "kurs", "column": [column("navn"), {"header": "T", "path": "timer"}]},
        ],
    }
)
PLAN = plan_type(MAPPING, COLUMNS)
FULL: dict[str, Any] = {"navn": "a", "dato": "2026-01-01", "periode": "2026"}


def missing(tree: dict[str, Any]) -> list[str]:
    found = list(required(MAPPING, COLUMNS)(PLAN.model_validate(tree), dt.date(2026, 1, 1)))
    assert {finding.rule for finding in found} <= {"R030"}
    return [finding.path for finding in found]


@pytest.mark.parametrize(
    ("tree", "paths"),
    [
        (FULL, []),
        ({}, ["navn", "dato", "periode.fra"]),
        (FULL | {"navn": "  "}, ["navn"]),
        (FULL | {"navn": 0}, []),
        (FULL | {"deler": {"a": {"navn": "x"}}}, ["deler.a.timer"]),
        (FULL | {"deler": {"a": {"timer": "0"}}}, []),
        (FULL | {"kurs": [{"navn": "x"}, {}, {"timer": "3"}]}, ["kurs.2.navn", "kurs.3.navn"]),
    ],
)
def test_what_is_missing_is_named(tree: dict[str, Any], paths: list[str]) -> None:
    assert missing(tree) == paths


def test_the_finding_names_the_column() -> None:
    [finding] = required(MAPPING, COLUMNS)(PLAN.model_validate(FULL | {"navn": ""}), dt.date(2026, 1, 1))
    assert "«NAVN»" in finding.nb
    assert "“NAVN”" in finding.en
