"""integplan flatten."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    JobsOption,
    JsonOption,
    LimitMemoryOption,
    LimitTimeOption,
    PasswordOption,
    ReportOption,
    check_report,
    finish,
    opening,
    progress,
)


def flatten(
    pdfs: Annotated[list[Path], typer.Argument(help="Utfylte PDF-er, mapper, mønstre (*.pdf) eller zip-filer.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Mappen de skrives i, eller for én PDF: filen (.pdf).")],
    overwrite: Annotated[bool, typer.Option(help="Erstatt filer som er endret eller signert.")] = False,
    password_file: PasswordOption = None,
    jobs: JobsOption = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    report: ReportOption = None,
    json: JsonOption = False,
) -> int:
    """Gjør skjemafeltene til vanlig innhold på sidene, for arkiv og utsending."""
    from integplan_pdf.workflow.flatten import flatten as flatten_files

    check_report(report)
    how = opening(password_file, limit_time, limit_memory, jobs)
    with progress("Flater ut") as step:
        outcome = flatten_files(pdfs, out, how, step, overwrite=overwrite)
    return finish(outcome, report, json)
