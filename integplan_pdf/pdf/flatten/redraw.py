"""Drawing widgets whose appearance is missing, with the engine that fills forms.

The engine works on a plain copy of the document; only the finished appearances are carried over. So it makes no
difference whether the document is encrypted or damaged.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from itertools import chain

import pikepdf
from pikepdf import PageCopyWarning, Pdf

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.template import FieldKind, FieldValue
from integplan_pdf.pdf.compile import CompiledTemplate, compile_template
from integplan_pdf.pdf.draft import Draft
from integplan_pdf.pdf.findings import NO_GLYPH
from integplan_pdf.pdf.flatten import access, rules
from integplan_pdf.pdf.flatten.access import Reference
from integplan_pdf.pdf.flatten.appearance import lacks_drawing
from integplan_pdf.pdf.flatten.widgets import OFF, Widget, find_fields, find_widgets
from integplan_pdf.pdf.parts.compile import Part
from integplan_pdf.pdf.parts.inert import InertPart
from integplan_pdf.pdf.update import assemble


def redraw(pdf: Pdf, widgets: list[Widget]) -> list[Finding]:
    """Draw those of `widgets` that lack an appearance, with the values stored."""
    anew = _needs_appearances(pdf)
    lacking = [widget for widget in widgets if lacks_drawing(widget, anew=anew)]
    if not lacking:
        return []
    for widget in lacking:
        if widget.is_box and not widget.on and "/AP" in widget.dict:
            del widget.dict.AP  # it has no /Off; the engine then draws all states
    data, findings = _drawn(pdf, {(widget.page, widget.place) for widget in lacking})
    with pikepdf.open(BytesIO(data), suppress_warnings=True) as drawn:
        count = sum(_carry_over(drawn, widget, pdf) for widget in lacking)
    return [rules.DRAWN_ANEW.finding(count=count), *findings] if count else findings


def _needs_appearances(pdf: Pdf) -> bool:
    return access.get(pdf.Root.get("/AcroForm"), "/NeedAppearances") is True


def _carry_over(drawn: Pdf, widget: Widget, pdf: Pdf) -> bool:
    twin = drawn.pages[widget.page - 1].obj.Annots[widget.place]
    if "/AP" not in twin:
        return False
    widget.dict.AP = pdf.copy_foreign(drawn.make_indirect(twin.AP))
    if "/AS" in twin:
        widget.dict.AS = twin.AS
    return widget.appearance is not None


def _drawn(pdf: Pdf, places: set[tuple[int, int]]) -> tuple[bytes, list[Finding]]:
    """Return a plain copy in which the widgets at `places` are drawn, and what no font can show."""
    plain = _plain(pdf)
    try:
        compiled = compile_template(plain)
    except TemplateError:
        return plain, []
    with pikepdf.open(BytesIO(compiled.data), suppress_warnings=True) as copy:
        widgets = find_widgets(copy, find_fields(copy))
        lacking = {widget.ref for widget in widgets if (widget.page, widget.place) in places}
        states = {widget.ref: access.text(widget.state) for widget in widgets if widget.is_box and widget.on}
    draft = _draft(compiled, lacking, states)
    update = assemble(compiled.base, draft.objects, b"", draft.next_number) if draft.objects else b""
    return compiled.data + update, [finding for finding in draft.findings if finding.rule == NO_GLYPH.id]


def _plain(pdf: Pdf) -> bytes:
    target = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PageCopyWarning)  # of widgets that no field list has; the engine finds them
        pdf.save(target, fix_metadata_version=False, encryption=False, static_id=True)
    return target.getvalue()


def _draft(compiled: CompiledTemplate, lacking: set[Reference], states: dict[Reference, str]) -> Draft:
    """Return the update that draws every field with a widget among `lacking`."""
    draft = Draft(compiled.base.size, compiled.cipher)
    for part in chain.from_iterable(compiled.parts.values()):
        refs = _refs(part)
        if not lacking.isdisjoint(refs) and (0, 0) not in refs:
            part.write(_stored(part, [states[ref] for ref in refs if ref in states]), draft)
    return draft


def _refs(part: Part) -> list[Reference]:
    return [] if isinstance(part, InertPart) else [widget.target.ref for widget in part.widgets]


def _stored(part: Part, states: list[str]) -> FieldValue:
    """Return the value that the field holds; of boxes what a widget shows, where the field says nothing."""
    value = part.field.value
    if part.field.kind in (FieldKind.CHECK, FieldKind.RADIO):
        stored = value if isinstance(value, str) else ""
        return stored if stored and stored != access.text(OFF) else next(iter(states), stored)
    return list(value) if isinstance(value, tuple) else value or ""
