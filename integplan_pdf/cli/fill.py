"""integplan fill."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import (
    FormOption,
    JsonOption,
    OnOption,
    ReportOption,
    check_report,
    day,
    finish,
    progress,
)


def fill(
    rows: Annotated[Path, typer.Argument(help="Rader: .xlsx, .csv, .json eller .jsonl (- leser JSON fra stdin).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Mappen planene skrives i.")],
    form: FormOption = "integreringsplan",
    on: OnOption = "",
    variant: Annotated[str, typer.Option(help="Variant av skjemaet for alle rader. Ellers velger opplysningene.")] = "",
    name: Annotated[
        str, typer.Option(help="Mønster for filnavn, for eksempel '{id} {deltaker.navn}'.")
    ] = "{id}_{form}",
    draft: Annotated[bool, typer.Option(help="Skriv også planer som bryter regler (utkast).")] = False,
    overwrite: Annotated[bool, typer.Option(help="Erstatt filer som er endret eller signert.")] = False,
    report: ReportOption = None,
    json: JsonOption = False,
) -> int:
    """Fyll ut én PDF per rad. Rader med feil blir ikke skrevet; de andre blir det."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.fill import FillOptions
    from integplan_pdf.workflow.fill import fill as fill_rows

    check_report(report)
    options = FillOptions(day(on), variant, draft, name, overwrite)
    with progress("Fyller ut") as step:
        outcome = fill_rows(rows, load_pack(form), out, options, step)
    return finish(outcome, report, json)
