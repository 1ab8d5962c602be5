"""integplan read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    ColumnsOption,
    FormOption,
    JsonOption,
    MappingOption,
    PasswordOption,
    ReportOption,
    check_report,
    finish,
    password,
    progress,
)


def read(
    pdfs: Annotated[list[Path], typer.Argument(help="Utfylte PDF-er, eller mapper med PDF-er.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Filen radene skrives til: .xlsx, .csv, .json, .jsonl.")],
    form: FormOption = "integreringsplan",
    mapping: MappingOption = None,
    columns: ColumnsOption = None,
    password_file: PasswordOption = None,
    report: ReportOption = None,
    json: JsonOption = False,
) -> int:
    """Les utfylte planer tilbake til rader, som kan fylles ut igjen."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.own import with_columns
    from integplan_pdf.workflow.read import read as read_plans

    check_report(report)
    with progress("Leser") as step:
        outcome = read_plans(pdfs, with_columns(load_pack(form, mapping), columns), out, password(password_file), step)
    return finish(outcome, report, json)
