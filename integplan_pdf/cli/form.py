"""integplan form: making forms from their source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Lag skjemaer fra kilden sin.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _form() -> None:
    """Keep `build` a subcommand although it is the only one."""


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="Skjemaets mappe, med form.toml og kilden.")],
) -> int:
    """Bygg alle varianter av et skjema på nytt, og skriv sha256 i form.toml."""
    from integplan_pdf.workflow.authoring import rebuild

    for path in rebuild(folder):
        typer.echo(str(path))
    return 0
