"""Variants of a form: which fields each has, and the id that follows from how it differs from the standard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author.source import FieldPattern, Kind, RowSet, Schema

STANDARD = "standard"
_DATE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class FieldSource:
    """One field of one variant.

    Attributes:
        kind: as in the source; a text field that the variant gives a height of its own holds several lines.
        hint: the format it wants, shown beside the label.
        height: least height in millimetres, `max_height` the most it can have; of no meaning for boxes to tick.
        states: on-states of a box and what stands beside each.
    """

    name: str
    kind: Kind
    label: str
    hint: str
    tooltip: str
    height: float
    max_height: float
    max_length: int | None
    required: bool
    states: Mapping[str, str]


def compose_variant(
    schema: Schema,
    switches: Mapping[str, bool] | None = None,
    rows: Mapping[str, int] | None = None,
    heights: Mapping[str, float] | None = None,
) -> Variant:
    """Return the variant with these parts, its id composed from what differs from the source's defaults.

    Args:
        schema: the contents of `skjema.toml`.
        switches: on/off by switch.
        rows: number of rows by table.
        heights: least height in millimetres by field name.

    Raises:
        TemplateError: a part is unknown to the source, or outside its limits.
    """
    counted = {name: rowset for name, rowset in schema.rows.items() if not rowset.items}
    _check_known(switches or {}, schema.switches)
    _check_known(rows or {}, counted)
    changed_switches = {
        name: value
        for name, switch in schema.switches.items()
        if (value := (switches or {}).get(name, switch.default)) != switch.default
    }
    changed_rows = {
        name: count
        for name, rowset in counted.items()
        if (count := (rows or {}).get(name, rowset.default)) != rowset.default
    }
    for name, count in changed_rows.items():
        _check_range(name, count, counted[name].min, counted[name].max)
    plain = Variant(id="", switches=changed_switches, rows=changed_rows)
    changed_heights = _changed_heights(variant_fields(schema, plain), heights or {})
    return Variant(
        id=_variant_id(schema, changed_switches, changed_rows, changed_heights),
        switches=changed_switches,
        rows=changed_rows,
        heights=changed_heights,
    )


def _changed_heights(fields: Iterable[FieldSource], heights: Mapping[str, float]) -> dict[str, float]:
    boxes = {field.name: field for field in fields if not field.kind.is_box}
    _check_known(heights, boxes)
    for name, height in heights.items():
        _check_range(name, height, 1, boxes[name].max_height)
    return {name: heights[name] for name, box in boxes.items() if heights.get(name, box.height) != box.height}


def _variant_id(
    schema: Schema, switches: Mapping[str, bool], rows: Mapping[str, int], heights: Mapping[str, float]
) -> str:
    changed = [schema.switches[name] for name in switches]
    names = [switch.name for switch in changed if switch.name] or [STANDARD]
    suffixes = [switch.suffix for switch in changed if switch.suffix]
    suffixes += [f"{name}-{count}" for name, count in rows.items()]
    if heights:
        digest = hashlib.sha256(json.dumps(heights, sort_keys=True).encode()).hexdigest()
        suffixes.append(f"hoyde-{digest[:8]}")
    return ".".join(names + suffixes)


def switch_values(schema: Schema, variant: Variant) -> dict[str, bool]:
    """Return every switch with its value in `variant`."""
    return {name: variant.switches.get(name, switch.default) for name, switch in schema.switches.items()}


def row_labels(schema: Schema, variant: Variant) -> dict[str, dict[str, str]]:
    """Return the rows of every table in `variant`: label by key; counted rows have no label."""
    return {name: _rows(rowset, variant.rows.get(name, rowset.default)) for name, rowset in schema.rows.items()}


def _rows(rowset: RowSet, count: int) -> dict[str, str]:
    return rowset.items or {str(number): "" for number in range(1, count + 1)}


def variant_fields(schema: Schema, variant: Variant) -> tuple[FieldSource, ...]:
    """Return the fields of `variant` in the order of the source.

    Raises:
        TemplateError: two fields have the same name, or a field is also a level above another.
    """
    switches, rows = switch_values(schema, variant), row_labels(schema, variant)
    found: dict[str, FieldSource] = {}
    for pattern in schema.field:
        _check_known(pattern.when, switches)
        if any(switches[name] != value for name, value in pattern.when.items()):
            continue
        if pattern.rows:
            _check_known([pattern.rows], rows)
        for key, label in rows[pattern.rows].items() if pattern.rows else [("", "")]:
            field = _field(pattern, key, label.rstrip(":"), schema.date_hint, variant.heights)
            if field.name in found:
                raise TemplateError(
                    nb=f"Feltet «{field.name}» står to ganger i skjema.toml.",
                    en=f"The field “{field.name}” stands twice in skjema.toml.",
                )
            found[field.name] = field
    _check_levels(found)
    return tuple(found.values())


def _check_levels(names: Iterable[str]) -> None:
    """Check that no field is a level of another's name: `a` and `a.b` cannot both be fields."""
    levels = {name[:end] for name in names for end, letter in enumerate(name) if letter == "."}
    for name in names:
        if name in levels:
            raise TemplateError(
                nb=f"«{name}» er både et felt og et nivå i andre felts navn i skjema.toml.",
                en=f"“{name}” is both a field and a level of other fields' names in skjema.toml.",
            )


def _field(pattern: FieldPattern, key: str, label: str, date_hint: str, heights: Mapping[str, float]) -> FieldSource:
    name, date = pattern.id.format(i=key), pattern.kind is Kind.DATE
    tooltip = pattern.tooltip.format(i=key, label=label)
    grown = pattern.kind is Kind.TEXT and name in heights
    return FieldSource(
        name=name,
        kind=Kind.MULTILINE if grown else pattern.kind,
        label=pattern.label,
        hint=date_hint if date else "",
        tooltip=f"{tooltip} ({date_hint})" if date else tooltip,
        height=heights.get(name, pattern.height),
        max_height=pattern.max_height,
        max_length=_DATE_LENGTH if date else pattern.max_length,
        required=pattern.required,
        states=pattern.states,
    )


def _check_known(names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise TemplateError(
                nb=f"Skjemaet kjenner ikke «{name}». Det kjenner: {', '.join(known)}.",
                en=f"The form does not know “{name}”. It knows: {', '.join(known)}.",
            )


def _check_range(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise TemplateError(
            nb=f"«{name}» kan ikke være {value:g}; det må være fra {least:g} til {most:g}.",
            en=f"“{name}” cannot be {value:g}; it must be from {least:g} to {most:g}.",
        )
