from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from integplan_pdf.model.facts import Facts, Standing
from integplan_pdf.packs.integreringsplan.facts import facts
from integplan_pdf.packs.integreringsplan.plan import Plan
from tests.paths import ROOT

ON = dt.date(2026, 11, 23)
PEOPLE: list[dict[str, Any]] = json.loads((ROOT / "samples" / "deltakere.json").read_text())


def known(**parts: Any) -> Facts:
    return facts(Plan.model_validate(parts), ON)


def due(found: Facts) -> list[tuple[str, str, bool]]:
    return [(item.day.isoformat(), item.kind.nb, item.done) for item in found.deadlines]


def test_an_empty_plan_has_no_facts() -> None:
    assert known() == Facts()


def test_deadlines_of_each_kind() -> None:
    found = known(
        revidering=[
            {"planlagt_dato": "2026-12-01"},
            {"planlagt_dato": "2026-06-01", "dato_gjennomfoert": "2026-06-02"},
        ],
        delmaal=[{"periode": "01.09.2026–30.11.2026"}, {"periode": "snart"}],
        norskmaal={"frist": "2026-12-31"},
        proever={"lytte": {"tidspunkt": "12.2026", "gjennomfoert": True}, "lese": {"tidspunkt": "12.2026"}},
        varighet={"sluttdato": "2026-10-01"},
    )
    assert due(found) == [
        ("2026-12-01", "Revidering", False),
        ("2026-06-01", "Revidering", True),
        ("2026-11-30", "Delmål", False),
        ("2026-12-31", "Norskprøve", False),
        ("2026-12-31", "Frist for norskmål", False),
        ("2026-10-01", "Programmet slutter", True),
    ]


def test_an_extended_programme_ends_when_the_extension_does() -> None:
    found = known(varighet={"sluttdato": "2026-10-01", "forlengelse": {"til": "2027-03-31"}})
    assert due(found) == [("2027-03-31", "Programmet slutter", False)]


def test_the_goal_for_norwegian_is_reached_when_every_test_is_taken() -> None:
    tests = {skill: {"gjennomfoert": True} for skill in ("lytte", "lese", "skrive", "muntlig")}
    assert due(known(norskmaal={"frist": "2026-12-31"}, proever=tests)) == [("2026-12-31", "Frist for norskmål", True)]


@pytest.mark.parametrize(
    ("education", "norms"),
    [
        ("under_grunnskole", ["B1", "A2", "A2", "A2"]),
        ("grunnskole", ["B1", "B1", "B1", "B1"]),
        ("vgs_eller_hoeyere", ["B2", "B1", "B1", "B1"]),
        (None, ["", "", "", ""]),
    ],
)
def test_levels_are_held_against_section_28(education: str | None, norms: list[str]) -> None:
    levels = dict.fromkeys(("muntlig", "lese", "lytte", "skrive"), "A2")
    found = known(norskmaal=levels, opplysninger={"utdanning": education})
    assert [(mark.topic.nb, mark.norm) for mark in found.marks] == list(
        zip(("Muntlig", "Lese", "Lytte", "Skrive"), norms, strict=True)
    )


def test_fov_has_levels_of_its_own() -> None:
    goals = {"lese": "A2", "standpunktkarakter": {"fov": True}}
    (mark,) = known(norskmaal=goals, opplysninger={"utdanning": "grunnskole"}).marks
    assert (mark.norm, mark.standing) == ("A2", Standing.AT)


def test_every_sample_has_an_adviser_an_end_and_levels_that_can_be_judged() -> None:
    for tree in PEOPLE:
        found = facts(Plan.model_validate(tree), ON)
        assert found.responsible
        assert "Programmet slutter" in [item.kind.nb for item in found.deadlines]
        assert all(mark.standing is not Standing.UNKNOWN for mark in found.marks)


def test_who_it_is_about_is_not_in_the_repr() -> None:
    found = facts(Plan.model_validate(PEOPLE[0]), ON)
    assert found.subject == PEOPLE[0]["deltaker"]["navn"]
    for secret in (found.subject, found.number, found.responsible):
        assert secret not in repr(found)
