"""integplan raw read."""

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
from integplan_pdf.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integplan_pdf.model.got import Provenance
    from integplan_pdf.model.stored import StoredField, StoredForm

_TITLES = {"nb": ("Felt", "Slag", "Side", "Verdi"), "en": ("Field", "Kind", "Page", "Value")}
_LONGEST_CELL = 300
"""Characters of a value in the table; `--json` gives all of it."""


def read(
    pdf: Annotated[Path, typer.Argument(help="En PDF med skjemafelt.")],
    form: Annotated[
        Path | None,
        typer.Option(help="Det tomme skjemaet. Felt som PDF-en ikke har (flatet ut, skrevet ut), leses av sidene."),
    ] = None,
    password_file: PasswordOption = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    json: JsonOption = False,
) -> int:
    """Les verdiene i feltene i en hvilken som helst PDF, etter feltnavn."""
    from integplan_pdf.workflow.single import shown_on, values_of

    how = opening(password_file, limit_time, limit_memory)
    stored, got = shown_on(pdf, form, how) if form else (values_of(pdf, how), {})
    if json:
        _print_json(stored, got)
    else:
        _print_table(stored)
    return int(ExitCode.OK if stored.sound else ExitCode.FINDINGS)


def _print_json(stored: StoredForm, got: Mapping[str, Provenance]) -> None:
    from integplan_pdf.reports.jsonreport import as_json

    document: dict[str, object] = {"fields": stored.raw()}
    if got:
        document["provenance"] = {name: {"how": one.how, "sure": one.sure} for name, one in got.items()}
    document["findings"] = [as_json(finding, state.lang) for finding in stored.findings]
    typer.echo(_json.dumps(document, ensure_ascii=False, indent=2))


def _print_table(stored: StoredForm) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from integplan_pdf.reports.console import line

    table = Table(*_TITLES[state.lang])
    for field in stored.fields:
        pages = ", ".join(str(page) for page in sorted({widget.page for widget in field.widgets if widget.page}))
        table.add_row(*(Text(visible(cell)) for cell in (field.name, field.kind.value, pages, _shown(field))))
    Console().print(table)
    messages = Console(stderr=True, highlight=False, soft_wrap=True)
    for finding in stored.findings:
        messages.print(line(finding, lang=state.lang))


def _shown(field: StoredField) -> str:
    if field.signed:
        return "(signed)" if state.lang == "en" else "(signert)"
    value = " | ".join(field.value) if isinstance(field.value, tuple) else field.value or ""
    return value if len(value) <= _LONGEST_CELL else f"{value[:_LONGEST_CELL]} …"
