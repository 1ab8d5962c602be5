"""The plan type of a form that has none of its own: what it takes, what it becomes, and that nothing is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from integplan_pdf.engine import bind
from integplan_pdf.engine.dates import format_date
from integplan_pdf.engine.flat import plan_type
from integplan_pdf.engine.plans import field_paths, to_plan
from integplan_pdf.errors import MappingError
from integplan_pdf.model.mapping import ColumnMapping, FormMapping
from integplan_pdf.model.row import Origin, Row, Tree

LEVELS = {"A1": "A1", "A2": "A2"}
BIND: list[dict[str, Any]] = [
    {"kind": "text", "path": "person.navn", "field": "navn"},
    {"kind": "date", "path": "person.foedt", "field": "foedt"},
    {"kind": "period", "path": "periode", "field": "periode"},
    {"kind": "check", "path": "ferdig", "field": "ferdig", "on": "Ja"},
    {"kind": "one_of", "path": "utfall", "field": "utfall", "states": {"fullfoert": "F", "avbrutt": "A"}},
    {"kind": "one_of", "path": "maal", "fields": {"ja": "maal_ja", "nei": "maal_nei"}, "on": "Ja"},
    {"kind": "text", "path": "sted", "field": "sted"},
    {
        "kind": "table",
        "path": "kurs",
        "column": [
            {"kind": "text", "path": "navn", "field": "kurs.{i}.navn"},
            {"kind": "period", "path": "periode", "field": "kurs.{i}.periode"},
            {"kind": "check", "path": "ferdig", "field": "kurs.{i}.ferdig", "on": "Ja"},
            {"kind": "one_of", "path": "nivaa", "field": "kurs.{i}.nivaa", "states": LEVELS},
            {"kind": "one_of", "path": "sted.slag", "fields": {"ute": "u{i}", "inne": "i{i}"}, "on": "X"},
        ],
    },
]
OFF: list[dict[str, Any]] = [
    {"switch": "norsk", "path": "fakta.norsk", "equals": False},
    {"switch": "del", "path": "fakta.gruppe", "equals": "b"},
    {"switch": "kurs", "path": "kurs", "filled": True},
    {"switch": "merknad", "path": "fakta.merknad", "filled": True},
]
MAIN = [
    {
        "header": "Utfall",
        "path": "utfall",
        "kind": "choice",
        "choices": {"Fullført": "fullfoert", "Avbrutt": "avbrutt"},
    },
    {"header": "Gruppe", "path": "fakta.gruppe", "kind": "choice", "choices": {"Gruppe A": "a", "Gruppe B": "b"}},
    {"header": "Sted", "path": "sted", "kind": "choice", "choices": {"I Fjellvik": "Fjellvik"}},
]
DETAIL = [{"header": "Nivå", "path": "nivaa", "kind": "choice", "choices": {"Nivå A1": "A1", "Nivå A2": "A2"}}]
ROOM = 3


def form_mapping(bindings: list[dict[str, Any]] = BIND, **more: Any) -> FormMapping:
    fixed = {"form": "f", "edition": "1", "sha256": {}, "variant_path": "variant", "off_when": OFF}
    return FormMapping.model_validate({**fixed, "bind": bindings, **more})


def column_mapping(main: list[dict[str, Any]] = MAIN) -> ColumnMapping:
    sheets = [{"name": "Alle", "column": main}, {"name": "Kurs", "table": "kurs", "column": DETAIL}]
    return ColumnMapping.model_validate({"form": "f", "key": "ID", "sheet": sheets})


PLAIN = column_mapping([{"header": "Navn", "path": "navn"}])
PLAN = plan_type(form_mapping(), column_mapping())


def plan(tree: Tree) -> Any:
    made, findings = to_plan(Row("1", Origin("f"), {"id": "1", **tree}), PLAN)
    assert findings == []
    assert made is not None
    return made


def wrong(tree: Tree) -> list[tuple[str, str]]:
    _, findings = to_plan(Row("1", Origin("f"), tree), PLAN)
    return [(finding.rule, finding.path) for finding in findings]


# ---- Its shape ----------------------------------------------------------------------------------------------------


def test_it_has_the_bound_paths_the_key_the_variant_and_the_facts() -> None:
    assert set(field_paths(PLAN)) == {
        "id",
        "variant",
        "person.navn",
        "person.foedt",
        "periode",
        "ferdig",
        "utfall",
        "maal",
        "sted",
        "kurs.{i}.navn",
        "kurs.{i}.periode",
        "kurs.{i}.ferdig",
        "kurs.{i}.nivaa",
        "kurs.{i}.sted.slag",
        "fakta.norsk",
        "fakta.gruppe",
        "fakta.merknad",
    }


def test_everything_may_be_left_out_or_null() -> None:
    assert PLAN.model_validate({}) == PLAN.model_validate(
        {name: None for name in PLAN.model_fields if name not in ("id", "variant")}
    )


def test_its_json_schema_says_what_it_takes() -> None:
    schema = PLAN.model_json_schema(mode="validation")
    parts = schema["$defs"]
    assert schema["additionalProperties"] is False
    assert all(part["additionalProperties"] is False for part in parts.values() if part["type"] == "object")
    assert parts["Plan_kurs"]["properties"]["navn"]["type"] == "string"
    assert schema["properties"]["kurs"]["items"] == {"$ref": "#/$defs/Plan_kurs"}
    enums = {name: part["enum"] for name, part in parts.items() if "enum" in part}
    assert enums == {
        "Valg_utfall": ["fullfoert", "avbrutt"],
        "Valg_maal": ["ja", "nei"],
        "Valg_kurs_nivaa": ["A1", "A2"],
        "Valg_kurs_sted_slag": ["ute", "inne"],
        "Valg_fakta_gruppe": ["a", "b"],
    }


@pytest.mark.parametrize("path", ["copy", "a.model_config", "_x", "rad.1", "a..b", "json.navn"])
def test_a_path_that_cannot_be_an_attribute_is_named(path: str) -> None:
    with pytest.raises(MappingError, match="kan ikke være en sti") as caught:
        plan_type(form_mapping([{"kind": "text", "path": path, "field": "x"}]), PLAIN)
    assert path in caught.value.nb
    assert path in caught.value.en


def test_other_names_of_any_kind_will_do() -> None:
    paths = ["class", "model_dump_felt", "år", "for-navn", "fields", "en to"]
    kind = plan_type(form_mapping([{"kind": "text", "path": p, "field": p} for p in paths]), PLAIN)
    assert kind.model_validate(dict.fromkeys(paths, "x")).model_dump().items() >= dict.fromkeys(paths, "x").items()


@pytest.mark.parametrize("pair", [("a", "a.b"), ("a.b", "a"), ("a.b.c", "a.b")])
def test_a_path_cannot_be_both_a_value_and_a_part(pair: tuple[str, str]) -> None:
    both = [{"kind": "text", "path": path, "field": path} for path in pair]
    with pytest.raises(MappingError, match="både en verdi"):
        plan_type(form_mapping(both), PLAIN)


def test_the_key_may_stand_on_the_form() -> None:
    bound = form_mapping([{"kind": "text", "path": "id", "field": "saksnummer"}], off_when=[])
    kind = plan_type(bound, PLAIN)
    values, _ = bind.encode(
        bind.bind(bound, frozenset({"saksnummer"}), {}), kind.model_validate({"id": "7"}), Row("7", Origin(), {})
    )
    assert values == {"saksnummer": "7"}


# ---- Values and back ----------------------------------------------------------------------------------------------


def names() -> frozenset[str]:
    rows = [f"kurs.{n}.{part}" for n in range(1, ROOM + 1) for part in ("navn", "periode", "ferdig", "nivaa")]
    boxes = [f"{side}{n}" for n in range(1, ROOM + 1) for side in "ui"]
    return frozenset(["navn", "foedt", "periode", "ferdig", "utfall", "maal_ja", "maal_nei", "sted", *rows, *boxes])


BOUND = bind.bind(form_mapping(), names(), {})


def stored(made: BaseModel) -> dict[str, str]:
    values, findings = bind.encode(BOUND, made, Row("1", Origin("f"), {}))
    assert findings == []
    assert set(values) <= names()
    return {name: str(value) for name, value in values.items()}


FULL: Tree = {
    "person": {"navn": "Olena Kovalenko", "foedt": "1987-03-14"},
    "periode": "1.2.–30.6.2026",
    "ferdig": "x",
    "utfall": "avbrutt",
    "maal": "nei",
    "sted": "Fjellvik",
    "kurs": [
        {"navn": "Norsk", "periode": {"fra": "01.01.2026", "til": "31.01.2026"}, "nivaa": "A2"},
        {},
        {"navn": "Data", "ferdig": True, "sted": {"slag": "ute"}},
    ],
}


def test_what_each_kind_writes() -> None:
    assert stored(plan(FULL)) == {
        "navn": "Olena Kovalenko",
        "foedt": "14.03.1987",
        "periode": "01.02.2026–30.06.2026",
        "ferdig": "Ja",
        "utfall": "A",
        "maal_nei": "Ja",
        "sted": "Fjellvik",
        "kurs.1.navn": "Norsk",
        "kurs.1.periode": "01.01.2026–31.01.2026",
        "kurs.1.nivaa": "A2",
        "kurs.3.navn": "Data",
        "kurs.3.ferdig": "Ja",
        "u3": "X",
    }


WORDS = st.text("abc æøå«»0123456789\n", max_size=12)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)) | st.none()
WRITTEN_DAYS = DAYS.map(lambda day: format_date(day) if day else "")
PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: {"fra": ends[0], "til": ends[1]}) | WORDS
COURSE = st.fixed_dictionaries(
    {},
    optional={
        "navn": WORDS,
        "periode": PERIODS,
        "ferdig": st.booleans(),
        "nivaa": st.sampled_from(["A1", "a2", "", "Nivå A1"]),
        "sted": st.sampled_from([None, {}, {"slag": "inne"}, {"slag": "UTE"}]),
    },
)
PLANS = st.fixed_dictionaries(
    {},
    optional={
        "person": st.fixed_dictionaries({}, optional={"navn": WORDS, "foedt": DAYS | WRITTEN_DAYS}),
        "periode": PERIODS,
        "ferdig": st.booleans(),
        "utfall": st.sampled_from(["fullfoert", "AVBRUTT", "Fullført", None]),
        "maal": st.sampled_from(["ja", "nei", None]),
        "sted": WORDS,
        "kurs": st.lists(COURSE | st.none(), max_size=ROOM) | st.none(),
    },
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(PLANS)
def test_what_is_written_is_read_back_as_the_same_plan(tree: Tree) -> None:
    made = plan(tree)
    assert plan(bind.decode(BOUND, stored(made))) == made


def test_empty_rows_at_the_end_do_not_count_and_a_zero_is_no_empty_row() -> None:
    made = plan({"kurs": [{"navn": "a"}, None, {"navn": 0}, {"navn": "  ", "periode": {"fra": None}}, {}]})
    assert [row.navn for row in made.kurs] == ["a", "", "0"]


def test_a_number_is_written_with_decimal_comma() -> None:
    assert [plan({"sted": number}).sted for number in (12.5, 40.0, 7)] == ["12,5", "40", "7"]


# ---- Drop-downs and facts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_as", ["Fullført", "fullført", "fullfoert"])
def test_what_a_drop_down_shows_is_what_it_stands_for(given_as: str) -> None:
    assert plan({"utfall": given_as}).utfall == "fullfoert"


def test_a_drop_down_of_a_detail_sheet_and_of_a_text_field() -> None:
    assert plan({"kurs": [{"nivaa": "Nivå A2"}]}).kurs[0].nivaa == "A2"
    assert [plan({"sted": text}).sted for text in ("i fjellvik", "Dalvik")] == ["Fjellvik", "Dalvik"]


def test_a_drop_down_cannot_offer_what_the_form_lacks() -> None:
    wrong_word = [{**MAIN[0], "choices": {"Fullført": "fulført"}}]
    with pytest.raises(MappingError, match=r"«fulført» for «utfall»"):
        plan_type(form_mapping(), column_mapping(wrong_word))


def test_facts_turn_parts_off() -> None:
    on = {"norsk": True, "del": True, "kurs": True, "merknad": True}

    def off(tree: Tree) -> set[str]:
        return {name for name, value in bind.switches_for(form_mapping(), plan(tree), on).items() if not value}

    assert off({}) == set()
    assert off({"fakta": {"norsk": "Nei"}}) == {"norsk"}
    assert off({"fakta": {"norsk": "Ja", "gruppe": "Gruppe A"}}) == set()
    assert off({"fakta": {"gruppe": "Gruppe B", "merknad": "x"}}) == {"del", "merknad"}
    assert off({"kurs": [{"navn": "x"}]}) == {"kurs"}


# ---- Bad values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "rule", "path"),
    [
        ({"person": {"foedt": "31.02.1990"}}, "R011", "person.foedt"),
        ({"person": {"navn": True}}, "R010", "person.navn"),
        ({"person": {"navn": ["a"]}}, "R010", "person.navn"),
        ({"ferdig": "kanskje"}, "R010", "ferdig"),
        ({"utfall": "ferdig"}, "R010", "utfall"),
        ({"maal": "ja, nei"}, "R012", "maal"),
        ({"fakta": {"norsk": "litt"}}, "R010", "fakta.norsk"),
        ({"fakta": {"gruppe": "c"}}, "R010", "fakta.gruppe"),
        ({"kurs": [{}, {"nivaa": "D1"}]}, "R010", "kurs.2.nivaa"),
        ({"kurs": [{"sted": {"slag": "oppe"}}]}, "R010", "kurs.1.sted.slag"),
        ({"kurs": [{"periode": {"fra": "i går"}}]}, "R011", "kurs.1.periode.fra"),
        ({"kurs": [{"nvan": "x"}]}, "R013", "kurs.1.nvan"),
        ({"merknad": "x"}, "R013", "merknad"),
        ({"kurs": 5}, "R015", "kurs"),
        ({"kurs": {"navn": "x"}}, "R015", "kurs"),
        ({"kurs": ["x"]}, "R015", "kurs.1"),
        ({"person": "x"}, "R015", "person"),
    ],
)
def test_a_bad_value_is_a_finding_at_its_place(tree: Tree, rule: str, path: str) -> None:
    assert wrong(tree) == [(rule, path)]


def test_a_finding_names_the_cell_and_the_words_of_the_drop_down() -> None:
    cell = Origin("bevis.xlsx", "Alle", 2, "Utfall", "1")
    _, [finding] = to_plan(Row("1", Origin("bevis.xlsx"), {"utfall": "ferdig"}, {"utfall": cell}), PLAN)
    assert finding.origin == cell
    assert "Fullført, Avbrutt" in finding.nb
    assert "ferdig" not in finding.nb


def test_the_rest_of_a_row_with_a_bad_value_is_kept() -> None:
    made, findings = to_plan(
        Row("1", Origin("f"), {"sted": "Fjellvik", "utfall": "?", "kurs": [{"navn": "a", "nivaa": "?"}]}), PLAN
    )
    assert len(findings) == 2
    assert made == PLAN.model_validate({"sted": "Fjellvik", "kurs": [{"navn": "a"}]})
