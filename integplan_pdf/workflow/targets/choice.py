"""Which target the command line asks for."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from integplan_pdf.errors import UsageError
from integplan_pdf.workflow.targets.archive import Archive, merged, zipped
from integplan_pdf.workflow.targets.folder import Folder
from integplan_pdf.workflow.targets.remote import Remote
from integplan_pdf.workflow.targets.target import Target

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""A letter alone before a colon is a drive of Windows."""


def choose_target(out: str | None, zip: Path | None, merge: Path | None, *, force: bool = False) -> Target:
    """Return the target: a folder or a URL, or one file; with `force` nothing counts as done already.

    Raises:
        UsageError: none or several are asked for, a file has the wrong suffix, or `force` goes with a file.
    """
    if sum(target is not None for target in (out, zip, merge)) != 1:
        raise UsageError(
            nb="Si hvor planene skal: -o MAPPE, --zip FIL.zip eller --merge FIL.pdf, og bare én av dem.",
            en="Say where the plans are to go: -o FOLDER, --zip FILE.zip or --merge FILE.pdf, and only one of them.",
        )
    if out is not None:
        return _place(out, force)
    if force:
        raise UsageError(
            nb="--force hører til en mappe (-o); --zip og --merge lager alltid alt på nytt.",
            en="--force goes with a folder (-o); --zip and --merge always make everything anew.",
        )
    if zip is not None:
        return Archive(_named(zip, "--zip", ".zip"), zipped)
    return Archive(_named(merge or Path(), "--merge", ".pdf"), merged)


def _place(out: str, force: bool) -> Target:
    if not _SCHEME.match(out):
        return Folder(Path(out), force=force)
    return Folder(_local(out), force=force) if out.lower().startswith(("file:", "local:")) else Remote(out)


def _local(url: str) -> Path:
    """Return the folder that a `file:` URL names (RFC 8089)."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    return Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path)


def _named(path: Path, option: str, suffix: str) -> Path:
    if path.suffix.lower() != suffix:
        raise UsageError(
            nb=f"{option}: «{path.name}» må slutte på {suffix}.", en=f"{option}: “{path.name}” must end in {suffix}."
        )
    return path
