"""What a plan follows from, as digests: the same digest, the same plan, and the same said of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic_core import PydanticSerializationError, to_json

from integplan_pdf import __version__
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.workflow.prepare import FillOptions

_TOOLS = ("typst", "pikepdf", "fonttools", "segno", "uharfbuzz", "python-bidi", "unicode-segmentation-rs")
"""What grown forms and sheets are built with."""


def circumstances(pack: Pack, options: FillOptions) -> str:
    """Return the digest of what all plans of a run follow from: program, form, mapping and options."""
    digest = hashlib.sha256(repr((__version__, *map(_version, _TOOLS), replace(options, overwrite=False))).encode())
    for file in _files(pack):
        digest.update(f"\n{file.name}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def made_from(row: Row, circumstances: str) -> str:
    """Return the digest of what one plan follows from; where a row stands in its file does not matter."""
    parts = (circumstances, row.key, row.tree, row.findings)
    try:
        written = to_json(parts, fallback=repr)
    except PydanticSerializationError:  # half a character
        written = repr(parts).encode(errors="replace")
    return hashlib.sha256(written).hexdigest()


def _version(tool: str) -> str:
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""


def _files(pack: Pack) -> Iterator[Path]:
    """Yield the files of form and mapping, in an order of their own; of PDFs those that are variants."""
    folder, variants = pack.form.folder, {variant.file for variant in pack.form.variants}
    found = {*folder.glob("*.*"), *folder.glob("tekst/*.txt")}
    yield from sorted(path for path in found if path.is_file() and (path.suffix != ".pdf" or path.name in variants))
    yield from pack.mapping_files()
