"""`integplan raw`: any AcroForm by the names of its fields, without a mapping."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from integplan_pdf.errors import ExitCode, InputError, IntegplanError
from integplan_pdf.workflow.store import read_file, write_file

if TYPE_CHECKING:
    from integplan_pdf.model.finding import Finding

app = typer.Typer(no_args_is_help=True, help="Any AcroForm, by field name, without a mapping.")


@app.command()
def fill(
    template: Annotated[Path, typer.Argument(help="The PDF form.")],
    values: Annotated[Path, typer.Argument(help="JSON: full field name → text, true/false, state or list.")],
    out: Annotated[Path, typer.Argument(help="The filled PDF; must not be the form itself.")],
    password_file: Annotated[Path | None, typer.Option(help="File with the form's password.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON on stdout.")] = False,
) -> None:
    """Fill the fields of any PDF form."""
    for library in ("pypdf", "pikepdf", "fontTools"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        found, fits = _fill(template, values, out, _password(password_file))
    except IntegplanError as error:
        typer.echo(error.message(), err=True)
        raise typer.Exit(error.exit_code) from None
    _tell(found, fits, as_json=as_json)
    worst = any(finding.severity == "error" for finding in found)
    raise typer.Exit(ExitCode.FINDINGS if worst else ExitCode.OK)


@app.callback()
def _raw() -> None:
    """Keep `fill` a sub-command even while it is the only one."""


def _fill(template: Path, values: Path, out: Path, password: str) -> tuple[list[Finding], list[Any]]:
    from integplan_pdf.pdf.compile import compile_template
    from integplan_pdf.pdf.write import fill as fill_form

    wanted = _read_values(values)
    compiled = compile_template(read_file(template), password=password)
    filled = fill_form(compiled, wanted)
    _write(out, filled.data)
    return [*compiled.findings, *filled.findings], list(filled.fits)


def _password(path: Path | None) -> str:
    return read_file(path).decode("utf-8").rstrip("\r\n") if path else ""


def _read_values(path: Path) -> dict[str, Any]:
    """Return the values by field name; numbers as the text they are written with, null as nothing."""
    try:
        found = json.loads(read_file(path).decode("utf-8-sig"), parse_int=str, parse_float=str)
    except ValueError as error:
        raise InputError(
            f"Filen {path.name} er ikke gyldig JSON: {error}.", f"The file {path.name} is no valid JSON: {error}."
        ) from None
    if not isinstance(found, dict):
        raise InputError(
            f"Filen {path.name} må inneholde ett JSON-objekt: feltnavn og verdi.",
            f"The file {path.name} must hold one JSON object: field name and value.",
        )
    return {name: "" if value is None else value for name, value in found.items()}


def _write(path: Path, data: bytes) -> None:
    try:
        write_file(path, data)
    except OSError as error:
        raise InputError(
            f"Filen {path.name} kan ikke skrives: {error.strerror}.",
            f"The file {path.name} cannot be written: {error.strerror}.",
        ) from None


def _tell(found: list[Finding], fits: list[Any], *, as_json: bool) -> None:
    for finding in found:
        typer.echo(f"{finding.rule} {finding.severity}: {finding.message()}", err=True)
    if as_json:
        document = {
            "findings": [
                {"rule": one.rule, "severity": one.severity, "field": one.field, "message": one.message()}
                for one in found
            ],
            "fits": [{"field": fit.field, "size": fit.size, "lost": fit.lost} for fit in fits],
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    app()
