"""raw fill: any AcroForm by the names of its fields, without a mapping."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.continuation import Continuation, Continued
from integplan_pdf.pdf.draft import Fit
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.pdf.write import fill as fill_form
from integplan_pdf.workflow.guard import USUAL, Opening, opened, read_ordinary
from integplan_pdf.workflow.store import write_file


@dataclass(frozen=True, slots=True)
class RawFilled:
    """What became of one raw fill.

    Attributes:
        fits: the fields whose text was set smaller, or has too little room.
    """

    findings: tuple[Finding, ...]
    fits: tuple[Fit, ...]


def raw_fill(
    template: Path,
    values: Path,
    out: Path,
    opening: Opening = USUAL,
    *,
    continues: bool = False,
    fonts: tuple[FontFile, ...] = (),
) -> RawFilled:
    """Fill the fields of the form `template` with the JSON file `values`, and write `out`.

    Both are opened by a guarded worker. With `continues`, texts that have no room continue on sheets after the form's
    pages; else they are clipped.

    Raises:
        InputError: a file cannot be read or written, had to be given up, or the values are no JSON object.
        TemplateError: the form cannot be filled.
    """
    task = (template, values, opening.password, continues, fonts)
    data, done = opened(_filled, task, opening.limits, template.name)
    _write(out, data)
    return done


def _filled(task: tuple[Path, Path, str, bool, tuple[FontFile, ...]]) -> tuple[bytes, RawFilled]:
    template, values, password, continues, fonts = task
    wanted = read_values(values)
    compiled = compile_template(read_ordinary(template), password=password, fonts=fonts)
    continued = (
        Continuation(compiled, password).fill(wanted) if continues else Continued(fill_form(compiled, wanted), {})
    )
    filled = continued.filled
    return filled.data, RawFilled((*compiled.findings, *filled.findings, *continued.findings), filled.fits)


def read_values(path: Path) -> dict[str, Any]:
    """Return values by full field name; numbers as the text they are written with, null as nothing.

    Raises:
        InputError: the file is no JSON object.
    """
    try:
        found = json.loads(read_ordinary(path).decode("utf-8-sig"), parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise InputError(
            nb=f"Filen {path.name} er ikke gyldig JSON: {error}.", en=f"The file {path.name} is no valid JSON: {error}."
        ) from None
    if not isinstance(found, dict):
        raise InputError(
            nb=f"Filen {path.name} må inneholde ett JSON-objekt: feltnavn og verdi.",
            en=f"The file {path.name} must hold one JSON object: field name and value.",
        )
    return {name: "" if value is None else value for name, value in found.items()}


def _write(path: Path, data: bytes) -> None:
    try:
        write_file(path, data)
    except OSError as error:
        raise InputError(
            nb=f"Filen {path.name} kan ikke skrives: {error.strerror}.",
            en=f"The file {path.name} cannot be written: {error.strerror}.",
        ) from None
