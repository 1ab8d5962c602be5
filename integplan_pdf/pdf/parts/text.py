"""Text fields (ISO 32000-2 §12.7.5.3)."""

from __future__ import annotations

from dataclasses import dataclass, field

from integplan_pdf.model.template import Field, FieldValue
from integplan_pdf.pdf import findings
from integplan_pdf.pdf.appearance.block import BlockBox
from integplan_pdf.pdf.appearance.canvas import Drawn, TextBox
from integplan_pdf.pdf.appearance.line import LineBox
from integplan_pdf.pdf.draft import Draft, Fit, Target
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.syntax import number

_EASY = (BlockBox, LineBox)
"""The boxes that draw most texts in one step."""


@dataclass(frozen=True, slots=True)
class TextWidget:
    """One place where a text is drawn.

    Attributes:
        target: the annotation.
        place: the entries of its appearance that place it.
        fonts: the /Font resource entry of the field's font.
        entries: both together: all entries of an appearance in the field's font.
        ours: faces of ours that stand in for a font that shows nothing.
        is_field: the annotation is the field itself and holds its value.
    """

    target: Target
    box: TextBox
    place: bytes = field(repr=False)
    fonts: bytes = field(repr=False)
    entries: bytes = field(repr=False)
    ours: tuple[Face, ...]
    is_field: bool


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text field with its widgets.

    Attributes:
        target: the field, None if its only widget is the field itself.
        limit: /MaxLen, 0 for none.
        secret: a password field.
        simple: the field is its only widget, in a font of the form, and a text in it is nothing to warn of.
    """

    field: Field
    target: Target | None
    widgets: tuple[TextWidget, ...]
    limit: int
    secret: bool
    simple: bool

    def write(self, value: FieldValue, draft: Draft) -> None:
        """Store and draw a text."""
        if not isinstance(value, str):
            draft.findings.append(
                findings.WRONG_TYPE.finding(field=self.field.name, expected_nb="en tekst", expected_en="a text")
            )
            return
        if self._write_easily(value, draft):
            return
        if self.secret or self.field.calculated or len(value) > self.limit > 0:
            self._warn(value, draft)
        if self.target:
            draft.rewrite(self.target, draft.value(self.target.ref, value))
        for widget in self.widgets:
            stored = draft.value(widget.target.ref, value) if widget.is_field else b""
            write_text_widget(widget, self.field.name, value, draft, stored)

    def _write_easily(self, value: str, draft: Draft) -> bool:
        """Store and draw a usual text that has room as it is; return False for any other."""
        stored, widget = draft.usual.get(value), self.widgets[0] if self.simple else None
        if not stored or not widget or not isinstance(widget.box, _EASY) or len(value) > self.limit > 0:
            return False
        content = widget.box.easily(value)
        if content:
            draft.show(widget.target, widget.entries, content, stored)
        return bool(content)

    def _warn(self, value: str, draft: Draft) -> None:
        name = self.field.name
        if len(value) > self.limit > 0:
            draft.findings.append(findings.TOO_LONG.finding(field=name, limit=self.limit))
        if self.field.calculated:
            draft.findings.append(findings.CALCULATED.finding(field=name))
        if self.secret and value:
            draft.findings.append(findings.PASSWORD_STORED.finding(field=name))


def text_part(field: Field, target: Target | None, widgets: tuple[TextWidget, ...]) -> TextPart:
    """Return the part of a text field."""
    alone = target is None and len(widgets) == 1 and bool(widgets[0].fonts)
    simple = alone and not field.password and not field.calculated
    return TextPart(field, target, widgets, field.max_length or 0, field.password, simple)


def write_text_widget(widget: TextWidget, name: str, text: str, draft: Draft, stored: bytes) -> None:
    """Draw `text` in one widget and write it with the entries `stored`."""
    drawn = widget.box.draw(text)
    if drawn.reduced or drawn.lost or drawn.lacking:
        _report(drawn, name, draft)
    entries, borrowed = widget.entries, widget.ours + drawn.borrowed
    if borrowed:
        entries = appearance_entries(widget.place, widget.fonts + draft.fonts(borrowed))
    draft.show(widget.target, entries, drawn.content, stored)


def appearance_entries(place: bytes, fonts: bytes) -> bytes:
    """Return the entries of an appearance: where it is placed, and its fonts."""
    return b"%b/Resources<</Font<<%b>>>>" % (place, fonts)


def _report(drawn: Drawn, name: str, draft: Draft) -> None:
    if drawn.reduced or drawn.lost:
        draft.fits.append(Fit(name, drawn.size, drawn.lost))
    if drawn.lost:
        size = number(drawn.size).decode()
        draft.findings.append(findings.NO_ROOM.finding(field=name, lost=drawn.lost, size=size))
    if drawn.lacking:
        characters = ", ".join(f"U+{ord(character):04X}" for character in drawn.lacking)
        draft.findings.append(findings.NO_GLYPH.finding(field=name, characters=characters))
