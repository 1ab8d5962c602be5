from __future__ import annotations

from typing import Any

from integplan_pdf.engine.contract import check_columns, check_form, check_plan
from integplan_pdf.model.mapping import ColumnMapping, FormMapping, SwitchRule
from integplan_pdf.model.row import Origin
from integplan_pdf.model.template import Field, FieldKind, Template

HERE = Origin(file="pdf.toml")
TEMPLATE = Template(
    sha256="",
    page_count=1,
    fields=(
        Field("navn", FieldKind.TEXT),
        Field("ja", FieldKind.CHECK, states=("Ja",)),
        Field("nivaa", FieldKind.CHECK, states=("A1", "A2")),
        Field("rad.1.a", FieldKind.TEXT),
        Field("rad.2.a", FieldKind.TEXT),
        Field("sign", FieldKind.SIGNATURE),
    ),
)
GOOD: list[dict[str, Any]] = [
    {"kind": "text", "path": "navn", "field": "navn"},
    {"kind": "check", "path": "ja", "field": "ja", "on": "Ja"},
    {"kind": "one_of", "path": "nivaa", "field": "nivaa", "states": {"a": "A1", "b": "A2"}},
    {"kind": "table", "path": "rad", "column": [{"kind": "text", "path": "a", "field": "rad.{i}.a"}]},
]
IGNORED = [{"field": "sign", "why": "signeres for hånd"}]


def mapping(bind: list[dict[str, Any]], ignore: list[dict[str, Any]] = IGNORED) -> FormMapping:
    return FormMapping.model_validate({"form": "f", "edition": "1", "sha256": {}, "bind": bind, "ignore": ignore})


def rules(bind: list[dict[str, Any]], ignore: list[dict[str, Any]] = IGNORED) -> list[tuple[str, str]]:
    return [(f.rule, f.field) for f in check_form(mapping(bind, ignore), TEMPLATE, {}, HERE)]


def test_a_mapping_that_fits_has_no_findings() -> None:
    assert rules(GOOD) == []


def test_a_field_that_the_form_lacks_is_named_with_the_nearest() -> None:
    found = check_form(mapping([*GOOD, {"kind": "text", "path": "x", "field": "nvan"}]), TEMPLATE, {}, HERE)
    assert [(f.rule, f.field) for f in found] == [("T001", "nvan")]
    assert "«navn»" in found[0].nb


def test_a_field_that_nobody_binds_is_an_error() -> None:
    assert rules(GOOD[1:]) == [("T002", "navn")]
    assert rules(GOOD, []) == [("T002", "sign")]


def test_a_field_bound_twice_is_an_error() -> None:
    assert rules([*GOOD, {"kind": "text", "path": "x", "field": "navn"}]) == [("T003", "navn")]


def test_kinds_and_states_must_agree() -> None:
    assert rules([{"kind": "check", "path": "navn", "field": "navn", "on": "Ja"}, *GOOD[1:]]) == [("T004", "navn")]
    assert rules([GOOD[0], {"kind": "check", "path": "ja", "field": "ja", "on": "Yes"}, *GOOD[2:]]) == [("T005", "ja")]


def test_a_table_with_a_hole_is_an_error() -> None:
    table = {
        "kind": "table",
        "path": "rad",
        "column": [
            {"kind": "text", "path": "a", "field": "rad.{i}.a"},
            {"kind": "text", "path": "b", "field": "rad.{i}.b"},
        ],
    }
    assert rules([*GOOD[:3], table]) == [("T001", "rad.1.b"), ("T001", "rad.2.b")]


def test_conditions_choose_what_must_be_there() -> None:
    absent = {"kind": "text", "path": "x", "field": "borte", "when": "del"}
    assert [f.rule for f in check_form(mapping([*GOOD, absent]), TEMPLATE, {"del": True}, HERE)] == ["T001"]
    assert check_form(mapping([*GOOD, absent]), TEMPLATE, {"del": False}, HERE) == []


def test_paths_are_held_against_the_plan() -> None:
    known = ["navn", "ja", "nivaa", "rad.{i}.a"]
    assert check_plan(mapping(GOOD), known, HERE) == []
    assert [(f.rule, f.path) for f in check_plan(mapping(GOOD), known[1:], HERE)] == [("T006", "navn")]
    twice = [*GOOD, {"kind": "text", "path": "navn", "field": "x"}]
    assert [(f.rule, f.path) for f in check_plan(mapping(twice), known, HERE)] == [("T007", "navn")]


def test_column_paths_are_held_against_the_plan() -> None:
    columns = ColumnMapping.model_validate(
        {
            "form": "f",
            "key": "ID",
            "sheet": [
                {"name": "A", "column": [{"header": "N", "path": "navn"}, {"header": "M", "path": "nvan"}]},
                {
                    "name": "B",
                    "table": "rad",
                    "column": [{"header": "Fra", "path": "periode.fra"}, {"header": "X", "path": "x"}],
                },
            ],
        }
    )
    found = check_columns(columns, ["navn", "rad.{i}.periode"], HERE)
    assert [(f.rule, f.path) for f in found] == [("T006", "nvan"), ("T006", "rad.{i}.x")]


def test_facts_and_the_variant_are_held_against_the_plan() -> None:
    facts = mapping(GOOD).model_copy(
        update={"off_when": (SwitchRule(switch="del", path="fakta.barn", equals=False),), "variant_path": "variant"}
    )
    known = ["navn", "ja", "nivaa", "rad.{i}.a"]
    assert [(f.rule, f.path) for f in check_plan(facts, known, HERE)] == [("T006", "fakta.barn"), ("T006", "variant")]
    assert check_plan(facts, [*known, "fakta.barn", "variant"], HERE) == []


def test_switches_are_held_against_the_form() -> None:
    conditional = mapping([{**GOOD[0], "when": "!dle"}, *GOOD[1:]])
    facts = conditional.model_copy(update={"off_when": (SwitchRule(switch="norsk", path="x", filled=True),)})
    found = [f for f in check_form(facts, TEMPLATE, {"del": True}, HERE) if f.rule == "T008"]
    assert ["«norsk»" in found[0].nb, "«dle»" in found[1].nb, "Mente du «del»?" in found[1].nb] == [True] * 3
    assert len(found) == 2
