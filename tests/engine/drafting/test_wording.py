from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, create_model

from integplan_pdf.engine.drafting import wording


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Navn", "navn"),
        ("deltaker.fødselsdato", "deltaker.foedselsdato"),
        ("tiltak.1.navn", "tiltak_1.navn"),
        ("topmostSubform[0].Page1[0].txt_IdentitéMandant[0]", "identite_mandant"),
        ("form1[0].Person[0].Navn[0]", "person.navn"),
        ("Name, Vorname, ggf. Geburtsname", "name_vorname_ggf_geburtsname"),
        ("FørsteNavn", "foerste_navn"),
        ("1a Beløp", "nr_1a_beloep"),
        ("copy", "felt_copy"),
        ("model_dump", "felt_model_dump"),
        ("Text12", ""),
        ("Check Box3", ""),
        ("topmostSubform[0].Page1[0].f1_07[0]", ""),
        ("undefined_2", ""),
        ("B1", ""),
        ("身長", ""),
    ],
)
def test_a_name_gives_a_path_only_where_it_says_something(name: str, path: str) -> None:
    assert wording.path_of_name(name) == path


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_an_identifier_can_be_an_attribute(text: str) -> None:
    found = wording.identifier(text)
    assert found == "" or re.fullmatch(r"[a-z][a-z0-9_]*", found)
    if found:
        assert not hasattr(BaseModel, found)
        assert found in create_model("M", **{found: (str, "")}).model_fields  # type: ignore[call-overload]


def test_paths_never_meet() -> None:
    paths = wording.Paths("id", "kurs.navn")
    wanted = ["navn", "navn", "navn.for", "kurs", "kurs.navn", "kurs.navn.a", "id"]
    given_out = [paths.claim(path) for path in wanted]
    assert given_out == ["navn", "navn_2", "navn_for", "kurs_2", "kurs.navn_2", "kurs_navn_a", "id_2"]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=12))
def test_choices_can_be_told_apart_and_stand_in_a_drop_down(texts: list[str]) -> None:
    names = wording.choices(texts)
    assert len(names) == len(texts)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name.strip() == name != "" and not set(name) & set(',"\n') for name in names)


def test_a_text_made_for_programs_is_known() -> None:
    assert wording.reads_as_name("txt_Navn")
    assert wording.reads_as_name("NameRow1")
    assert not wording.reads_as_name("Navn")
    assert not wording.reads_as_name("Fullt navn")


def test_norwegian_letters_left_out_of_a_name() -> None:
    assert wording.same_letters("Belop", "Beløp")
    assert wording.same_letters("Foedselsdato", "Fødselsdato")
    assert not wording.same_letters("Belop", "Belegg")


def test_a_long_text_ends_at_a_word() -> None:
    assert wording.clip("Navn på den som søker", 12) == "Navn på den…"
    assert wording.clip("Navn", 12) == "Navn"
