"""integplan raw: any AcroForm by the names of its fields, without a mapping."""

from __future__ import annotations

import json as _json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from integplan_pdf.cli.options import JsonOption, PasswordOption, password, state
from integplan_pdf.errors import ExitCode

if TYPE_CHECKING:
    from integplan_pdf.workflow.rawfill import RawFilled

app = typer.Typer(no_args_is_help=True, help="Et hvilket som helst AcroForm, etter feltnavn, uten mapping.")


@app.command()
def fill(
    template: Annotated[Path, typer.Argument(help="PDF-skjemaet.")],
    values: Annotated[Path, typer.Argument(help="JSON: fullt feltnavn → tekst, true/false, tilstand eller liste.")],
    out: Annotated[Path, typer.Argument(help="Den utfylte PDF-en; ikke skjemaet selv.")],
    password_file: PasswordOption = None,
    json: JsonOption = False,
) -> int:
    """Fyll ut feltene i et hvilket som helst PDF-skjema."""
    from integplan_pdf.model.finding import Severity
    from integplan_pdf.workflow.rawfill import raw_fill

    done = raw_fill(template, values, out, password(password_file))
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
