"""Field nodes → parts: what each field needs in order to be filled, worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from integplan_pdf.model.template import Field, FieldKind
from integplan_pdf.pdf import findings, objects, syntax
from integplan_pdf.pdf.appearance.block import block_box
from integplan_pdf.pdf.appearance.button import button_appearances
from integplan_pdf.pdf.appearance.canvas import Canvas, TextBox, make_canvas
from integplan_pdf.pdf.appearance.frame import frame_of
from integplan_pdf.pdf.appearance.line import SecretBox, comb_box, line_box
from integplan_pdf.pdf.appearance.list import list_box
from integplan_pdf.pdf.appearance.style import parse_style
from integplan_pdf.pdf.cipher import Cipher
from integplan_pdf.pdf.draft import Target, target
from integplan_pdf.pdf.fieldtree import FieldNode, WidgetNode
from integplan_pdf.pdf.fontmap.resources import FontBook
from integplan_pdf.pdf.inspect import kind_of, on_states
from integplan_pdf.pdf.objects import Reference
from integplan_pdf.pdf.parts.button import ButtonPart, ButtonWidget
from integplan_pdf.pdf.parts.choice import ChoicePart
from integplan_pdf.pdf.parts.inert import InertPart
from integplan_pdf.pdf.parts.text import TextPart, TextWidget, appearance_entries, text_part

Part = TextPart | ButtonPart | ChoicePart | InertPart

_STALE = ("/V", "/RV", "/I")
"""What describes an old value: /RV draws the old text in viewers that know rich text."""
_MOST_CELLS = 500
_DRAWN_AFRESH = ("/AP", "/AS")


@dataclass(frozen=True, slots=True)
class Workshop:
    """Makes the parts of one document.

    Attributes:
        form: the interactive form dictionary.
        fonts: the document's fonts.
        cipher: how its strings are written.
        locked: names of the fields that a signature locks.
    """

    form: DictionaryObject
    fonts: FontBook
    cipher: Cipher
    locked: frozenset[str]

    def part(self, node: FieldNode, field: Field) -> Part:
        """Return the part of one field."""
        if field.name in self.locked:
            return InertPart(field, findings.LOCKED)
        match field.kind:
            case FieldKind.TEXT:
                holder, widgets = self._holder(node), tuple(self._text_widgets(node, field))
                return text_part(field, holder, widgets)
            case FieldKind.CHOICE:
                return ChoicePart(field, self._holder(node), tuple(self._text_widgets(node, field)))
            case FieldKind.CHECK | FieldKind.RADIO:
                return self._button(node, field)
        return InertPart(field, findings.NOT_FILLABLE)

    def captions(self, node: FieldNode) -> Iterable[tuple[TextWidget, str]]:
        """Yield the widgets of a push button that have no appearance, with their captions (table 192)."""
        for widget in node.widgets:
            if isinstance(objects.get(objects.get(widget.dict, "/AP"), "/N"), StreamObject):
                continue
            canvas, fonts = self._canvas(node, widget)
            caption = objects.text(objects.get(objects.get(widget.dict, "/MK"), "/CA")) or ""
            yield self._text_widget(node, widget, line_box(replace(canvas, alignment=1)), canvas, fonts), caption

    def _holder(self, node: FieldNode) -> Target | None:
        """Return the field as an object of its own, None if its only widget is the same object."""
        if any(widget.ref == node.ref for widget in node.widgets):
            return None
        return self._target(node.ref, node.dict, _STALE)

    def _target(self, ref: Reference | None, node: DictionaryObject, without: Iterable[str]) -> Target:
        number, generation = ref or (0, 0)
        kept = DictionaryObject({key: value for key, value in dict.items(node) if key not in without})
        entries = objects.serialize_entries(kept, lambda raw: self.cipher.string(number, generation, raw))
        return target((number, generation), entries)

    def _text_widgets(self, node: FieldNode, field: Field) -> Iterable[TextWidget]:
        for widget in node.widgets:
            canvas, fonts = self._canvas(node, widget)
            yield self._text_widget(node, widget, _text_box(canvas, field), canvas, fonts)

    def _text_widget(
        self, node: FieldNode, widget: WidgetNode, box: TextBox, canvas: Canvas, fonts: bytes
    ) -> TextWidget:
        return TextWidget(
            target=self._target(widget.ref, widget.dict, (*_STALE, *_DRAWN_AFRESH)),
            box=box,
            place=canvas.frame.entries,
            fonts=fonts,
            entries=appearance_entries(canvas.frame.entries, fonts),
            ours=() if fonts else (canvas.face,),
            is_field=widget.ref == node.ref,
        )

    def _canvas(self, node: FieldNode, widget: WidgetNode) -> tuple[Canvas, bytes]:
        given = objects.string(objects.raw(widget.dict, "/DA")) or objects.string(node.inherited("/DA"))
        style = parse_style(given or objects.string(objects.raw(self.form, "/DA")))
        font = self.fonts.choose(style.font, node, widget.dict)
        alignment = objects.get(widget.dict, "/Q")
        for inherited in (node.inherited("/Q"), objects.get(self.form, "/Q")):
            alignment = inherited if alignment is None else alignment
        canvas = make_canvas(frame_of(widget.dict), style, font.typesetter, _alignment(alignment))
        return canvas, font.resource

    def _button(self, node: FieldNode, field: Field) -> ButtonPart:
        widgets = tuple(self._button_widget(node, widget, number) for number, widget in enumerate(node.widgets))
        states = list(dict.fromkeys(state for widget in widgets for state in widget.states))
        choices = {syntax.decode_name(state): state for state in states}
        for widget, option in zip(widgets, field.options, strict=False):
            if widget.states:
                choices.setdefault(option.display, widget.states[0])
                choices.setdefault(option.export, widget.states[0])
        together = field.kind is FieldKind.CHECK or field.has(26)
        holder = self._holder(node)
        return ButtonPart(field, (holder,) if holder else (), widgets, choices, together)

    def _button_widget(self, node: FieldNode, widget: WidgetNode, number: int) -> ButtonWidget:
        states = tuple(on_states(widget.dict)) or (_state_without_appearance(node, widget, number),)
        target = self._target(widget.ref, widget.dict, ("/V", "/AS", "/AP"))
        appearances = button_appearances(widget.dict, states, radio=_is_radio(node))
        return ButtonWidget(target, states, appearances, widget.ref == node.ref)


def compile_parts(workshop: Workshop, fields: Iterable[tuple[FieldNode, Field]]) -> dict[str, tuple[Part, ...]]:
    """Return the parts by full field name; buttons of one name act as one field."""
    found: dict[str, tuple[Part, ...]] = {}
    for node, field in fields:
        part, before = workshop.part(node, field), found.get(node.name, ())
        if before and isinstance(part, ButtonPart) and isinstance(before[-1], ButtonPart):
            found[node.name] = (*before[:-1], before[-1].merged(part))
        else:
            found[node.name] = (*before, part)
    return {name: tuple(map(_made_ready, several)) for name, several in found.items()}


def _made_ready(part: Part) -> Part:
    return part.made_ready() if isinstance(part, ButtonPart) else part


def _alignment(item: Any) -> int:
    number = objects.integer(item)
    return number if number in (1, 2) else 0


def _text_box(canvas: Canvas, field: Field) -> TextBox:
    if field.kind is FieldKind.CHOICE:
        return line_box(canvas) if field.combo else list_box(canvas, [option.display for option in field.options])
    if field.comb and field.max_length and field.max_length <= _MOST_CELLS:
        return comb_box(canvas, field.max_length)
    box: TextBox = block_box(canvas) if field.multiline else line_box(canvas)
    return SecretBox(box) if field.password else box


def _state_without_appearance(node: FieldNode, widget: WidgetNode, number: int) -> bytes:
    """Return the on-state of a widget that has no appearances to name it."""
    named = objects.name(objects.raw(widget.dict, "/AS")) or b"Off"
    if named == b"Off" and not _is_radio(node):
        named = objects.name(node.inherited("/V")) or objects.name(node.inherited("/DV")) or b"Off"
    return named if named != b"Off" else b"%d" % number if _is_radio(node) else b"Yes"


def _is_radio(node: FieldNode) -> bool:
    return kind_of(node) is FieldKind.RADIO
