"""integplan check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    FormOption,
    JsonOption,
    OnOption,
    PasswordOption,
    ReportOption,
    check_report,
    day,
    finish,
    password,
    progress,
)


def check(
    given: Annotated[list[Path], typer.Argument(help="Én fil med rader, eller PDF-er og mapper med PDF-er.")],
    form: FormOption = "integreringsplan",
    on: OnOption = "",
    password_file: PasswordOption = None,
    report: ReportOption = None,
    json: JsonOption = False,
) -> int:
    """Kontroller rader eller utfylte planer mot skjemaet og reglene."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.check import check as check_plans
    from integplan_pdf.workflow.fill import FillOptions

    check_report(report)
    with progress("Kontrollerer") as step:
        outcome = check_plans(given, load_pack(form), FillOptions(day(on)), password(password_file), step)
    return finish(outcome, report, json)
