"""The binding kinds: how a plan value is written into a form's fields, and read out of them again.

`decode(encode(value)) == value` for every value that a field can hold; text that a kind cannot understand comes back
as that text, so that nothing is lost and the plan's own check can speak of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Any, assert_never

from integplan_pdf.engine.dates import format_date, parse_date
from integplan_pdf.model.mapping import (
    CheckBinding,
    DateBinding,
    Leaf,
    OneOfBinding,
    PeriodBinding,
    TextBinding,
)
from integplan_pdf.model.template import FieldValue

Stored = Mapping[str, str | tuple[str, ...] | None]
"""What a PDF holds: full field name to text, on-state (`Off` for none), texts of a list box, or None."""

OFF = "Off"


def fields(binding: Leaf) -> list[str]:
    """Return the names of the fields that the binding writes."""
    if isinstance(binding, OneOfBinding) and binding.fields:
        return list(binding.fields.values())
    return [binding.field]


def encode(binding: Leaf, value: Any) -> dict[str, FieldValue]:
    """Return what the binding's fields are to hold; fields that stay empty are left out.

    Raises:
        KeyError: the value has no box on the form.
    """
    if value is None or value == "" or value is False or (not isinstance(value, bool | int) and not value):
        return {}
    match binding:
        case TextBinding() | PeriodBinding():
            return {binding.field: str(value)}
        case DateBinding():
            return {binding.field: format_date(value) if isinstance(value, dt.date) else str(value)}
        case CheckBinding():
            return {binding.field: binding.on}
        case OneOfBinding():
            name = str(value.value if isinstance(value, Enum) else value)
            if binding.fields:
                return {binding.fields[name]: binding.on or True}
            return {binding.field: binding.states[name]}
        case _:
            assert_never(binding)


def decode(binding: Leaf, stored: Stored) -> Any:
    """Return the plan's raw value (JSON scalars), or None when the fields are empty."""
    match binding:
        case TextBinding() | PeriodBinding():
            return _text(stored.get(binding.field)) or None
        case DateBinding():
            text = _text(stored.get(binding.field))
            day = parse_date(text)
            return day.isoformat() if day else text or None
        case CheckBinding():
            return _state(stored.get(binding.field)) == binding.on or None
        case OneOfBinding():
            return _choice(binding, stored)
        case _:
            assert_never(binding)


def _choice(binding: OneOfBinding, stored: Stored) -> str | None:
    if binding.fields:
        ticked = [value for value, field in binding.fields.items() if _state(stored.get(field)) != OFF]
        return ", ".join(ticked) or None
    state = _state(stored.get(binding.field))
    if state in (OFF, ""):
        return None
    return next((value for value, known in binding.states.items() if known == state), state)


def _text(value: str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _state(value: str | tuple[str, ...] | None) -> str:
    return _text(value) or OFF
