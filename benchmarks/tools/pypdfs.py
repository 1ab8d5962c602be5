"""pypdf as its manual shows it and as fast as it can be, and PyPDFForm, which is built upon it."""

from __future__ import annotations

import io
import warnings
from typing import Any

from benchmarks.tools.form import Fill, Form, Values


def naive(form: Form) -> Fill:
    """Open, append, fill all pages, write."""
    from pypdf import PdfReader, PdfWriter

    data = form.path.read_bytes()

    def run(row: Values, path: str) -> None:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        writer.update_page_form_field_values(None, _named(row, form), auto_regenerate=False)
        writer.write(path)

    return run


def reused(form: Form) -> Fill:
    """Keep the reader, and give each page its own fields only."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(form.path.read_bytes()))
    on_page = [{_full_name(note.get_object()) for note in page.get("/Annots", [])} for page in reader.pages]

    def run(row: Values, path: str) -> None:
        writer = PdfWriter(clone_from=reader)
        values = _named(row, form)
        for page, names in zip(writer.pages, on_page, strict=True):
            own = {name: value for name, value in values.items() if name in names}
            if own:
                writer.update_page_form_field_values(page, own, auto_regenerate=False)
        writer.write(path)

    return run


def _named(row: Values, form: Form) -> dict[str, str]:
    return {name: f"/{value}" if name in form.boxes else value for name, value in row.items()}


def _full_name(node: Any) -> str:
    above = _full_name(node["/Parent"]) if "/Parent" in node else ""
    return f"{above}.{node['/T']}".strip(".") if "/T" in node else above


def pypdfform(form: Form) -> Fill:
    """With appearances; what it does by default leaves drawing to viewers. Boxes with several states stay empty."""
    from PyPDFForm import PdfWrapper

    data = form.path.read_bytes()
    options = {"use_full_widget_name": True, "generate_appearance_streams": True}
    ticks = {
        name: value is True for name, value in PdfWrapper(data, **options).sample_data.items() if name in form.boxes
    }

    def run(row: Values, path: str) -> None:
        values = {name: ticks.get(name, True) if name in form.boxes else value for name, value in row.items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            PdfWrapper(data, **options).fill(values).write(path)

    return run
