from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from integplan_pdf.model.facts import Deadline, Label, Mark, Standing
from integplan_pdf.model.report import Status
from integplan_pdf.reports.view import view
from integplan_pdf.reports.view.shapes import Chart, Tag, View
from tests.reports.made import (
    ADVISER,
    INFO,
    MUNTLIG,
    NORSK,
    ON,
    PLAIN,
    REVISJON,
    UNASSESSED,
    WARNING,
    facts,
    item,
    report,
    small,
)


def chart(seen: View, id: str) -> Chart:
    return next(one for one in seen.charts if one.id == id)


def test_every_plan_has_one_outcome_and_the_summary_counts_them() -> None:
    seen = view(small(), "nb")
    assert [(figure.label, figure.value) for figure in seen.figures] == [
        ("Må rettes", 1),
        ("Bør ses på", 1),
        ("Ikke alt er vurdert", 1),
        ("I orden", 1),
    ]
    assert seen.summary == (
        "4 planer er kontrollert etter reglene per 23.11.2026. "
        "1 må rettes, 1 bør ses på, 1 er ikke ferdig vurdert og 1 er i orden."
    )
    assert view(small(), "en").summary == (
        "4 plans checked by the rules as of 23 Nov 2026. "
        "1 must be corrected, 1 should be looked at, 1 not fully judged and 1 in order."
    )


def test_a_plan_that_could_not_be_judged_is_never_in_order() -> None:
    seen = view(report(item("a", UNASSESSED)), "nb")
    assert {figure.label: figure.value for figure in seen.figures}["I orden"] == 0
    assert [row[0] for row in seen.unassessed.rows] == ["opplysninger.utdanning"]
    assert seen.urgent.rows == ()
    assert len(seen.findings.rows) == 1
    assert all(one.id != "regler" for one in seen.charts)


def test_one_and_many_are_worded_apart() -> None:
    assert view(report(item("a")), "nb").summary.startswith("1 plan er kontrollert")
    assert view(report(), "nb").summary == "0 planer er kontrollert etter reglene per 23.11.2026."
    many = view(report(*(item(str(n)) for n in range(1200))), "nb")
    assert many.summary.startswith("1\u00a0200 planer er")
    assert view(report(*(item(str(n)) for n in range(1200))), "en").summary.startswith("1,200 plans checked")


def test_findings_stand_worst_first_and_are_counted_by_rule_and_plan() -> None:
    seen = view(report(item("a", INFO, WARNING, PLAIN), item("b", WARNING, WARNING)), "nb")
    weights = [row[4].text for row in seen.findings.rows[:3] if isinstance(row[4], Tag)]
    assert weights == ["Feil", "Advarsel", "Til orientering"]
    assert seen.urgent.rows == tuple(row for row in seen.findings.rows if "IP901" not in row)
    counts = {row[0]: row[-2:] for row in seen.rules.rows}
    assert counts == {"IP201": (1, 1), "IP504": (3, 2), "IP901": (1, 1)}
    assert [point.total for point in chart(seen, "regler").panels[0].points] == [1, 3, 1]


def test_a_rule_worded_in_several_ways_says_so() -> None:
    other = replace(WARNING, nb="E-posten er feil i tre planer.")
    rows = view(report(item("a", WARNING), item("b", other)), "nb").rules.rows
    assert [row[2] for row in rows] == ["E-posten er feil. (Ordlyden varierer.)"]


def test_rules_beyond_a_dozen_share_a_bar() -> None:
    found = [replace(WARNING, rule=f"IP{number}") for number in range(100, 120)]
    points = chart(view(report(item("a", *found)), "nb"), "regler").panels[0].points
    assert len(points) == 13
    assert (points[-1].label, points[-1].total) == ("Andre regler (8)", 8)


def test_strength_source_and_place_are_shown() -> None:
    row = view(report(item("a", PLAIN)), "nb").findings.rows[0]
    assert "Lov" in row
    assert "ark «Deltakere», rad 4, kolonne «Sluttmål»" in row
    assert "maal.sluttmaal.beskrivelse" not in str(row)
    assert view(report(item("a", WARNING)), "nb").findings.rows[0][8] == "kontakt.epost"


def test_statuses_get_a_bar_each_when_they_differ() -> None:
    items = (
        item("a", PLAIN),
        replace(item("b"), status=Status.WRITTEN),
        replace(item("c", WARNING), status=Status.WRITTEN),
    )
    drawn = chart(view(report(*items, verb="fill"), "nb"), "resultat")
    assert [(point.label, point.total) for point in drawn.panels[0].points] == [("Skrevet", 2), ("Kontrollert", 1)]


def test_deadlines_are_overdue_soon_later_or_done_and_open_ones_come_first() -> None:
    days = (-1, 0, 30, 31, -400)
    due = [Deadline(ON + dt.timedelta(n), REVISJON, done=n == -400) for n in days]
    seen = view(report(item("a", known=facts(ADVISER, *due))), "nb")
    states = [(row[3], row[2].text) for row in seen.deadlines.rows if isinstance(row[2], Tag)]
    assert states == [(-1, "Passert"), (0, "Snart"), (30, "Snart"), (31, "Senere"), (-400, "Gjort")]
    assert [row[0] for row in seen.near.rows] == ["Passert", "nov. 2026", "des. 2026"]
    late, soon = seen.people.rows[0][-2:]
    assert (late, soon) == (1, 2)


def test_the_deadline_chart_counts_every_open_deadline_once() -> None:
    days = [ON + dt.timedelta(n) for n in range(-40, 900, 7)]
    seen = view(report(item("a", known=facts(ADVISER, *(Deadline(day, REVISJON) for day in days)))), "nb")
    points = chart(seen, "frister").panels[0].points
    assert sum(point.total for point in points) == len(days)
    assert points[0].total == sum(day < ON for day in days)
    by_month = {point.label: point.total for point in points}
    assert by_month["nov. 2026"] == sum(ON <= day <= dt.date(2026, 11, 30) for day in days)
    assert by_month["juli 2027"] == sum((day.year, day.month) == (2027, 7) for day in days)
    assert by_month["Senere"] == sum(day >= dt.date(2027, 8, 1) for day in days)


def test_more_kinds_of_deadline_than_colours_share_one() -> None:
    due = [Deadline(ON, Label(f"slag {n}", f"kind {n}")) for n in range(8)]
    drawn = chart(view(report(item("a", known=facts(ADVISER, *due))), "nb"), "frister")
    assert [series.name for series in drawn.series] == ["slag 0", "slag 1", "slag 2", "slag 3", "Annet"]
    assert [sum(values) for values in zip(*(point.values for point in drawn.panels[0].points), strict=True)] == [
        1,
        1,
        1,
        1,
        4,
    ]


def test_without_a_day_to_judge_by_no_deadline_is_judged() -> None:
    seen = view(replace(small(), on=None), "nb")
    assert seen.deadlines.rows == seen.near.rows == ()
    assert all(one.id != "frister" for one in seen.charts)


@pytest.mark.parametrize(
    ("step", "norm", "standing"),
    [
        ("A1", "A2", Standing.BELOW),
        ("A2", "A2", Standing.AT),
        ("B1", "A2", Standing.ABOVE),
        ("B1", "", Standing.UNKNOWN),
    ],
)
def test_a_step_stands_to_its_norm(step: str, norm: str, standing: Standing) -> None:
    assert Mark(NORSK, MUNTLIG, step, norm).standing is standing


def test_levels_are_counted_by_topic_step_and_standing() -> None:
    drawn = chart(view(small(), "nb"), "nivaa1")
    assert [panel.title for panel in drawn.panels] == ["Muntlig", "Lese"]
    assert [series.name for series in drawn.series] == ["Lavere", "Høyere"]
    assert [point.values for point in drawn.panels[0].points] == [(0, 0), (4, 0), (0, 0)]
    assert [point.values for point in drawn.panels[1].points] == [(0, 0), (0, 0), (0, 4)]


def test_advisers_are_numbered_by_first_appearance_whatever_the_spelling() -> None:
    assert [row[0] for row in view(small(), "nb").people.rows] == ["Rådgiver 1", "Rådgiver 2", "Ingen oppgitt"]
    assert [row[0] for row in view(small(), "en", show_values=True).people.rows] == [
        ADVISER,
        "Ola Kanarivik",
        "None given",
    ]


def test_a_key_that_looks_like_a_number_is_covered_and_the_plans_stay_apart() -> None:
    seen = view(report(item("14838702016", PLAIN), item("54838702271", PLAIN)), "nb")
    assert [row[0] for row in seen.findings.rows] == ["Plan nr. 1 (ID vises ikke)", "Plan nr. 2 (ID vises ikke)"]
    assert view(report(item("14838702016", PLAIN)), "nb", show_values=True).findings.rows[0][0] == "14838702016"
