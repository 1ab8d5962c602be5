"""A plan type for a form that has none of its own, made from its mapping."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, create_model

from integplan_pdf.engine.dates import Period
from integplan_pdf.engine.values import Date, Line, PeriodText, Text, YesNo, one_of
from integplan_pdf.model.mapping import FormMapping, Leaf, OneOfBinding, TableBinding

Shape = dict[str, Any]
"""Attribute name → binding, nested shape, or a list holding the shape of one repeated row."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def plan_type(mapping: FormMapping, key_path: str = "id") -> type[BaseModel]:
    """Return a model with one attribute per bound path; `key_path` and the variant path are lines of text."""
    shape: Shape = {key_path: None}
    if mapping.variant_path:
        shape[mapping.variant_path] = None
    for binding in mapping.bind:
        if isinstance(binding, TableBinding):
            row: Shape = {}
            for column in binding.column:
                _put(row, column.path, column)
            _put(shape, binding.path, [row])
        else:
            _put(shape, binding.path, binding)
    return _model("Plan", shape)


def _put(shape: Shape, path: str, leaf: Any) -> None:
    *above, name = path.split(".")
    for step in above:
        shape = shape.setdefault(step, {})
    shape[name] = leaf


def _model(name: str, shape: Shape) -> type[BaseModel]:
    attributes: dict[str, Any] = {attribute: _attribute(attribute, part) for attribute, part in shape.items()}
    return create_model(name, __base__=_Part, **attributes)


def _attribute(name: str, part: Any) -> tuple[Any, Any]:
    if part is None:
        return Line, ""
    if isinstance(part, list):
        row = _model(name.title(), part[0])
        return Annotated[tuple[row, ...], BeforeValidator(_without_empty_end)], ()  # type: ignore[valid-type]
    if isinstance(part, dict):
        model = _model(name.title(), part)
        return model, model()
    return _leaf(part)


def _leaf(binding: Leaf) -> tuple[Any, Any]:
    match binding.kind:
        case "date":
            return Date, None
        case "period":
            return PeriodText, Period()
        case "check":
            return YesNo, False
        case "one_of":
            return _choice(binding), None
        case _:
            return Text, ""


def _choice(binding: OneOfBinding) -> Any:
    names = binding.fields or binding.states
    values = StrEnum("Valg", {f"v{number}": value for number, value in enumerate(names)})  # type: ignore[misc]
    return Annotated[values | None, one_of(values, {})]


def _without_empty_end(value: Any) -> Any:
    rows = [{} if row is None else row for row in value or ()]
    while rows and not any(rows[-1].values() if isinstance(rows[-1], dict) else [rows[-1]]):
        rows.pop()
    return rows
