"""Check boxes and radio buttons (ISO 32000-2 §12.7.5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from integplan_pdf.model.template import Field, FieldKind, FieldValue
from integplan_pdf.pdf import findings, syntax
from integplan_pdf.pdf.appearance.button import ButtonAppearances
from integplan_pdf.pdf.cipher import Clear
from integplan_pdf.pdf.draft import Draft, Target
from integplan_pdf.pdf.update import Object

OFF = b"Off"
_FEW = 50
"""How many objects of a field, over all its states, are kept ready; groups of many buttons would take their square."""


@dataclass(frozen=True, slots=True)
class ButtonWidget:
    """One box or button, with its on-states and what they look like."""

    target: Target
    states: tuple[bytes, ...]
    appearances: ButtonAppearances
    is_field: bool


@dataclass(frozen=True, slots=True)
class ButtonPart:
    """A check box, one-of boxes or a radio group.

    Attributes:
        choices: what a value may say (state or display text) and the state that it means.
        targets: the fields of this name whose only widget is not the field itself.
        together: widgets with the same state are on together (flag RadiosInUnison, and check boxes).
        ready: by state, what is written for it, where that is the same in every document.
    """

    field: Field
    targets: tuple[Target, ...]
    widgets: tuple[ButtonWidget, ...]
    choices: dict[str, bytes]
    together: bool
    ready: Mapping[bytes, tuple[Object, ...]] | None = None

    def write(self, value: FieldValue, draft: Draft) -> None:
        """Store a state and show it in every widget, or say why that cannot be."""
        state = self._state(value, draft)
        if state is None:
            return
        if self.ready and state in self.ready:
            draft.take(self.ready[state])
        else:
            self._show(state, draft)

    def _show(self, state: bytes, draft: Draft) -> None:
        name = syntax.name(state)
        for target in self.targets:
            draft.rewrite(target, b"/V" + name)
        taken = False
        for widget in self.widgets:
            on = state in widget.states and (self.together or not taken)
            taken = taken or on
            entries = widget.appearances.entry(draft) + b"/AS" + (name if on else b"/Off")
            draft.rewrite(widget.target, entries + b"/V" + name if widget.is_field else entries)

    def _state(self, value: FieldValue, draft: Draft) -> bytes | None:
        if value is False or value in ("", "Off"):
            return OFF
        if isinstance(value, str) and value in self.choices:
            return self.choices[value]
        if value is True and self.choices and (self.field.kind is FieldKind.CHECK or len(self._states) == 1):
            if len(self._states) > 1:
                draft.findings.append(findings.SEVERAL_STATES.finding(field=self.field.name, allowed=self._allowed))
            return self._states[0]
        rule = findings.IMPOSSIBLE_CHOICE if isinstance(value, str | bool) else findings.WRONG_TYPE
        draft.findings.append(
            rule.finding(
                field=self.field.name,
                allowed=self._allowed,
                expected_nb="true, false eller et av valgene",
                expected_en="true, false or one of the choices",
            )
        )
        return None

    def merged(self, other: ButtonPart) -> ButtonPart:
        """Return one part for two fields of the same name, of which only one may have the state asked for."""
        return replace(
            self,
            targets=self.targets + other.targets,
            widgets=self.widgets + other.widgets,
            choices=other.choices | self.choices,
        )

    def made_ready(self) -> ButtonPart:
        """Return the part with its states written out, if nothing has to be drawn for them and they are few."""
        drawn = any(widget.appearances.drawn for widget in self.widgets)
        states = [OFF, *self._states]
        if drawn or len(states) * (len(self.targets) + len(self.widgets)) > _FEW:
            return self
        return replace(self, ready={state: self._written(state) for state in states})

    def _written(self, state: bytes) -> tuple[Object, ...]:
        draft = Draft(1, Clear())
        self._show(state, draft)
        return tuple(draft.objects)

    @property
    def _states(self) -> list[bytes]:
        return list(dict.fromkeys(self.choices.values()))

    @property
    def _allowed(self) -> str:
        return ", ".join(f"«{choice}»" for choice in self.choices)
