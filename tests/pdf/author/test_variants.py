from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.errors import TemplateError
from integplan_pdf.pdf.author.source import MAX_HEIGHT, Kind, Schema, read_source
from integplan_pdf.pdf.author.variants import compose_variant, variant_fields
from tests.pdf.author.conftest import change


@pytest.fixture
def schema(ferie: Path) -> Schema:
    return read_source(ferie).schema


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({}, "standard"),
        ({"switches": {"lang": False}, "rows": {"uke": 2}, "heights": {"uke.1.merknad": 20}}, "standard"),
        ({"switches": {"lang": True}}, "lang"),
        ({"switches": {"underskrift": False}}, "standard.uten-underskrift"),
        (
            {"switches": {"underskrift": False, "lang": True}, "rows": {"uke": 9}},
            "lang.uten-underskrift.uke-9",
        ),
    ],
)
def test_the_id_follows_from_the_differences(schema: Schema, parts: dict[str, Any], name: str) -> None:
    assert compose_variant(schema, **parts).id == name


def test_only_differences_are_kept(schema: Schema) -> None:
    variant = compose_variant(schema, {"lang": True, "underskrift": True}, {"uke": 2}, {"navn": 9, "uke.2.merknad": 20})
    assert (variant.switches, variant.rows, variant.heights) == ({"lang": True}, {}, {"navn": 9})


def test_heights_give_an_id_of_their_own(schema: Schema) -> None:
    one = compose_variant(schema, heights={"navn": 9, "uke.1.merknad": 30})
    same = compose_variant(schema, heights={"uke.1.merknad": 30, "navn": 9})
    other = compose_variant(schema, heights={"uke.1.merknad": 31, "navn": 9})
    assert one == same
    assert one.id != other.id
    assert one.id.startswith("standard.hoyde-")


def test_a_line_that_gets_a_height_of_its_own_holds_several(schema: Schema) -> None:
    plain, tall = (
        {field.name: field for field in variant_fields(schema, compose_variant(schema, heights=heights))}
        for heights in ({}, {"navn": 20, "uke.1.dato": 20})
    )
    assert (plain["navn"].kind, tall["navn"].kind) == (Kind.TEXT, Kind.MULTILINE)
    assert tall["uke.1.dato"].kind is Kind.DATE
    assert [kind for kind in Kind if kind.grows] == [Kind.TEXT, Kind.MULTILINE]


def test_the_source_may_set_a_lower_limit(ferie: Path) -> None:
    change(ferie / "skjema.toml", 'id = "navn"', 'id = "navn"\nmax_height = 40')
    schema = read_source(ferie).schema
    assert compose_variant(schema, heights={"navn": 40}).heights == {"navn": 40}
    with pytest.raises(TemplateError, match="«navn» kan ikke være 41; det må være fra 1 til 40"):
        compose_variant(schema, heights={"navn": 41})


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"switches": {"kort": True}}, "kjenner ikke «kort».*lang, underskrift"),
        ({"rows": {"dag": 3}}, "kjenner ikke «dag»"),
        ({"rows": {"uke": 31}}, "«uke» kan ikke være 31; det må være fra 1 til 30"),
        ({"rows": {"uke": 0}}, "«uke» kan ikke være 0"),
        ({"heights": {"uke.3.merknad": 30}}, r"kjenner ikke «uke\.3\.merknad»"),
        ({"heights": {"godkjent": 30}}, "kjenner ikke «godkjent»"),
        ({"heights": {"navn": MAX_HEIGHT + 1}}, "«navn» kan ikke være 201"),
    ],
)
def test_what_the_source_does_not_allow_is_refused(schema: Schema, parts: dict[str, Any], said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        compose_variant(schema, **parts)


def test_a_field_that_stands_twice_is_refused(ferie: Path) -> None:
    change(ferie / "skjema.toml", 'id = "uke.{i}.dato"', 'id = "uke.{i}.merknad"')
    schema = read_source(ferie).schema
    with pytest.raises(TemplateError, match=r"«uke\.1\.merknad» står to ganger"):
        variant_fields(schema, compose_variant(schema))


def test_a_field_cannot_be_a_level_of_another(ferie: Path) -> None:
    change(ferie / "skjema.toml", 'id = "navn"', 'id = "uke"')
    schema = read_source(ferie).schema
    with pytest.raises(TemplateError, match="«uke» er både et felt og et nivå"):
        variant_fields(schema, compose_variant(schema))
