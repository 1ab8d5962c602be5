"""integplan sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import state


def sheet(
    form: Annotated[str, typer.Argument(help="Skjemaets id, eller en mappe med form.toml.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Arbeidsboken som skrives (.xlsx eller .csv).")],
    overwrite: Annotated[bool, typer.Option(help="Erstatt filen om den finnes.")] = False,
) -> int:
    """Skriv en tom arbeidsbok med overskrifter, nedtrekkslister og veiledning."""
    from integplan_pdf.errors import UsageError
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.rows import dump, save

    if out.exists() and not overwrite:
        raise UsageError(
            nb=f"«{out}» finnes fra før. Velg et annet navn, eller bruk --overwrite.",
            en=f"“{out}” exists already. Choose another name, or use --overwrite.",
        )
    save(out, dump(out, [], load_pack(form).columns))
    typer.echo(f"Skrev {out}" if state.lang == "nb" else f"Wrote {out}", err=True)
    return 0
