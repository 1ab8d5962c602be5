"""One field of the tree as it is stored."""

from __future__ import annotations

from collections.abc import Callable

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.stored import StoredField
from integplan_pdf.model.template import Rect, Widget
from integplan_pdf.pdf.read.source import Source
from integplan_pdf.pdf.read.text import decode_label
from integplan_pdf.pdf.read.tree import Dictionary, FieldTree, Node
from integplan_pdf.pdf.read.values import Look, ValueReader

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_NOWHERE: Rect = (0.0, 0.0, 0.0, 0.0)
_NUMBERS = frozenset({int, float})

FieldReader = Callable[[Source, FieldTree, Node], tuple[StoredField, list[Finding]]]


def stored_field(file: Source, tree: FieldTree, node: Node) -> tuple[StoredField, list[Finding]]:
    """Return a field with its value, and what was wrong with it."""
    reader = ValueReader(file, node)
    value = reader.read()
    widgets = [_widget(file, tree, widget, look) for widget, look in zip(node.widgets, reader.looks, strict=True)]
    item = StoredField(
        node.name,
        reader.kind,
        value,
        reader.flags,
        reader.states,
        reader.options,
        reader.tooltip(),
        tuple(widgets),
        node.listed,
        reader.signed,
    )
    return item, reader.findings


def _widget(file: Source, tree: FieldTree, widget: Dictionary, look: Look) -> Widget:
    flags, tooltip = file.resolve(widget.get("F")), file.resolve(widget.get("TU"))
    characteristics = file.resolve(widget.get("MK"))
    rotation = file.resolve(characteristics.get("R")) if isinstance(characteristics, dict) else 0
    return Widget(
        tree.page_of.get(id(widget)),
        _rect(file, widget.get("Rect")),
        rotation % 360 if isinstance(rotation, int) else 0,
        look.states,
        isinstance(flags, int) and bool(flags & (_HIDDEN | _NO_VIEW)),
        decode_label(tooltip) if isinstance(tooltip, bytes) else "",
        look.drawn,
    )


def _rect(file: Source, value: object) -> Rect:
    """Return a rectangle with its corners in order; (0, 0, 0, 0) if it is none."""
    found = file.resolve(value)
    if not isinstance(found, list) or len(found) != 4:
        return _NOWHERE
    if not _NUMBERS.issuperset(map(type, found)):
        found = [file.resolve(side) for side in found]
        if not all(isinstance(side, int | float) for side in found):
            return _NOWHERE
    x0, y0, x1, y1 = map(float, found)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)) if x0 > x1 or y0 > y1 else (x0, y0, x1, y1)
