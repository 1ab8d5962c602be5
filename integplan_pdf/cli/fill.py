"""integplan fill."""

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
    PolicyOption,
    ReportOption,
    check_report,
    day,
    finish,
    progress,
)


def fill(
    rows: Annotated[Path, typer.Argument(help="Rader: .xlsx, .csv, .json eller .jsonl (- leser en av dem fra stdin).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Mappen planene skrives i.")],
    form: FormOption = "integreringsplan",
    mapping: MappingOption = None,
    columns: ColumnsOption = None,
    on: OnOption = "",
    variant: Annotated[str, typer.Option(help="Variant av skjemaet for alle rader. Ellers velger opplysningene.")] = "",
    name: Annotated[
        str, typer.Option(help="Mønster for filnavn, for eksempel '{id} {deltaker.navn}'.")
    ] = "{id}_{form}",
    draft: Annotated[bool, typer.Option(help="Skriv også planer som bryter regler (utkast).")] = False,
    overwrite: Annotated[bool, typer.Option(help="Erstatt filer som er endret eller signert.")] = False,
    flatten: Annotated[bool, typer.Option("--flatten", help="Skriv planene som sider uten felt, til arkiv.")] = False,
    overflow: OverflowOption = None,
    ignore: IgnoreOption = None,
    policy: PolicyOption = None,
    report: ReportOption = None,
    json: JsonOption = False,
) -> int:
    """Fyll ut én PDF per rad. Rader med feil blir ikke skrevet; de andre blir det."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.fill import fill as fill_rows
    from integplan_pdf.workflow.own import with_columns
    from integplan_pdf.workflow.prepare import FillOptions
    from integplan_pdf.workflow.rulebook import load_policy

    check_report(report)
    pack = with_columns(load_pack(form, mapping), columns)
    chosen = load_policy(policy, (), ignore or (), pack.rules)
    options = FillOptions(day(on), variant, draft, name, overwrite, flatten, chosen, overflow)
    with progress("Fyller ut") as step:
        outcome = fill_rows(rows, pack, out, options, step)
    return finish(outcome, report, json)
