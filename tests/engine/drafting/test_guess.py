from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from integplan_pdf.engine.drafting.guess import guess, ignored_because
from integplan_pdf.engine.drafting.subject import Subject
from integplan_pdf.model.template import Field, FieldKind, Option, Widget

HERE = Widget(1, (50, 700, 200, 714))


def subject(field: Field, *labels: str) -> Subject:
    return Subject(field if field.widgets else replace(field, widgets=(HERE,)), 1, labels, "", (1, HERE.rect))


def text(label: str, language: str = "nb", **more: Any) -> str:
    return guess(subject(Field("Text1", FieldKind.TEXT, **more), label), "x", language).binding.kind


@pytest.mark.parametrize("label", ["Dato", "Fødselsdato (dd.mm.åååå)", "Startdato:", "Når? dd.mm.åååå"])
def test_a_date_where_the_words_say_so(label: str) -> None:
    assert text(label) == "date"


@pytest.mark.parametrize("label", ["Navn", "Sted og dato", "Dato og underskrift", "Kandidatnummer", "Date"])
def test_text_where_they_do_not(label: str) -> None:
    assert text(label) == "text"


def test_a_date_written_otherwise_is_text() -> None:
    assert text("Dato (mm/dd/åååå)") == "text"
    assert text("Datum", language="sv") == "text"
    assert text("Datum", language="de-DE") == "date"
    assert text("Dato", max_length=8) == "text"
    assert text("Dato", flags=1 << 12) == "text"


@pytest.mark.parametrize("label", ["Periode", "F.o.m. – t.o.m.", "Fra (dato) til (dato)"])
def test_a_period(label: str) -> None:
    assert text(label) == "period"
    assert text(label, max_length=10) != "period"


def test_the_help_text_and_the_name_say_it_too() -> None:
    assert guess(subject(Field("foedselsdato", FieldKind.TEXT)), "x", "").binding.kind == "date"
    assert guess(subject(Field("a", FieldKind.TEXT, tooltip="Søknadsdato")), "x", "").binding.kind == "date"


def test_nothing_said_is_unsure() -> None:
    assert guess(subject(Field("Text1", FieldKind.TEXT)), "x", "").sure == "usikkert"
    assert guess(subject(Field("Text1", FieldKind.TEXT), "Navn"), "x", "").sure == "trolig"


def test_a_tick_box() -> None:
    box = Field("a", FieldKind.CHECK, states=("Yes",), widgets=(replace(HERE, states=("Yes",)),))
    assert guess(subject(box), "x", "").binding.model_dump(include={"kind", "on"}) == {"kind": "check", "on": "Yes"}


def test_a_tick_box_that_names_no_state() -> None:
    binding = guess(subject(Field("a", FieldKind.CHECK)), "x", "").binding
    assert binding.model_dump(include={"kind", "fields"}) == {"kind": "one_of", "fields": {"Ja": "a"}}


def test_buttons_are_called_by_the_words_beside_them() -> None:
    widgets = tuple(replace(HERE, states=(state,)) for state in ("0", "1"))
    field = Field("a", FieldKind.RADIO, states=("0", "1"), widgets=widgets)
    assert guess(subject(field, "Gift", "Ugift"), "x", "").binding.states == {"Gift": "0", "Ugift": "1"}  # type: ignore[union-attr]
    assert guess(subject(field, "Gift", "Gift"), "x", "").binding.states == {"0": "0", "1": "1"}  # type: ignore[union-attr]
    named = replace(field, options=(Option("g", "Gift"), Option("u", "Ugift")))
    assert guess(subject(named), "x", "").binding.states == {"Gift": "0", "Ugift": "1"}  # type: ignore[union-attr]


def test_a_list_by_what_it_shows() -> None:
    options = (Option("", ""), Option("no", "Norsk"), Option("en", "Engelsk, lett"), Option("no", "Norsk igjen"))
    found = guess(subject(Field("a", FieldKind.CHOICE, flags=1 << 17, options=options)), "x", "").binding
    assert found.states == {"Norsk": "no", "Engelsk lett": "en"}  # type: ignore[union-attr]


def test_a_list_that_takes_other_texts_or_is_endless_is_text() -> None:
    editable = Field("a", FieldKind.CHOICE, flags=1 << 17 | 1 << 18, options=(Option("a", "a"),))
    assert guess(subject(editable), "x", "").binding.kind == "text"
    endless = Field("a", FieldKind.CHOICE, options=tuple(Option(str(n), str(n)) for n in range(1001)))
    assert guess(subject(endless), "x", "").binding.kind == "text"
    assert guess(subject(Field("a", FieldKind.CHOICE)), "x", "").binding.kind == "text"


@pytest.mark.parametrize(
    "field",
    [
        Field("a", FieldKind.PUSH),
        Field("a", FieldKind.SIGNATURE),
        Field("a", FieldKind.UNKNOWN),
        Field("", FieldKind.TEXT),
        Field("a", FieldKind.TEXT, flags=1),
        Field("a", FieldKind.TEXT, calculated=True),
        Field("a", FieldKind.TEXT, flags=1 << 13),
        Field("a", FieldKind.TEXT, flags=1 << 20),
        Field("a", FieldKind.TEXT, widgets=(Widget(None, (0, 0, 1, 1)),)),
        Field("a", FieldKind.TEXT, widgets=(replace(HERE, hidden=True),)),
    ],
    ids=[
        "push",
        "signature",
        "unknown",
        "nameless",
        "read-only",
        "calculated",
        "password",
        "file",
        "nowhere",
        "hidden",
    ],
)
def test_what_is_not_filled_in_and_why(field: Field) -> None:
    assert ignored_because(subject(field)).endswith(".")


def test_what_is_filled_in_has_no_reason_not_to() -> None:
    assert ignored_because(subject(Field("a", FieldKind.TEXT))) == ""
