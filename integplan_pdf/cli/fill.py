"""integplan fill."""

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
    PolicyOption,
    ReportOption,
    check_report,
    day,
    finish,
    fonts,
    limits,
    progress,
)


def fill(
    rows: Annotated[Path, typer.Argument(help="Rader: .xlsx, .csv, .json eller .jsonl (- leser en av dem fra stdin).")],
    out: Annotated[
        str | None, typer.Option("--out", "-o", help="Mappen planene skrives i, eller en adresse (s3://…).")
    ] = None,
    zip: Annotated[Path | None, typer.Option("--zip", help="Legg alle planene i én zip-fil i stedet.")] = None,
    merge: Annotated[
        Path | None, typer.Option("--merge", help="Legg alle planene i én PDF til utskrift i stedet.")
    ] = None,
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
    compact: Annotated[bool, typer.Option("--compact", help="Skriv mindre filer. Tar lengre tid.")] = False,
    overflow: OverflowOption = None,
    font: FontOption = None,
    ignore: IgnoreOption = None,
    policy: PolicyOption = None,
    jobs: JobsOption = None,
    cluster: Annotated[
        str, typer.Option(help="Fyll ut på en Dask-klynge: adressen til planleggeren, som tcp://host:8786.")
    ] = "",
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    force: Annotated[bool, typer.Option("--force", help="Lag alle planene på nytt, også de som er uendret.")] = False,
    report: ReportOption = None,
    json: JsonOption = False,
) -> int:
    """Fyll ut én PDF per rad. Rader med feil blir ikke skrevet; de andre blir det."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.crew import Workers
    from integplan_pdf.workflow.fill import fill as fill_rows
    from integplan_pdf.workflow.own import with_columns
    from integplan_pdf.workflow.prepare import FillOptions
    from integplan_pdf.workflow.rulebook import load_policy
    from integplan_pdf.workflow.targets.choice import choose_target

    check_report(report)
    target = choose_target(out, zip, merge, force=force)
    pack = with_columns(load_pack(form, mapping), columns)
    chosen = load_policy(policy, (), ignore or (), pack.rules)
    shown = fonts(font, pack.form.folder)
    options = FillOptions(day(on), variant, draft, name, overwrite, flatten, chosen, overflow, shown, compact=compact)
    most = limits(limit_time, limit_memory)
    with progress("Fyller ut") as step:
        outcome = fill_rows(rows, pack, target, options, step, Workers(jobs, cluster), most)
    return finish(outcome, report, json)
