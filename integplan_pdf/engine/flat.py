"""A plan type for a form that has none of its own, made from its mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, create_model

from integplan_pdf.engine.dates import Period
from integplan_pdf.engine.values import Date, Line, MaybeYesNo, Part, PeriodText, Rows, Text, YesNo, one_of
from integplan_pdf.errors import MappingError
from integplan_pdf.model.mapping import ColumnMapping, FormMapping, Leaf, SwitchRule, TableBinding

Shape = dict[str, Any]
"""Attribute name → (type, default), nested shape, or a list holding the shape of one repeated row."""

Words = Mapping[str, Mapping[str, str]]
"""Plan path (`kurs.{i}.navn`) → the drop-down of its column, shown text → stored value."""

_LINE = (Line, "")
_RESERVED = frozenset(dir(BaseModel))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())


def plan_type(mapping: FormMapping, columns: ColumnMapping) -> type[BaseModel]:
    """Return a model with one attribute per bound path, and one per fact that only turns a part of the form off.

    The key and the variant are lines of text. What a drop-down shows is understood as what it stands for.

    Raises:
        MappingError: a path cannot be an attribute, goes on from a value, or has a drop-down of unknown values.
    """
    words = _words(columns)
    shape: Shape = {columns.key_path: _LINE}
    if mapping.variant_path:
        _put(shape, mapping.variant_path, _LINE)
    for binding in mapping.bind:
        if isinstance(binding, TableBinding):
            row: Shape = {}
            for column in binding.column:
                path = f"{binding.path}.{{i}}.{column.path}"
                _put(row, column.path, _value(column, path, words))
            _put(shape, binding.path, [row])
        else:
            _put(shape, binding.path, _value(binding, binding.path, words))
    for rule in mapping.off_when:
        if not _knows(shape, rule.path):
            _put(shape, rule.path, _fact(rule, words))
    return _model("Plan", shape)


def _words(columns: ColumnMapping) -> Words:
    return {path: column.choices for sheet in columns.sheet for column in sheet.column for path in sheet.paths(column)}


def _put(shape: Shape, path: str, part: Any) -> None:
    """Set `path` in `shape`; the same path may be put twice, which is for the contract to judge."""
    *above, name = path.split(".")
    for step in above:
        shape = shape.setdefault(_usable(step, path), {})
        if not isinstance(shape, dict):
            raise _not_a_part(path)
    if isinstance(shape.get(_usable(name, path)), dict):
        raise _not_a_part(path)
    shape[name] = part


def _usable(step: str, path: str) -> str:
    """Return `step` if a plan's attribute can be called that: numbers count rows, and some names are pydantic's."""
    if not step or step.isdecimal() or step.startswith("_") or step in _RESERVED:
        raise MappingError(
            nb=f"pdf.toml: «{path}» kan ikke være en sti i planen, for «{step}» er opptatt eller et tall. "
            "Kall det noe annet.",
            en=f"pdf.toml: “{path}” cannot be a plan path, for “{step}” is reserved or a number. Rename it.",
        )
    return step


def _not_a_part(path: str) -> MappingError:
    return MappingError(
        nb=f"pdf.toml: «{path}» kan ikke være både en verdi og noe som har deler. Kall én av stiene noe annet.",
        en=f"pdf.toml: “{path}” cannot be both a value and something with parts. Rename one of the paths.",
    )


def _knows(shape: Any, path: str) -> bool:
    for step in path.split("."):
        if isinstance(shape, list) and step.isdecimal():
            shape = shape[0]
        elif isinstance(shape, dict) and step in shape:
            shape = shape[step]
        else:
            return False
    return True


def _model(name: str, shape: Shape) -> type[BaseModel]:
    attributes: dict[str, Any] = {step: _attribute(f"{name}_{step}", part) for step, part in shape.items()}
    return create_model(name, __base__=_Part, **attributes)


def _attribute(name: str, part: Any) -> tuple[Any, Any]:
    if isinstance(part, list):
        return Rows[_model(name, part[0])], ()  # type: ignore[misc]
    if isinstance(part, dict):
        model = _model(name, part)
        return Part[model], model()  # type: ignore[valid-type, misc]
    found: tuple[Any, Any] = part
    return found


def _value(binding: Leaf, path: str, words: Words) -> tuple[Any, Any]:
    match binding.kind:
        case "date":
            return Date, None
        case "period":
            return PeriodText, Period()
        case "check":
            return YesNo, False
        case "one_of":
            return _choice(path, binding.fields or binding.states, words.get(path, {}))
        case _:
            return _text(words.get(path, {}))


def _fact(rule: SwitchRule, words: Words) -> tuple[Any, Any]:
    """Return the type of a fact that does not stand on the form."""
    shown = words.get(rule.path, {})
    if isinstance(rule.equals, bool):
        return MaybeYesNo, None
    return _choice(rule.path, dict.fromkeys(shown.values()), shown) if shown else _LINE


def _choice(path: str, values: Iterable[str], shown: Mapping[str, str]) -> tuple[Any, Any]:
    name = f"Valg_{path.replace('.{i}', '').replace('.', '_')}"
    known = StrEnum(name, {f"v{number}": value for number, value in enumerate(values)})  # type: ignore[misc]
    for value in sorted(set(shown.values()) - set(known)):
        raise MappingError(
            nb=f"columns.toml: valget «{value}» for «{path}» står ikke i pdf.toml. Der står: {', '.join(known)}.",
            en=f"columns.toml: the choice “{value}” of “{path}” is not in pdf.toml, which has: {', '.join(known)}.",
        )
    return Annotated[known | None, one_of(known, {text: known(value) for text, value in shown.items()})], None


def _text(shown: Mapping[str, str]) -> tuple[Any, Any]:
    if not shown:
        return Text, ""
    stored = {text.casefold(): value for text, value in shown.items()}

    def meant(value: Any) -> Any:
        return stored.get(value.casefold(), value) if isinstance(value, str) else value

    return Annotated[Text, BeforeValidator(meant)], ""
