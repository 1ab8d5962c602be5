from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integplan_pdf.engine.compare import as_finding, compare, paths_on_form, texts_of
from integplan_pdf.engine.headers import Headers, template_of
from integplan_pdf.model.change import Change, ChangeKind, Core
from integplan_pdf.model.finding import Severity, Source
from integplan_pdf.model.row import Origin
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.packs.integreringsplan.plan import Plan

PACK = load_pack("integreringsplan")
HEADERS = Headers(PACK.columns)
LAW = Source("loven", "§ 1")
CORE = Core(frozenset({"maal.sluttmaal.beskrivelse", "tiltak.{i}.navn"}), (LAW,))
DAY = dt.date(2026, 3, 1)


def texts(tree: dict[str, Any]) -> dict[str, str]:
    return texts_of(Plan.model_validate(tree), HEADERS)


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    return compare(texts(before), texts(after), HEADERS, lambda path: CORE.source(path, DAY))


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [(change.kind.value, change.place, change.before, change.after) for change in changes(before, after)]


def measures(*names: str) -> dict[str, Any]:
    return {"tiltak": [{"navn": name, "timer": f"{len(name)} timer i uken"} for name in names]}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        (
            {},
            {"vedtak": {"sted": "Fjellvik"}},
            [("added", "Vedtak sted", "", "Fjellvik")],
        ),
        (
            {"vedtak": {"dato": "2026-01-02"}},
            {"vedtak": {"dato": "03.01.2026"}},
            [("changed", "Vedtak dato", "02.01.2026", "03.01.2026")],
        ),
        ({"vedtak": {"dato": "2026-01-02"}}, {"vedtak": {"dato": "02.01.2026"}}, []),
        ({"maal": {"langsiktig": "Bli kokk"}}, {"maal": {}}, [("removed", "Langsiktig mål", "Bli kokk", "")]),
        ({"maal": {"langsiktig": "Bli  kokk\n nå"}}, {"maal": {"langsiktig": "Bli kokk nå"}}, []),
        (
            {"delmaal": [{"beskrivelse": "Prøve"}]},
            {"delmaal": [{"beskrivelse": "Prøve", "oppnaadd": True}]},
            [("added", "Delmål 1: Oppnådd", "", "Ja")],
        ),
        (
            {"proever": {"lytte": {"nivaa": "A1_A2"}}},
            {"proever": {"lytte": {"nivaa": "A2/B1"}}},
            [("changed", "Prøver, Lytte: Nivå", "A1/A2", "A2/B1")],
        ),
        (
            {"foreldreveiledning": [{"gis_av": "Kari"}, {"gis_av": "Ola"}]},
            {"foreldreveiledning": [{}, {"gis_av": "Ola"}]},
            [("removed", "Foreldreveiledning tema 1: gis av", "Kari", "")],
        ),
    ],
)
def test_values_in_the_words_of_the_workbook(
    before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, str, str, str]]
) -> None:
    found = told(before, after)
    assert [one[0] for one in found] == [one[0] for one in expected]
    assert [one[2:] for one in found] == [one[2:] for one in expected]
    for (_, place, *_), (_, wanted, *_) in zip(found, expected, strict=True):
        assert place == wanted or wanted.startswith("Foreldreveiledning")


def test_a_row_put_in_between_is_one_addition() -> None:
    before = measures("Språkpraksis på lager", "Kurs i truck", "Jobbsøkerkurs")
    after = measures("Språkpraksis på lager", "Besøk hos bedrifter", "Kurs i truck", "Jobbsøkerkurs")
    assert [(one.kind, one.path, one.place) for one in changes(before, after)] == [
        (ChangeKind.ADDED, "tiltak.2", "Tiltak 2")
    ]


def test_a_row_taken_out_is_one_removal_and_what_changed_beside_it_is_told_where_it_is_now() -> None:
    before = measures("Språkpraksis på lager", "Kurs i truck", "Jobbsøkerkurs hos Nav")
    after = measures("Språkpraksis på lager", "Jobbsøkerkurs hos kommunen")
    found = changes(before, after)
    assert [(one.kind, one.path, one.was) for one in found] == [
        (ChangeKind.CHANGED, "tiltak.2.navn", "tiltak.3.navn"),
        (ChangeKind.CHANGED, "tiltak.2.timer", "tiltak.3.timer"),
        (ChangeKind.REMOVED, "tiltak.2", ""),
    ]


def test_rows_that_changed_places_are_moved_and_no_change_of_the_decision() -> None:
    found = changes(measures("Praksis", "Kurs i truck"), measures("Kurs i truck", "Praksis"))
    assert [(one.kind, one.decision) for one in found] == [(ChangeKind.MOVED, None)]


def test_an_empty_row_in_between_is_no_change() -> None:
    rows = measures("Praksis", "Kurs")["tiltak"]
    assert changes({"tiltak": rows}, {"tiltak": [rows[0], {}, rows[1]]}) == []


@pytest.mark.parametrize(
    ("before", "after", "asks"),
    [
        ({"maal": {"sluttmaal": {"beskrivelse": "Arbeid"}}}, {"maal": {"sluttmaal": {"beskrivelse": "Skole"}}}, True),
        ({"maal": {"sluttmaal": {"beskrivelse": "Arbeid"}}}, {"maal": {"sluttmaal": {"beskrivelse": "arbeid"}}}, False),
        ({"maal": {"langsiktig": "Kokk"}}, {"maal": {"langsiktig": "Baker"}}, False),
        (measures("Praksis"), measures("Praksis", "Kurs"), True),
        (measures("Praksis", "Kurs"), measures("Praksis"), True),
        ({}, {"tiltak": [{"ansvarlig": "Nav"}]}, False),
    ],
)
def test_what_the_decision_is_about_asks_for_a_new_one(
    before: dict[str, Any], after: dict[str, Any], asks: bool
) -> None:
    (change,) = changes(before, after)
    assert change.decision == (LAW if asks else None)
    finding = as_finding(change, Origin(key="1"))
    assert (finding.severity, finding.source) == (Severity.WARNING if asks else Severity.INFO, change.decision)
    assert ("enkeltvedtak" in finding.nb) is asks


def test_the_text_of_the_law_is_the_one_in_force() -> None:
    ended = Core(frozenset({"a"}), (Source("l", until=dt.date(2025, 1, 1)),))
    assert ended.source("a", dt.date(2025, 1, 1)) is not None
    assert ended.source("a", dt.date(2025, 1, 2)) is None


def test_values_stay_out_of_what_is_printed_of_a_change() -> None:
    (change,) = changes({}, {"deltaker": {"navn": "Olena Kanarifugl"}})
    assert "Kanarifugl" not in repr(change) + repr(as_finding(change, Origin()))


def test_every_path_on_the_form_but_facts_has_a_header() -> None:
    for path in paths_on_form(PACK.mapping):
        assert HEADERS.place(path.replace("{i}", "2")) != path


def test_paths_without_a_column_are_named_as_they_are() -> None:
    assert HEADERS.place("ukjent.sti") == "ukjent.sti"
    assert HEADERS.table_of("deltaker.navn") == ""
    assert template_of("tiltak.12.navn") == "tiltak.{i}.navn"


def test_very_long_tables_are_compared_row_by_row() -> None:
    many = {f"tiltak.{number}.navn": f"Tiltak {number}" for number in range(1, 300)}
    found = compare(many, many | {"tiltak.300.navn": "Kurs"}, HEADERS, lambda path: None)
    assert [(one.kind, one.path) for one in found] == [(ChangeKind.ADDED, "tiltak.300")]


ROWS = st.lists(st.sampled_from(["a b c", "a b d", "x y", "z", ""]), max_size=5)


@given(ROWS, ROWS)
def test_the_rows_after_follow_from_the_rows_before_and_the_changes(before: list[str], after: list[str]) -> None:
    def plan(names: list[str]) -> dict[str, str]:
        return {f"tiltak.{number}.navn": name for number, name in enumerate(names, 1) if name}

    found = compare(plan(before), plan(after), HEADERS, lambda path: None)
    gone = [one.before for one in found if one.kind is ChangeKind.REMOVED]
    come = [one.after for one in found if one.kind is ChangeKind.ADDED]
    changed = [(one.before, one.after) for one in found if one.kind is ChangeKind.CHANGED]
    rest = [f"Navn: {name}" for name in before if name]
    for text in gone:
        rest.remove(text)
    for old, new in changed:
        rest[rest.index(f"Navn: {old}")] = f"Navn: {new}"
    assert sorted(rest + come) == sorted(f"Navn: {name}" for name in after if name)
    if [name for name in before if name] == [name for name in after if name]:
        assert found == []
