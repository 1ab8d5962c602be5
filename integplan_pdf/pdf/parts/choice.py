"""Combo and list boxes (ISO 32000-2 §12.7.5.4)."""

from __future__ import annotations

from dataclasses import dataclass

from integplan_pdf.model.template import Field, FieldValue, Option
from integplan_pdf.pdf import findings
from integplan_pdf.pdf.draft import Draft, Target
from integplan_pdf.pdf.parts.text import TextWidget, write_text_widget


@dataclass(frozen=True, slots=True)
class ChoicePart:
    """A combo or list box; `target` is None if the only widget is the field itself."""

    field: Field
    target: Target | None
    widgets: tuple[TextWidget, ...]

    def write(self, value: FieldValue, draft: Draft) -> None:
        """Store export values and draw display texts, or say why that cannot be."""
        chosen = self._chosen(value, draft)
        if chosen is None:
            return
        if self.target:
            draft.rewrite(self.target, self._stored(chosen, self.target, draft))
        for widget in self.widgets:
            self._draw(widget, chosen, draft)

    def _draw(self, widget: TextWidget, chosen: list[Option], draft: Draft) -> None:
        """Draw the display texts; list boxes get one line for each option, see `ListBox`."""
        stored = self._stored(chosen, widget.target, draft) if widget.is_field else b""
        write_text_widget(widget, self.field.name, "\n".join(option.display for option in chosen), draft, stored)

    def _stored(self, chosen: list[Option], target: Target, draft: Draft) -> bytes:
        exports = [draft.string(target.ref, option.export) for option in chosen]
        if not exports:
            return b""
        return b"/V" + (exports[0] if len(exports) == 1 else b"[%b]" % b" ".join(exports))

    def _chosen(self, value: FieldValue, draft: Draft) -> list[Option] | None:
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else None
        if texts is None or not all(isinstance(text, str) for text in texts):
            draft.findings.append(
                findings.WRONG_TYPE.finding(
                    field=self.field.name,
                    expected_nb="et av valgene, eller en liste av dem",
                    expected_en="one of the choices, or a list of them",
                )
            )
            return None
        chosen = [self._option(text) for text in texts if text]
        if None in chosen or (len(chosen) > 1 and not self.field.multi_select):
            allowed = ", ".join(f"«{option.display}»" for option in self.field.options[:20])
            draft.findings.append(findings.IMPOSSIBLE_CHOICE.finding(field=self.field.name, allowed=allowed))
            return None
        return [option for option in chosen if option]

    def _option(self, text: str) -> Option | None:
        """Return the option whose export value or display text is `text`."""
        options = self.field.options
        found = next((option for option in options if option.export == text), None)
        found = found or next((option for option in options if option.display == text), None)
        return found or (Option(text, text) if self.field.editable or not options else None)
