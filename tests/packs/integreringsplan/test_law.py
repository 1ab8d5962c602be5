"""The law as data: every text and value is dated, sourced and used."""

from __future__ import annotations

import ast
import datetime as dt
from itertools import combinations
from pathlib import Path

import pytest

from integplan_pdf.engine.law import parse_law
from integplan_pdf.model.finding import Source
from integplan_pdf.packs.integreringsplan import rules
from integplan_pdf.packs.integreringsplan.law import LAW

ADVICE = {"raad", "tilsyn", "hkdir", "skatteetaten", "malen"}
PACK = Path(rules.__file__).parent.parent


def program() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACK.rglob("*.py")))


@pytest.mark.parametrize("name", LAW.sources)
def test_a_text_of_law_says_where_it_stands_since_when_and_when_it_was_checked(name: str) -> None:
    source = LAW.source(name)
    assert source.law
    if name not in ADVICE:
        assert source.section and source.since and source.checked
        assert source.url.startswith("https://lovdata.no/")
        assert source.until is None or source.since < source.until


@pytest.mark.parametrize("name", LAW.values)
def test_a_value_has_a_unit_and_never_two_amounts_on_one_day(name: str) -> None:
    values = LAW.values[name]
    assert values and all(value.unit for value in values)
    for one, other in combinations([value.source for value in values], 2):
        assert not overlap(one, other), name


def overlap(one: Source, other: Source) -> bool:
    first = max(one.since or dt.date.min, other.since or dt.date.min)
    return first <= min(one.until or dt.date.max, other.until or dt.date.max)


def test_no_value_and_no_text_is_there_for_nothing() -> None:
    text = program()
    for name in LAW.values:
        assert name in text or name.startswith("nivaa_"), name
    used = {value.source for values in LAW.values.values() for value in values}
    for name, source in LAW.sources.items():
        assert source in used or f'"{name}"' in text, name


def test_numbers_of_the_law_stand_in_the_law_only() -> None:
    """What rules are written with: indexes, days of a week and a year, per cent, and days of tolerance."""
    functions = [
        node
        for path in sorted((PACK / "rules").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    bodies = [part for function in functions for statement in function.body for part in ast.walk(statement)]
    numbers = {part.value for part in bodies if isinstance(part, ast.Constant) and type(part.value) in (int, float)}
    assert numbers <= {0, 1, 2, 7, 100, 365}


def test_the_old_and_the_new_law_differ_where_they_should() -> None:
    before, after = dt.date(2025, 12, 31), dt.date(2026, 1, 1)
    assert (LAW.get("varighet_vgs", before), LAW.get("varighet_vgs", after)) == (6, 12)
    assert (LAW.get("forlengelse_vgs", before), LAW.get("forlengelse_vgs", after)) == (6, 0)
    assert (LAW.get("varighet_vgo", before), LAW.get("varighet_vgo", after)) == (36, 48)
    assert LAW.at("varighet_43d", after) is None
    assert LAW.at("timer_etter_uten_vgs", before) is None


def test_a_value_out_of_force_or_without_source_is_told() -> None:
    with pytest.raises(LookupError, match="varighet_vgs"):
        LAW.get("varighet_vgs", dt.date(2000, 1, 1))
    with pytest.raises(LookupError, match="lengde"):
        parse_law({}, {"lengde": {"unit": "m", "at": [{"value": 1, "source": "ingen"}]}})
