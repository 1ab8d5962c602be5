from __future__ import annotations

from pathlib import Path

import pytest

from integplan_pdf.errors import TemplateError
from integplan_pdf.pdf.author.source import read_prose, read_source
from tests.pdf.author.conftest import change


def test_prose_is_headings_paragraphs_and_lists() -> None:
    assert read_prose("# Tittel\n\n Avsnitt \n- en\n- to\n\nEtterpå\n- tre\n") == [
        ("heading", "Tittel"),
        ("paragraph", "Avsnitt"),
        ("list", ["en", "to"]),
        ("paragraph", "Etterpå"),
        ("list", ["tre"]),
    ]


def test_a_source_holds_all_of_its_folder(ferie: Path) -> None:
    (ferie / "logo.svg").write_text("<svg/>", "utf-8")
    source = read_source(ferie)
    assert source.identity.title == "Melding om ferie"
    assert set(source.layout) == {"layout.typ", "logo.svg"}
    assert source.prose["innledning"][-1] == ("list", ["en", "to"])


@pytest.mark.parametrize("name", ["layout.typ", "form.toml", "skjema.toml"])
def test_a_missing_file_is_named(ferie: Path, name: str) -> None:
    (ferie / name).unlink()
    with pytest.raises(TemplateError, match=name):
        read_source(ferie)


def test_an_unknown_key_is_named(ferie: Path) -> None:
    change(ferie / "skjema.toml", "max_length = 50", "maxlength = 50")
    with pytest.raises(TemplateError, match=r"skjema\.toml i ferie: «field\.0\.maxlength»"):
        read_source(ferie)


def test_broken_toml_is_no_traceback(ferie: Path) -> None:
    change(ferie / "form.toml", 'id = "ferie"', "id = ferie")
    with pytest.raises(TemplateError, match="ikke gyldig TOML"):
        read_source(ferie)
