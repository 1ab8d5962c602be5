"""The blank plan as paper: no fields left, with what a test draws on it."""

from __future__ import annotations

import io
from functools import cache

import pikepdf

from integplan_pdf.model.template import Field
from integplan_pdf.pdf.recognize import TemplateLayout, template_layout
from tests.reading.plans import pack


@cache
def layout() -> TemplateLayout:
    """Return the layout of the plan as it is published."""
    form = pack().form
    return template_layout((form.folder / form.variants[0].file).read_bytes())


def field(name: str) -> Field:
    return layout().template.by_name()[name]


def paper() -> pikepdf.Pdf:
    """Return the plan without its fields, with Helvetica (F1), ZapfDingbats (F2) and a black picture (Im1) at hand."""
    document = pikepdf.open(io.BytesIO(layout().data))
    del document.Root.AcroForm
    del document.trailer.Info
    picture = document.make_stream(b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    for page in document.pages:
        if "/Annots" in page:
            del page.Annots
        for name, font in (("/F1", "/Helvetica"), ("/F2", "/ZapfDingbats")):
            page.add_resource(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name(font),
                    Encoding=pikepdf.Name.WinAnsiEncoding if name == "/F1" else None,
                ),
                pikepdf.Name.Font,
                pikepdf.Name(name),
            )
        page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.Im1)
    return document


def drawn(number: int, content: str) -> bytes:
    """Return the paper with `content` (PDF operators) drawn on page `number`, 1-based."""
    document = paper()
    document.pages[number - 1].contents_add(f"q {content} Q".encode("cp1252"))
    return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
