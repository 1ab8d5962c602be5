"""A form's field list as plain data: what `integplan fields --json` prints and `fields.json` pins."""

from __future__ import annotations

from typing import Any

from integplan_pdf.model.template import Field, Template


def field_list(template: Template) -> list[dict[str, Any]]:
    """Return one dict per field, in order; properties that are absent or false are left out."""
    return [_field(field) for field in template.fields]


def _field(field: Field) -> dict[str, Any]:
    known: dict[str, Any] = {
        "name": field.name,
        "kind": field.kind.value,
        "tooltip": field.tooltip,
        "required": field.required,
        "read_only": field.read_only,
        "multiline": field.multiline,
        "comb": field.comb,
        "password": field.password,
        "file_select": field.file_select,
        "rich_text": field.rich_text,
        "editable": field.editable,
        "multi_select": field.multi_select,
        "calculated": field.calculated,
        "max_length": field.max_length,
        "states": list(field.states),
        "options": [{"export": option.export, "display": option.display} for option in field.options],
        "mapping_name": field.mapping_name,
        "pages": sorted({widget.page for widget in field.widgets if widget.page is not None}),
        "hidden": bool(field.widgets) and all(widget.hidden for widget in field.widgets),
    }
    return {name: value for name, value in known.items() if value or name in ("name", "kind")}
