"""Text fields (ISO 32000-2 §12.7.5.3)."""

from __future__ import annotations

from dataclasses import dataclass, field

from integplan_pdf.model.template import Field, FieldValue
from integplan_pdf.pdf import findings
from integplan_pdf.pdf.appearance.canvas import Drawn, TextBox
from integplan_pdf.pdf.draft import Draft, Fit, Target
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.syntax import number


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
    """

    field: Field
    target: Target | None
    widgets: tuple[TextWidget, ...]
    limit: int
    secret: bool

    def write(self, value: FieldValue, draft: Draft) -> None:
        """Store and draw a text."""
        if not isinstance(value, str):
            draft.findings.append(
                findings.WRONG_TYPE.finding(field=self.field.name, expected_nb="en tekst", expected_en="a text")
            )
            return
        if self.limit and len(value) > self.limit:
            draft.findings.append(findings.TOO_LONG.finding(field=self.field.name, limit=self.limit))
        if self.field.calculated:
            draft.findings.append(findings.CALCULATED.finding(field=self.field.name))
        if self.secret and value:
            draft.findings.append(findings.PASSWORD_STORED.finding(field=self.field.name))
        if self.target:
            draft.rewrite(self.target, b"/V" + draft.string(self.target.ref, value))
        for widget in self.widgets:
            stored = b"/V" + draft.string(widget.target.ref, value) if widget.is_field else b""
            write_text_widget(widget, self.field.name, value, draft, stored)


def write_text_widget(widget: TextWidget, name: str, text: str, draft: Draft, stored: bytes) -> None:
    """Draw `text` in one widget and write it with the entries `stored`."""
    drawn = widget.box.draw(text)
    if drawn.reduced or drawn.lost or drawn.lacking:
        _report(drawn, name, draft)
    entries, borrowed = widget.entries, widget.ours + drawn.borrowed
    if borrowed:
        entries = appearance_entries(widget.place, widget.fonts + draft.fonts(borrowed))
    appearance = draft.add_stream(entries, drawn.content)
    draft.rewrite(widget.target, b"/AP<</N %d 0 R>>%b" % (appearance, stored))


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
