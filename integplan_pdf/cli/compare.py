"""integplan compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    ColumnsOption,
    FormOption,
    IgnoreOption,
    JobsOption,
    JsonOption,
    LimitMemoryOption,
    LimitTimeOption,
    MappingOption,
    OnOption,
    PasswordOption,
    PolicyOption,
    ReportOption,
    SelectOption,
    check_report,
    day,
    finish,
    opening,
    progress,
)


def compare(
    sent: Annotated[Path, typer.Argument(help="Planene som ble sendt: en fil med rader, en PDF eller en mappe.")],
    returned: Annotated[Path, typer.Argument(help="Planene som kom tilbake: en fil med rader, en PDF eller en mappe.")],
    form: FormOption = "integreringsplan",
    mapping: MappingOption = None,
    columns: ColumnsOption = None,
    on: OnOption = "",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    policy: PolicyOption = None,
    password_file: PasswordOption = None,
    jobs: JobsOption = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    report: ReportOption = None,
    show_values: Annotated[
        bool, typer.Option("--show-values", help="Vis hva som sto før og hva som står nå, ord for ord, og navn.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Vis hva som er endret i planer som er kommet tilbake.

    Planene hører sammen når ID-en er den samme. For hvert felt vises om det er lagt til, endret eller tatt bort, og om
    endringen krever et nytt enkeltvedtak. Hva som står i feltene, vises bare med --show-values.
    """
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.compare import CompareOptions
    from integplan_pdf.workflow.compare import compare as compare_plans
    from integplan_pdf.workflow.own import with_columns
    from integplan_pdf.workflow.rulebook import load_policy

    check_report(report)
    how = opening(password_file, limit_time, limit_memory, jobs)
    pack = with_columns(load_pack(form, mapping), columns)
    chosen = load_policy(policy, select or (), ignore or (), pack.rules)
    options = CompareOptions(day(on), chosen, how)
    with progress("Sammenligner") as step:
        outcome = compare_plans(sent, returned, pack, options, step)
    return finish(outcome, report, json, show_values)
