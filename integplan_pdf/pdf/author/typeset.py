"""Typesetting: layout, source and variant → a tagged PDF in which every field is still a link."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from importlib import resources
from typing import Any

import typst

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author.source import FormSource
from integplan_pdf.pdf.author.variants import FieldSource, row_labels, switch_values
from integplan_pdf.pdf.embed import FONTS


def typeset(source: FormSource, variant: Variant, fields: tuple[FieldSource, ...]) -> bytes:
    """Return a PDF 1.7 tagged for PDF/UA-1 whose links `field:NAME[=STATE]` stand where the widgets will.

    Raises:
        TemplateError: Typst could not set the layout, or had a warning about it.
    """
    given = json.dumps(_input(source, variant, fields), ensure_ascii=False).encode()
    created = dt.datetime.combine(source.identity.date, dt.time(), dt.UTC)
    try:
        pdf, warnings = typst.compile_with_warnings(
            {**source.layout, "main": source.layout["layout.typ"], "lib.typ": _library(), "form.json": given},
            format="pdf",
            font_paths=_fonts(),
            pdf_standards=["ua-1"],
            timestamp=int(created.timestamp()),
        )
    except typst.TypstError as error:
        raise _failure(error.diagnostic) from error
    if warnings:
        raise _failure("\n".join(warning.diagnostic for warning in warnings))
    return bytes(pdf)


@cache
def _library() -> bytes:
    return resources.files(__package__).joinpath("lib.typ").read_bytes()


@cache
def _fonts() -> Any:
    """Return our own fonts only, so that no machine's fonts get into the form."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _input(source: FormSource, variant: Variant, fields: tuple[FieldSource, ...]) -> dict[str, Any]:
    identity = source.identity
    return {
        "title": identity.title,
        "publisher": identity.publisher,
        "language": identity.language.split("-"),
        "switches": switch_values(source.schema, variant),
        "rows": {name: list(rows.items()) for name, rows in row_labels(source.schema, variant).items()},
        "text": source.schema.text,
        "prose": source.prose,
        "fields": {
            field.name: {
                "label": field.label,
                "hint": field.hint,
                "height": field.height,
                "states": field.states,
            }
            for field in fields
        },
    }


def _failure(diagnostic: str) -> TemplateError:
    return TemplateError(
        nb=f"Typst kan ikke sette layout.typ:\n{diagnostic}",
        en=f"Typst cannot set layout.typ:\n{diagnostic}",
    )
