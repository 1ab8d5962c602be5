"""pikepdf, with its own wrapped appearances, and with qpdf's, which do not wrap.

Neither can draw in a composite font, which is what the form has, so they are given it with Helvetica.
"""

from __future__ import annotations

from typing import Any

from benchmarks.tools.form import Fill, Form, Values


def wrapped(form: Form) -> Fill:
    from pikepdf.form import ExtendedAppearanceStreamGenerator

    return _filler(form, ExtendedAppearanceStreamGenerator)


def unwrapped(form: Form) -> Fill:
    from pikepdf.form import DefaultAppearanceStreamGenerator

    return _filler(form, DefaultAppearanceStreamGenerator)


def _filler(form: Form, generator: Any) -> Fill:
    import pikepdf
    from pikepdf.form import Form as PikeForm

    pdf = pikepdf.open(form.path)
    simplify_fonts(pdf)
    fields = PikeForm(pdf, generator)
    known = {name: fields[name] for name in form.names}
    used: set[str] = set()

    def put(name: str, value: str) -> None:
        if name in form.boxes:
            _tick(known[name]._field.obj, pikepdf.Name(f"/{value or 'Off'}"))
        else:
            known[name].value = value

    def run(row: Values, path: str) -> None:
        for name in used.difference(row):
            put(name, "")
        used.clear()
        used.update(row)
        for name, value in row.items():
            put(name, value)
        pdf.save(path)

    return run


def _tick(field: Any, state: Any) -> None:
    field.V = state
    for widget in field.get("/Kids", [field]):
        widget.AS = state if state in widget.AP.N else "/Off"


def simplify_fonts(pdf: Any) -> None:
    """Let the fields ask for Helvetica, as most forms do, which no form that claims PDF/UA may."""
    import pikepdf

    from integplan_pdf.pdf.fontmap.standard import nearest_standard

    metrics = nearest_standard(b"Helvetica")
    letters = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    about = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=pikepdf.Name.Helvetica,
        Flags=32,
        FontBBox=[-166, -225, 1000, 931],
        ItalicAngle=0,
        Ascent=718,
        Descent=-207,
        CapHeight=718,
        StemV=88,
    )
    simple = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=[int(metrics.widths.get(letter, 278)) for letter in letters],
        FontDescriptor=pdf.make_indirect(about),
    )
    pdf.Root.AcroForm.DR.Font.NotoSans = pdf.make_indirect(simple)
    if "/Metadata" in pdf.Root:
        del pdf.Root.Metadata
