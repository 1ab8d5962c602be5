"""integplan sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from integplan_pdf.cli.options import ColumnsOption, LimitMemoryOption, LimitTimeOption, limits, state

if TYPE_CHECKING:
    from integplan_pdf.bulk.limits import Limits
    from integplan_pdf.packs.catalogue import Pack


def sheet(
    form: Annotated[str, typer.Argument(help="Skjemaets id, eller en mappe med form.toml.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Filen som skrives (.xlsx eller .csv; .toml med --from).")],
    given: Annotated[
        Path | None, typer.Option("--from", help="Foreslå hva kolonnene i denne filen er, til bruk med --columns.")
    ] = None,
    columns: ColumnsOption = None,
    overwrite: Annotated[bool, typer.Option(help="Erstatt filen om den finnes.")] = False,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
) -> int:
    """Skriv en tom arbeidsbok med overskrifter, nedtrekkslister og veiledning."""
    from integplan_pdf.errors import UsageError
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.own import with_columns
    from integplan_pdf.workflow.rows import dump, save

    if out.exists() and not overwrite:
        raise UsageError(
            nb=f"«{out}» finnes fra før. Velg et annet navn, eller bruk --overwrite.",
            en=f"“{out}” exists already. Choose another name, or use --overwrite.",
        )
    pack = with_columns(load_pack(form), columns)
    if given is not None:
        return _propose(given, out, pack, limits(limit_time, limit_memory))
    save(out, dump(out, [], pack.columns))
    _say(f"Skrev {out}", f"Wrote {out}")
    return 0


def _propose(given: Path, out: Path, pack: Pack, cost: Limits) -> int:
    """Write what the columns of `given` seem to be."""
    from integplan_pdf.errors import UsageError
    from integplan_pdf.workflow.own import propose_columns
    from integplan_pdf.workflow.rows import save

    if out.suffix.lower() != ".toml":
        raise UsageError(
            nb=f"«{out}»: forslaget til kolonner skrives til en fil på .toml.",
            en=f"“{out}”: the proposal of columns is written to a file that ends in .toml.",
        )
    found = propose_columns(given, pack, cost)
    save(out, found.toml.encode())
    _say(
        f"Skrev {out}: {found.known} kolonner er kjent, {found.open} må avklares (merket med ?).",
        f"Wrote {out}: {found.known} columns are known, {found.open} are open questions (marked ?).",
    )
    return 0


def _say(nb: str, en: str) -> None:
    typer.echo(nb if state.lang == "nb" else en, err=True)
