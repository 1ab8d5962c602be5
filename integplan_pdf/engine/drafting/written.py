"""A draft as the TOML files of a form's folder, each guess with a comment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from integplan_pdf.engine.toml import COMMENT, write_toml
from integplan_pdf.model.form import Form
from integplan_pdf.model.mapping import Binding, ColumnMapping, FormMapping, TableBinding

_PDF_HEAD = """\
Plansti og PDF-felt. Alt her er gjettet; les gjennom og rett det som er feil, og kjør «integplan mapping check».
  sikkert    følger av hvordan skjemaet er bygget
  trolig     følger av navn, hjelpetekst eller det som er trykt ved feltet
  usikkert   ikke noe i skjemaet sier hva feltet er
Hvert felt knyttes til planen én gang, eller står under [[ignore]] med grunn."""
_COLUMNS_HEAD = """\
Kolonner i regnearket og plansti. Overskrifter kan endres fritt; sammenlignes uten hensyn til store bokstaver,
mellomrom og tegn. Under choices står det som vises i nedtrekkslisten, og hva det heter i pdf.toml."""
_FORM_HEAD = "Skjemaet. Fyll inn utgiver, og rett tittel og utgave."


def form_toml(form: Form) -> str:
    """Return `form.toml` of a form with files but no switches."""
    variants = [{"id": one.id, "file": one.file, "sha256": one.sha256} for one in form.variants]
    named = {name: getattr(form, name) for name in ("id", "title", "edition", "publisher", "language")}
    return write_toml({COMMENT: _FORM_HEAD, **named, "variant": variants})


def pdf_toml(mapping: FormMapping, notes: Mapping[str, str], head: str = _PDF_HEAD) -> str:
    """Return `pdf.toml` with a comment above each binding that `notes` knows."""
    data = _plain(mapping)
    data |= {"bind": [_binding(one, notes) for one in mapping.bind]}
    return write_toml({COMMENT: head, **data})


def columns_toml(columns: ColumnMapping) -> str:
    """Return `columns.toml`."""
    return write_toml({COMMENT: _COLUMNS_HEAD, **_plain(columns)})


def _binding(binding: Binding, notes: Mapping[str, str]) -> dict[str, Any]:
    written = _noted(binding, notes, binding.path)
    if isinstance(binding, TableBinding):
        written["column"] = [_noted(one, notes, f"{binding.path}.{{i}}.{one.path}") for one in binding.column]
    return written


def _noted(binding: Binding, notes: Mapping[str, str], path: str) -> dict[str, Any]:
    data = _plain(binding)
    return {COMMENT: notes.get(path, ""), "kind": data.pop("kind"), **data}


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_defaults=True)
