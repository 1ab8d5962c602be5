"""integplan demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from integplan_pdf.cli.options import progress, state


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Mappen resultatene legges i.")] = Path("demo"),
) -> int:
    """Ta hele runden med de oppdiktede eksemplene: fyll ut, les tilbake, kontroller."""
    from integplan_pdf.workflow.demo import demo as run_demo

    with progress("Demo") as step:
        lines = run_demo(out, step)
    for line in lines:
        typer.echo(line.en if state.lang == "en" else line.nb)
    return 0
