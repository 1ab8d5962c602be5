"""A PDF form as the engine sees it: file → `Template` (ISO 32000-2 §12.7), with pypdf."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from integplan_pdf.model.template import Field, FieldKind, Option, Rect, Template, Widget
from integplan_pdf.pdf import objects, syntax
from integplan_pdf.pdf.document import Document, open_document
from integplan_pdf.pdf.fieldtree import FieldNode, WidgetNode, form_fields, pages

_PUSH, _RADIO = 17, 16
_HIDDEN_FLAGS = 0x02 | 0x20
"""Annotation flags Hidden and NoView (§12.5.3)."""


def inspect_template(data: bytes, *, password: str = "") -> Template:
    """Return the form in `data`: its fields with everything inherited worked out.

    Raises:
        TemplateError: `data` is no readable PDF, it has no form fields, or `password` does not open it.
    """
    with objects.exact_names():
        document = open_document(data, password)
        return describe(document, form_fields(document), data)


def describe(document: Document, nodes: Iterable[FieldNode], data: bytes) -> Template:
    """Return the template made of `nodes`; `data` are the bytes of the file as it was given."""
    calculated = {objects.reference(item) for item in objects.entries(objects.raw(document.form, "/CO"))}
    return Template(
        sha256=hashlib.sha256(data).hexdigest(),
        page_count=sum(1 for _ in pages(document)),
        fields=tuple(describe_field(node, calculated=node.ref in calculated) for node in nodes),
        title=dict(document_info(document)).get("Title", ""),
        language=objects.text(objects.raw(document.root, "/Lang")) or "",
        info=document_info(document),
    )


def document_info(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the text entries of the document information dictionary (§14.3.3)."""
    info = objects.dictionary(objects.raw(document.trailer, "/Info"))
    found = ((key[1:], objects.text(value)) for key, value in dict.items(info))
    return tuple((key, value) for key, value in found if value is not None)


_WITHOUT_STATES = (FieldKind.TEXT, FieldKind.CHOICE, FieldKind.SIGNATURE)


def describe_field(node: FieldNode, *, calculated: bool = False) -> Field:
    """Return one field as a value."""
    kind = kind_of(node)
    widgets = tuple(describe_widget(widget, states=kind not in _WITHOUT_STATES) for widget in node.widgets)
    states = dict.fromkeys(state for widget in widgets for state in widget.states)
    return Field(
        name=node.name,
        kind=kind,
        flags=objects.integer(node.inherited("/Ff")),
        value=_value(node.inherited("/V"), kind),
        default=_value(node.inherited("/DV"), kind),
        max_length=max_length(node) if kind is FieldKind.TEXT else None,
        options=tuple(options(node)),
        states=tuple(states),
        tooltip=objects.text(objects.raw(node.dict, "/TU")) or "",
        mapping_name=objects.text(objects.raw(node.dict, "/TM")) or "",
        calculated=calculated or "/C" in objects.dictionary(objects.raw(node.dict, "/AA")),
        widgets=widgets,
    )


def kind_of(node: FieldNode) -> FieldKind:
    """Return what the field is, from /FT and for buttons /Ff (table 229)."""
    match objects.name(node.inherited("/FT")):
        case b"Tx":
            return FieldKind.TEXT
        case b"Ch":
            return FieldKind.CHOICE
        case b"Sig":
            return FieldKind.SIGNATURE
        case b"Btn":
            return _button_kind(objects.integer(node.inherited("/Ff")))
    return FieldKind.UNKNOWN


def _button_kind(flags: int) -> FieldKind:
    if flags >> (_PUSH - 1) & 1:
        return FieldKind.PUSH
    return FieldKind.RADIO if flags >> (_RADIO - 1) & 1 else FieldKind.CHECK


def max_length(node: FieldNode) -> int | None:
    """Return /MaxLen, None if absent or not positive."""
    length = objects.integer(node.inherited("/MaxLen"))
    return length if length > 0 else None


def options(node: FieldNode) -> Iterable[Option]:
    """Yield what /Opt offers; of a pair the first is stored and the second shown (table 234)."""
    for item in objects.entries(node.inherited("/Opt")):
        parts = [objects.text(part) or "" for part in objects.entries(item)] or [objects.text(item) or ""]
        yield Option(parts[0], parts[-1] if len(parts) == 1 else parts[1])


def rectangle(node: DictionaryObject) -> Rect:
    """Return /Rect with its corners in order; all zero if it is none."""
    numbers = objects.numbers(objects.raw(node, "/Rect"))
    if len(numbers) != 4:
        return 0.0, 0.0, 0.0, 0.0
    x0, y0, x1, y1 = numbers
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def rotation(node: DictionaryObject) -> int:
    """Return /MK /R as 0, 90, 180 or 270 degrees counter-clockwise."""
    return round(objects.real(objects.get(objects.get(node, "/MK"), "/R")) / 90) * 90 % 360


def on_states(node: DictionaryObject) -> list[bytes]:
    """Return the names of the widget's appearance states but Off, those of /N first."""
    appearances = objects.dictionary(objects.raw(node, "/AP"))
    found: dict[bytes, None] = {}
    for key in ("/N", "/D"):
        states = objects.get(appearances, key)
        if isinstance(states, DictionaryObject) and not isinstance(states, StreamObject):
            found |= dict.fromkeys(objects.name_bytes(state) for state in dict.keys(states))
    return [state for state in found if state != b"Off"]


def describe_widget(widget: WidgetNode, *, states: bool) -> Widget:
    """Return one widget as a value; `states` tells whether its field is of a kind that has them."""
    return Widget(
        page=widget.page,
        rect=rectangle(widget.dict),
        rotation=rotation(widget.dict),
        states=tuple(map(syntax.decode_name, on_states(widget.dict))) if states else (),
        hidden=bool(objects.integer(objects.get(widget.dict, "/F")) & _HIDDEN_FLAGS),
        tooltip=objects.text(objects.raw(widget.dict, "/TU")) or "",
    )


def _value(item: Any, kind: FieldKind) -> str | tuple[str, ...] | None:
    if isinstance(item, NameObject):
        return syntax.decode_name(objects.name_bytes(item))
    if isinstance(item, ArrayObject):
        return tuple(objects.text(part) or "" for part in objects.entries(item))
    return None if kind is FieldKind.SIGNATURE else objects.text(item)
