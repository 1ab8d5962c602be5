from __future__ import annotations

import tomllib
from functools import cache

import pytest

from integplan_pdf.engine.bind import bind, decode, encode
from integplan_pdf.engine.contract import check_columns, check_form, check_plan
from integplan_pdf.engine.drafting import Draft, columns_toml, draft, pdf_toml
from integplan_pdf.engine.flat import plan_type
from integplan_pdf.engine.plans import field_paths, to_plan
from integplan_pdf.model.mapping import Column, ColumnMapping, FormMapping, TableBinding
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.model.template import Field, FieldKind, Template, Widget
from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.pdf.labels import printed_pages
from tests.paths import SHARED
from tests.printed_form import application

HERE = Origin()


@cache
def drafted() -> tuple[Draft, Template]:
    data = application()
    template = inspect_template(data)
    return draft(template, printed_pages(data), "soeknad", "1"), template


def headers(columns: tuple[Column, ...]) -> dict[str, str]:
    return {column.path: column.header for column in columns}


def test_words_near_a_field_name_it_where_its_own_name_says_nothing() -> None:
    made, _ = drafted()
    assert headers(made.main) == {
        "fullt_navn": "Fullt navn",
        "foedselsdato": "Fødselsdato",
        "jeg_har_lest_reglene": "Jeg har lest reglene",
        "tolk": "Trenger du tolk?",
        "nivaa": "Nivå",
        "morsmaal": "Morsmål",
        "hvorfor_trenger_du_opplaeringen": "Hvorfor trenger du opplæringen?",
    }


def test_kinds_and_states() -> None:
    made, _ = drafted()
    plain = {one.path: one.model_dump(exclude_defaults=True, exclude={"path"}) for one in made.mapping.bind}
    assert plain["foedselsdato"] == {"kind": "date", "field": "Text2"}
    assert plain["jeg_har_lest_reglene"] == {"kind": "check", "field": "Check Box3", "on": "Yes"}
    assert plain["tolk"] == {"kind": "one_of", "fields": {"Ja": "tolk_ja", "Nei": "tolk_nei"}, "on": "1"}
    assert plain["nivaa"]["states"] == {"A1": "0", "A2": "1", "B1": "2"}
    assert plain["morsmaal"]["states"] == {"Ukrainsk": "ukr", "Arabisk standard": "ara"}


def test_rows_become_a_table_with_a_sheet_of_its_own() -> None:
    made, _ = drafted()
    (table,) = (one for one in made.mapping.bind if isinstance(one, TableBinding))
    assert [column.path for column in table.column] == ["kurs", "timer", "bestaatt"]
    (sheet,) = made.details
    assert sheet.table == table.path
    assert headers(sheet.column) == {"kurs": "Kurs", "timer": "Timer", "bestaatt": "Bestått"}


def test_what_is_not_filled_in_says_why() -> None:
    made, _ = drafted()
    assert {one.field: one.why for one in made.mapping.ignore} == {
        "Skriv ut": "Knapp; har ingen verdi.",
        "Signature7": "Signeres etter at skjemaet er fylt ut.",
        "sum": "Skrivebeskyttet i skjemaet.",
    }


def test_every_binding_has_a_note() -> None:
    made, _ = drafted()
    paths = [one.path for one in made.mapping.bind]
    paths += [
        f"rader.{{i}}.{column.path}"
        for one in made.mapping.bind
        if isinstance(one, TableBinding)
        for column in one.column
    ]
    assert list(made.notes) == paths


def contract(made: Draft, template: Template) -> list[str]:
    columns = made.columns()
    known = field_paths(plan_type(made.mapping, columns))
    found = [
        *check_form(made.mapping, template, {}, HERE),
        *check_plan(made.mapping, known, HERE),
        *check_columns(columns, known, HERE),
    ]
    return [f"{one.rule} {one.field or one.path}" for one in found]


def test_the_draft_fits_its_form_and_its_plan() -> None:
    assert contract(*drafted()) == []


def test_what_is_encoded_is_decoded() -> None:
    made, template = drafted()
    tree = {
        "id": "1",
        "fullt_navn": "Oda Prøvesen",
        "foedselsdato": "2001-02-03",
        "jeg_har_lest_reglene": True,
        "tolk": "Nei",
        "nivaa": "B1",
        "morsmaal": "Arabisk standard",
        "rader": [{"kurs": "Norsk", "timer": "10"}, {"bestaatt": True}, {"kurs": "Samfunnskunnskap"}],
    }
    row = Row("1", HERE, tree)
    plan, findings = to_plan(row, plan_type(made.mapping, made.columns()))
    assert plan is not None
    assert findings == []
    bound = bind(made.mapping, frozenset(template.by_name()), {})
    values, findings = encode(bound, plan, row)
    assert findings == []
    stored = {name: str(value) if not isinstance(value, bool) else "1" for name, value in values.items()}
    assert {"id": "1", **decode(bound, stored)} == tree


def test_the_files_say_what_the_draft_says() -> None:
    made, _ = drafted()
    assert FormMapping.model_validate(tomllib.loads(pdf_toml(made.mapping, made.notes))) == made.mapping
    assert ColumnMapping.model_validate(tomllib.loads(columns_toml(made.columns()))) == made.columns()


def fields(*names: str) -> Template:
    places = [Widget(1, (50, 800 - 20 * n, 200, 814 - 20 * n)) for n in range(len(names))]
    return Template(
        "", 1, tuple(Field(name, FieldKind.TEXT, widgets=(at,)) for name, at in zip(names, places, strict=True))
    )


@pytest.mark.parametrize(
    "names",
    [
        ("ID", "id", "Id 2"),
        ("navn", "Navn", "NAVN", "navn.for", "navn.etter"),
        ("tabell 1 navn", "a.1.navn", "a.2.navn", "a.1.b", "a.2.b", "a", "b"),
        ("#1", "#2", "$$$", "身長", "性別", "\u202e"),
        ("copy", "json", "model_dump", "schema", "class", "fra", "til", "tekst"),
        ("x" * 400, "x" * 399 + "y"),
        ('a"b', "a\\b", "a\nb", "a\x07b", "{i}", "{0}", "[b]"),
        ("periode", "periode.fra", "periode fom", "Periode f.o.m."),
    ],
)
def test_any_names_give_a_draft_that_fits(names: tuple[str, ...]) -> None:
    template = fields(*names)
    made = draft(template, (), "f", "1")
    assert contract(made, template) == []
    assert FormMapping.model_validate(tomllib.loads(pdf_toml(made.mapping, made.notes))) == made.mapping
    assert ColumnMapping.model_validate(tomllib.loads(columns_toml(made.columns()))) == made.columns()


def test_a_form_that_is_all_table_keeps_something_on_the_main_sheet() -> None:
    template = fields("a.1.navn", "a.1.dato", "a.2.navn", "a.2.dato")
    assert draft(template, (), "f", "1").main


def test_a_form_without_anything_to_fill_in_has_no_bindings() -> None:
    template = Template("", 1, (Field("skriv ut", FieldKind.PUSH),))
    assert draft(template, (), "f", "1").mapping.bind == ()


CORPUS = sorted((SHARED / "corpus" / "blank").glob("*.pdf"))


@pytest.mark.skipif(not CORPUS, reason="the corpus is not here")
def test_words_near_fields_agree_with_their_help_texts() -> None:
    """Labels share a word with /TU, which somebody wrote, in forms that have both."""
    files = ["no_utleggsskildring_skia", "us_va8_livecycle", "de_fluggast_abtretung", "us_uscis_i9_distiller"]
    agree = total = 0
    for name in files:
        data = (SHARED / "corpus" / "blank" / f"{name}.pdf").read_bytes()
        for label, help in labelled(data):
            total += 1
            agree += bool(label & help)
    assert total > 150
    assert agree / total > 0.9


def labelled(data: bytes) -> list[tuple[set[str], set[str]]]:
    from integplan_pdf.engine.drafting import labels_near

    template = inspect_template(data)
    near = labels_near(template, printed_pages(data))
    pairs = [
        (words(" ".join(labels)), words(field.tooltip)) for field, labels in zip(template.fields, near, strict=True)
    ]
    return [pair for pair in pairs if all(pair)]


def words(text: str) -> set[str]:
    return {word[:5] for word in "".join(c if c.isalpha() else " " for c in text.casefold()).split() if len(word) > 2}


def test_same_input_same_text() -> None:
    data = application()
    first, second = (draft(inspect_template(data), printed_pages(data), "f", "1") for _ in range(2))
    assert pdf_toml(first.mapping, first.notes) == pdf_toml(second.mapping, second.notes)
    assert columns_toml(first.columns()) == columns_toml(second.columns())
