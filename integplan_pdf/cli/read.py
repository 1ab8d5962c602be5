"""integplan read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    ColumnsOption,
    FormOption,
    JobsOption,
    JsonOption,
    LimitMemoryOption,
    LimitTimeOption,
    MappingOption,
    PasswordOption,
    ReportOption,
    ShowValuesOption,
    check_report,
    finish,
    opening,
    progress,
)


def read(
    pdfs: Annotated[list[Path], typer.Argument(help="Utfylte PDF-er, mapper, mønstre (*.pdf) eller zip-filer.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Filen radene skrives til: .xlsx, .csv, .json, .jsonl.")],
    form: FormOption = "integreringsplan",
    mapping: MappingOption = None,
    columns: ColumnsOption = None,
    password_file: PasswordOption = None,
    jobs: JobsOption = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    report: ReportOption = None,
    show_values: ShowValuesOption = False,
    json: JsonOption = False,
) -> int:
    """Les utfylte planer tilbake til rader, som kan fylles ut igjen."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.own import with_columns
    from integplan_pdf.workflow.read import read as read_plans

    check_report(report)
    how = opening(password_file, limit_time, limit_memory, jobs)
    with progress("Leser") as step:
        outcome = read_plans(pdfs, with_columns(load_pack(form, mapping), columns), out, how, step)
    return finish(outcome, report, json, show_values)
