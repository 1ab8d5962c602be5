"""All committed files of a form made anew from its source, with their digests in `form.toml`."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.form import Variant
from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.author.build import build_form
from integplan_pdf.pdf.author.source import Kind, read_source
from integplan_pdf.pdf.author.variants import FieldSource, compose_variant, variant_fields

_KINDS = {Kind.CHECK: FieldKind.CHECK, Kind.CHOICE: FieldKind.CHECK, Kind.SIGNATURE: FieldKind.SIGNATURE}


def committed_variants(folder: Path) -> list[Variant]:
    """Return the `[[variant]]` tables of `form.toml` in `folder`."""
    text = (folder / "form.toml").read_text("utf-8")
    return [Variant(**table) for table in tomllib.loads(text).get("variant", [])]


def rebuild(folder: Path) -> list[Path]:
    """Write every variant that `form.toml` lists, its sha256 there, and `fields.json`; return the PDF paths.

    Raises:
        TemplateError: a variant cannot be built, or its `sha256` does not stand right after its `file`.
    """
    written, toml = [], (folder / "form.toml").read_text("utf-8")
    for variant in committed_variants(folder):
        data, path = build_form(folder, variant), folder / variant.file
        path.write_bytes(data)
        toml = _with_digest(toml, variant.file, hashlib.sha256(data).hexdigest())
        written.append(path)
    _write_text(folder / "form.toml", toml)
    _write_text(folder / "fields.json", json.dumps(field_list(folder), ensure_ascii=False, indent=1) + "\n")
    return written


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _with_digest(toml: str, file: str, digest: str) -> str:
    place = rf'(?m)^(file = "{re.escape(file)}"\nsha256 = ")[0-9a-f]*(")$'
    changed, count = re.subn(place, rf"\g<1>{digest}\g<2>", toml)
    if count != 1:
        raise TemplateError(
            nb=f"form.toml: etter linjen med file = «{file}» skal det stå én linje med sha256.",
            en=f"form.toml: after the line with file = “{file}” there must be one line with sha256.",
        )
    return changed


def field_list(source: Path) -> list[dict[str, Any]]:
    """Return the fields of the standard variant in the order of the source, as plain data."""
    schema = read_source(source).schema
    return [_facts(field) for field in variant_fields(schema, compose_variant(schema))]


def _facts(field: FieldSource) -> dict[str, Any]:
    return {
        "name": field.name,
        "kind": _KINDS.get(field.kind, FieldKind.TEXT).value,
        "multiline": field.kind is Kind.MULTILINE,
        "max_length": field.max_length,
        "required": field.required,
        "states": list(field.states),
        "tooltip": field.tooltip,
    }
