"""Drawing every visible widget into its page, and telling the structure tree what it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pikepdf import Dictionary, Pdf

from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.flatten import access
from integplan_pdf.pdf.flatten.access import Reference
from integplan_pdf.pdf.flatten.appearance import Drawing, Ink, Matrix, drawing, lend_fonts, make_form, placement
from integplan_pdf.pdf.flatten.content import PageContent, rotation
from integplan_pdf.pdf.flatten.tags import Meaning, StructureTree
from integplan_pdf.pdf.flatten.widgets import Widget
from integplan_pdf.pdf.flatten.words import box_text

_ARTIFACT = b"/Artifact BMC"


@dataclass(frozen=True, slots=True)
class Stamped:
    """What became of the widgets.

    Attributes:
        drawn: those that are page content now.
        blank: those that viewers would show something in, but that have no appearance which draws it.
        spent: structure elements that stood for nothing else than a widget and were taken away.
    """

    drawn: tuple[Widget, ...]
    blank: tuple[Widget, ...]
    spent: frozenset[Reference]


def stamp(pdf: Pdf, widgets: Sequence[Widget]) -> Stamped:
    """Make the visible widgets content of their pages; the annotations themselves stay as they are."""
    stamper, annotations = _Stamper(pdf), [widget.dict for widget in widgets]
    if stamper.tree:
        stamper.tree.adopt(annotations)
    for number, on_page in groupby(widgets, key=lambda widget: widget.page):
        stamper.page(number, list(on_page))
    if stamper.tree:
        stamper.tree.finish(annotations)
    spent = frozenset(stamper.tree.removed) if stamper.tree else frozenset()
    return Stamped(tuple(stamper.drawn), tuple(stamper.blank), spent)


class _Stamper:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        root = pdf.Root.get("/StructTreeRoot")
        self.tree = StructureTree(pdf) if isinstance(root, Dictionary) and root.get("/K") is not None else None
        self._language = access.text(pdf.Root.get("/Lang"))
        self._fonts = access.get(pdf.Root.get("/AcroForm"), "/DR")
        self._drawings: dict[Reference, Drawing] = {}
        self.drawn: list[Widget] = []
        self.blank: list[Widget] = []

    def page(self, number: int, widgets: list[Widget]) -> None:
        """Draw the widgets of one page, which is 1-based."""
        page = self._pdf.pages[number - 1]
        content = PageContent(self._pdf, page)
        turned = rotation(page.obj)
        for widget in widgets:
            form = widget.appearance if widget.visible else None
            matrix = placement(widget, form, turned) if form is not None else None
            if matrix is not None and self._draw(widget, form, matrix, content, page.obj):
                self.drawn.append(widget)
            else:
                self._leave_out(widget)
        content.finish()

    def _draw(self, widget: Widget, form: Any, matrix: Matrix, content: PageContent, page: Any) -> bool:
        """Draw a widget, if only its border; return whether that shows what the field holds."""
        found = self._drawing(form)
        meaning = _meaning(widget, found.ink, self._language) if self.tree else None
        mark = _ARTIFACT if self.tree else b""
        if self.tree and meaning:
            mark = self.tree.mark(page, content.highest_mark + 1, widget.ref, meaning)
        elif found.ink is Ink.NOTHING:
            return False
        content.draw(form, matrix, mark, self._layer(widget))
        return found.ink is Ink.CONTENT or not widget.holds_text or widget.barcode

    def _drawing(self, form: Any) -> Drawing:
        ref = access.reference(form)
        if ref not in self._drawings:
            self._drawings[ref] = found = drawing(make_form(form))
            lend_fonts(form, found.fonts, self._fonts)
        return self._drawings[ref]

    def _layer(self, widget: Widget) -> Any | None:
        layer = access.get(widget.dict, "/OC")
        if not isinstance(layer, Dictionary):
            return None
        return layer if layer.is_indirect else self._pdf.make_indirect(layer)

    def _leave_out(self, widget: Widget) -> None:
        shown = widget.on if widget.is_box else widget.holds_text
        if widget.visible and shown and _has_area(widget):
            self.blank.append(widget)


def _has_area(widget: Widget) -> bool:
    rect = access.numbers(access.get(widget.dict, "/Rect"), 4)
    return bool(rect) and rect[0] != rect[2] and rect[1] != rect[3]


def _meaning(widget: Widget, ink: Ink, language: str) -> Meaning | None:
    """Return what a drawing says; None if it is mere decoration."""
    label = access.text(widget.inherited("/TU"))
    match widget.kind:
        case FieldKind.CHECK | FieldKind.RADIO:
            role = "cb" if widget.kind is FieldKind.CHECK else "rb"
            return Meaning(role, label, widget.on, box_text(label, language, on=widget.on))
        case FieldKind.PUSH:
            caption = label or access.text(access.get(access.get(widget.dict, "/MK"), "/CA"))
            return Meaning("pb", caption, alternative=caption) if caption and ink is not Ink.NOTHING else None
        case FieldKind.SIGNATURE:
            return None
    if ink is not Ink.CONTENT or widget.barcode:
        return None
    if widget.list_box:  # it may draw all that could be chosen
        return Meaning("tv", label, text=widget.value) if widget.value else None
    return Meaning("tv", label, text=widget.value if widget.multiline else "")
