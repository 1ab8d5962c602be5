"""integplan fields."""

from __future__ import annotations

import json as _json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from integplan_pdf.cli.options import (
    JsonOption,
    LimitMemoryOption,
    LimitTimeOption,
    PasswordOption,
    opening,
    state,
    visible,
)

if TYPE_CHECKING:
    from integplan_pdf.model.template import Field, Template


def fields(
    form: Annotated[str, typer.Argument(help="En PDF, et skjemas id, eller en mappe med form.toml.")],
    password_file: PasswordOption = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    json: JsonOption = False,
) -> int:
    """Vis feltene i et skjema."""
    from integplan_pdf.engine.fieldlist import field_list
    from integplan_pdf.workflow.single import fields_of

    template = fields_of(_file(form), opening(password_file, limit_time, limit_memory))
    if json:
        typer.echo(_json.dumps(field_list(template), ensure_ascii=False, indent=2))
    else:
        _table(template)
    return 0


def _file(form: str) -> Path:
    """Return the PDF that `form` names: a file, or the first variant of a form."""
    from integplan_pdf.packs.catalogue import load_form_of

    path = Path(form)
    if path.is_file() or path.suffix.lower() == ".pdf":
        return path
    found = load_form_of(form)
    return found.folder / found.variants[0].file


def _table(template: Template) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    titles = ["Felt", "Slag", "Side", "Egenskaper", "Hjelpetekst"]
    english = ["Field", "Kind", "Page", "Properties", "Tooltip"]
    table = Table(*(english if state.lang == "en" else titles))
    for field in template.fields:
        pages = ", ".join(str(page) for page in sorted({w.page for w in field.widgets if w.page}))
        cells = (field.name, field.kind.value, pages, _properties(field), field.tooltip)
        table.add_row(*(Text(visible(cell)) for cell in cells))
    Console().print(table)


def _properties(field: Field) -> str:
    flags = {
        "required": field.required,
        "read-only": field.read_only,
        "multiline": field.multiline,
        "comb": field.comb,
        "password": field.password,
        "calculated": field.calculated,
    }
    named = [name for name, on in flags.items() if on]
    named += [f"max {field.max_length}"] if field.max_length else []
    named += [" ".join(f"/{name}" for name in field.states)] if field.states else []
    return ", ".join([*named, *(option.display for option in field.options)])
