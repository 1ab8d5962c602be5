"""integplan check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    ColumnsOption,
    FontOption,
    FormOption,
    IgnoreOption,
    JobsOption,
    JsonOption,
    LimitMemoryOption,
    LimitTimeOption,
    MappingOption,
    OnOption,
    OverflowOption,
    PasswordOption,
    PolicyOption,
    ReportOption,
    SelectOption,
    ShowValuesOption,
    check_report,
    day,
    finish,
    fonts,
    opening,
    progress,
)


def check(
    given: Annotated[
        list[Path], typer.Argument(help="Én fil med rader, eller PDF-er, mapper, mønstre (*.pdf) og zip-filer.")
    ],
    form: FormOption = "integreringsplan",
    mapping: MappingOption = None,
    columns: ColumnsOption = None,
    on: OnOption = "",
    overflow: OverflowOption = None,
    font: FontOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    policy: PolicyOption = None,
    participants: Annotated[
        Path | None, typer.Option("--participants", help="Rader for dem som skal ha en plan; de uten blir meldt.")
    ] = None,
    password_file: PasswordOption = None,
    jobs: JobsOption = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    report: ReportOption = None,
    show_values: ShowValuesOption = False,
    json: JsonOption = False,
) -> int:
    """Kontroller rader eller utfylte planer mot skjemaet og reglene."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.check import check as check_plans
    from integplan_pdf.workflow.own import with_columns
    from integplan_pdf.workflow.prepare import FillOptions
    from integplan_pdf.workflow.rulebook import load_policy

    check_report(report)
    how = opening(password_file, limit_time, limit_memory, jobs)
    pack = with_columns(load_pack(form, mapping), columns)
    options = FillOptions(
        day(on),
        policy=load_policy(policy, select or (), ignore or (), pack.rules),
        overflow=overflow,
        fonts=fonts(font, pack.form.folder),
    )
    with progress("Kontrollerer") as step:
        outcome = check_plans(given, pack, options, how, step, participants)
    return finish(outcome, report, json, show_values)
