"""integplan flatten."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    JsonOption,
    PasswordOption,
    ReportOption,
    check_report,
    finish,
    password,
    progress,
)


def flatten(
    pdfs: Annotated[list[Path], typer.Argument(help="Utfylte PDF-er, eller mapper med PDF-er.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Mappen de skrives i, eller for én PDF: filen (.pdf).")],
    overwrite: Annotated[bool, typer.Option(help="Erstatt filer som er endret eller signert.")] = False,
    password_file: PasswordOption = None,
    report: ReportOption = None,
    json: JsonOption = False,
) -> int:
    """Gjør skjemafeltene til vanlig innhold på sidene, for arkiv og utsending."""
    from integplan_pdf.workflow.flatten import flatten as flatten_files

    check_report(report)
    with progress("Flater ut") as step:
        outcome = flatten_files(pdfs, out, password(password_file), step, overwrite=overwrite)
    return finish(outcome, report, json)
