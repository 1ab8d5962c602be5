"""integplan raw: any AcroForm by the names of its fields, without a mapping."""

from __future__ import annotations

import json as _json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from integplan_pdf.cli.options import (
    FontOption,
    JsonOption,
    LimitMemoryOption,
    LimitTimeOption,
    PasswordOption,
    fonts,
    opening,
    state,
)
from integplan_pdf.errors import ExitCode

if TYPE_CHECKING:
    from integplan_pdf.workflow.rawfill import RawFilled

app = typer.Typer(no_args_is_help=True, help="Et hvilket som helst AcroForm, etter feltnavn, uten mapping.")


class RawOverflow(StrEnum):
    """What is done with a text that has no room in its box."""

    CLIP = "clip"
    CONTINUE = "continue"


@app.command()
def fill(
    template: Annotated[Path, typer.Argument(help="PDF-skjemaet.")],
    values: Annotated[Path, typer.Argument(help="JSON: fullt feltnavn → tekst, true/false, tilstand eller liste.")],
    out: Annotated[Path, typer.Argument(help="Den utfylte PDF-en; ikke skjemaet selv.")],
    password_file: PasswordOption = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    overflow: Annotated[
        RawOverflow,
        typer.Option(help="Tekst uten plass: clip advarer, continue legger ved en side med hele teksten."),
    ] = RawOverflow.CLIP,
    font: FontOption = None,
    json: JsonOption = False,
) -> int:
    """Fyll ut feltene i et hvilket som helst PDF-skjema."""
    from integplan_pdf.model.finding import Severity
    from integplan_pdf.workflow.rawfill import raw_fill

    how = opening(password_file, limit_time, limit_memory)
    shown_with = fonts(font, template.parent)
    done = raw_fill(template, values, out, how, continues=overflow is RawOverflow.CONTINUE, fonts=shown_with)
    if json:
        _print_json(done)
    _print_findings(done)
    worst = any(finding.severity is Severity.ERROR for finding in done.findings)
    return int(ExitCode.FINDINGS if worst else ExitCode.OK)


def _print_json(done: RawFilled) -> None:
    from integplan_pdf.reports.jsonreport import as_json

    document = {
        "findings": [as_json(finding, state.lang) for finding in done.findings],
        "fits": [{"field": fit.field, "size": fit.size, "lost": fit.lost} for fit in done.fits],
    }
    typer.echo(_json.dumps(document, ensure_ascii=False, indent=2))


def _print_findings(done: RawFilled) -> None:
    from rich.console import Console

    from integplan_pdf.reports.console import line

    messages = Console(stderr=True, highlight=False, soft_wrap=True)
    for finding in done.findings:
        messages.print(line(finding, lang=state.lang))
