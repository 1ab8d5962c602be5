"""integplan forms."""

from __future__ import annotations

import json as _json
from typing import Annotated

import typer

from integplan_pdf.cli.options import JsonOption


def forms(
    schema: Annotated[str, typer.Option(help="Skriv JSON Schema for planen til dette skjemaet.")] = "",
    json: JsonOption = False,
) -> int:
    """Vis skjemaene som følger med, eller planens JSON Schema."""
    from integplan_pdf.packs.catalogue import form_ids, load_pack

    if schema:
        return _print(load_pack(schema).plan_type.model_json_schema(mode="validation"))
    packs = [load_pack(id).form for id in form_ids()]
    if json:
        return _print(
            [
                {
                    "id": form.id,
                    "title": form.title,
                    "edition": form.edition,
                    "publisher": form.publisher,
                    "variants": {variant.id: variant.sha256 for variant in form.variants},
                }
                for form in packs
            ]
        )
    for form in packs:
        typer.echo(f"{form.id}  {form.title} ({form.edition})\n    {form.publisher}")
        for variant in form.variants:
            typer.echo(f"    {variant.id:<60} {variant.sha256[:12]}")
    return 0


def _print(document: object) -> int:
    typer.echo(_json.dumps(document, ensure_ascii=False, indent=2))
    return 0
