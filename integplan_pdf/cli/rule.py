"""integplan rule."""

from __future__ import annotations

from typing import Annotated

import typer

from integplan_pdf.cli.options import FormOption, state


def rule(
    id: Annotated[str, typer.Argument(help="Regelens id, for eksempel IP301. Uten id vises alle.")] = "",
    form: FormOption = "integreringsplan",
    markdown: Annotated[bool, typer.Option("--markdown", help="Skriv hele regelboken som Markdown.")] = False,
) -> int:
    """Forklar en regel: hva den krever, hvilken lov den bygger på, og når den gjelder."""
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow import rulebook

    book = load_pack(form).rules
    if markdown:
        typer.echo(rulebook.markdown(book), nl=False)
    elif id:
        typer.echo("\n".join(rulebook.explain(rulebook.find_rule(id, book).about, state.lang)))
    else:
        for name, severity, strength, title in rulebook.overview(book, state.lang):
            typer.echo(f"{name}  {severity:<11} {strength:<9} {title}")
    return 0
