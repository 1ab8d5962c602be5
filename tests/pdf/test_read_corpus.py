"""Real forms, filled in by other programs: what was asked of them is what is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from integplan_pdf.errors import InputError
from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.text import unify_lines
from tests.paths import SHARED

CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real forms is not here")


def pdfs(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((CORPUS / folder).glob("*.pdf"))]


def named(paths: list[Path]) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in paths]


def truth() -> list[Any]:
    known = json.loads((CORPUS / "truth.json").read_text("utf-8")) if CORPUS.is_dir() else {}
    filled = {name: entry["asked"] | entry["differs"] for name, entry in known.items() if "asked" in entry}
    return [pytest.param(CORPUS / name, values, id=name) for name, values in filled.items() if (CORPUS / name).exists()]


@pytest.mark.parametrize(("path", "values"), truth())
def test_what_was_asked_is_read(path: Path, values: dict[str, object]) -> None:
    raw = read_form(path.read_bytes()).raw()
    assert {name: raw.get(name) for name in values} == values


def test_there_is_truth_to_compare_with() -> None:
    assert sum(len(param.values[1]) for param in truth()) >= 200


EXPLAINED = {
    ("acrobat_pdfig_basic", "LongRichTextField"),  # /V is a stream
    ("nibsbin_af8_error_quartz26", "topmostSubform[0].Page1[0].P[0].FEConcur[0]"),  # only /AS
    ("pdfcpu_arabic", "city11"),  # two choices
    ("syncfusion_quartz_filled", "state"),  # a list of one choice
}
"""Where pikepdf says something else; see docs/readers.md."""


@pytest.mark.parametrize("path", named(pdfs("filled", "signed")))
def test_agrees_with_another_reader(path: Path) -> None:
    ours = read_form(path.read_bytes()).by_name()
    with pikepdf.open(path) as document:
        theirs = {field.fully_qualified_name: field for field in document.acroform.fields}
        differing = {
            name
            for name, field in ours.items()
            if field.fillable and (field.value or "") != _said(theirs[name]) and (path.stem, name) not in EXPLAINED
        }
    assert differing == set()


def _said(field: Any) -> str:
    if isinstance(field.value, pikepdf.Name):
        return str(field.value).removeprefix("/") or "Off"
    return "Off" if field.is_checkbox or field.is_radio_button else unify_lines(field.value_as_string)


@pytest.mark.parametrize("path", named(pdfs("blank", "filled", "signed", "encrypted", "xfa", "flattened", "scanned")))
def test_every_file_gives_a_form_or_a_refusal(path: Path) -> None:
    try:
        stored = read_form(path.read_bytes())
    except InputError as error:
        assert ("XFA" if path.parent.name == "xfa" else "encrypted") in error.en
        return
    damage = {"V021", "V022", "V033", "V034"}
    assert damage.isdisjoint(finding.rule for finding in stored.findings)
    assert bool(stored.fields) == (path.parent.name not in ("flattened", "scanned"))


@pytest.mark.parametrize("path", named(pdfs("hostile")))
def test_hostile_files_give_a_form_or_a_refusal(path: Path) -> None:
    try:
        read_form(path.read_bytes())
    except InputError as error:
        assert error.en != error.nb


@pytest.mark.parametrize("name", ["gen_pdfium_w9", "gen_poppler_w9", "gen_pypdf_f1040", "gen_pdfjs_expunge"])
def test_what_is_stored_is_what_is_seen(name: str) -> None:
    data = (CORPUS / "filled" / f"{name}.pdf").read_bytes()
    texts = [field for field in read_form(data).fields if field.kind is FieldKind.TEXT and field.value and field.placed]
    boxes = [(field.widgets[0].page or 0, field.widgets[0].rect) for field in texts]
    seen = visible_text(data, boxes, printed=False)
    assert ["".join(text.split()) for text in seen] == ["".join(str(field.value).split()) for field in texts]
