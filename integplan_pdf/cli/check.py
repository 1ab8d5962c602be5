"""integplan check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    ColumnsOption,
    FormOption,
    IgnoreOption,
    JsonOption,
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
    password,
    progress,
)


def check(
    given: Annotated[list[Path], typer.Argument(help="Én fil med rader, eller PDF-er og mapper med PDF-er.")],
    form: FormOption = "integreringsplan",
    mapping: MappingOption = None,
    columns: ColumnsOption = None,
    on: OnOption = "",
    overflow: OverflowOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    policy: PolicyOption = None,
    participants: Annotated[
        Path | None, typer.Option("--participants", help="Rader for dem som skal ha en plan; de uten blir meldt.")
    ] = None,
    password_file: PasswordOption = None,
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
    pack = with_columns(load_pack(form, mapping), columns)
    options = FillOptions(
        day(on), policy=load_policy(policy, select or (), ignore or (), pack.rules), overflow=overflow
    )
    with progress("Kontrollerer") as step:
        outcome = check_plans(given, pack, options, password(password_file), step, participants)
    return finish(outcome, report, json, show_values)
