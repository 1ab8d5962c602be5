"""form build: a form's variants made anew from their source, and its mapping pinned to them."""

from __future__ import annotations

import re
from pathlib import Path

from integplan_pdf.errors import UsageError
from integplan_pdf.model.form import Form
from integplan_pdf.packs.catalogue import load_form, load_pack, mapping_folder
from integplan_pdf.workflow.shelf import Shelf
from integplan_pdf.workflow.store import write_file


def rebuild(folder: Path) -> list[Path]:
    """Rebuild every variant that `form.toml` in `folder` lists; return the files written.

    The mapping, if there is one, is pinned to the new files, and then held against them.

    Raises:
        UsageError: the author's tools are not installed.
        TemplateError: the source and its layout differ.
        MappingError: the mapping does not fit what was built.
    """
    try:
        from integplan_pdf.pdf.author import rebuild as rebuild_form
    except ImportError as error:
        raise no_tools() from error
    written = rebuild_form(folder)
    form = load_form(folder)
    mapping = mapping_folder(folder, form) / "pdf.toml"
    if not mapping.is_file():
        return written
    write_file(mapping, pinned(mapping.read_text(encoding="utf-8"), form).encode())
    Shelf(load_pack(str(folder))).check_all()
    return [*written, mapping]


def no_tools() -> UsageError:
    """Return the error that the author's tools are not installed."""
    return UsageError(
        nb='Dette krever forfatterverktøyene: pip install "integplan-pdf[author]"',
        en='This needs the author tools: pip install "integplan-pdf[author]"',
    )


def pinned(mapping: str, form: Form) -> str:
    """Return the text of a `pdf.toml` whose `[sha256]` table holds the form's digests."""
    lines = "".join(f'"{variant.id}" = "{variant.sha256}"\n' for variant in form.variants)
    return re.sub(r"(?m)^\[sha256\]\n(?:^(?!\[).*\n)*", f"[sha256]\n{lines}\n", mapping)
