"""File names from row keys: safe on Windows, inside the output folder, and never two alike."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any
from unicodedata import normalize

from integplan_pdf.engine import paths
from integplan_pdf.errors import UsageError
from integplan_pdf.model.finding import Rule, Severity

SAME_FILE = Rule(
    "F110",
    Severity.ERROR,
    nb="Filnavnet blir det samme som for en annen rad. Gi radene ulike navn (store og små bokstaver teller ikke).",
    en="The file name is the same as another row's. Give the rows different names (case does not count).",
)

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(\.|$)")
_LONGEST, _MOST_BYTES = 120, 200


def file_name(pattern: str, key: str, form: str, plan: Any) -> str:
    """Return the file name of a plan, with `.pdf`.

    Args:
        pattern: text with `{id}`, `{form}` or any plan path in braces (`{deltaker.navn}`).
        key: the row key.
        form: id of the form.
        plan: the plan's values.
    """
    known = {"id": key, "form": form}
    parts = [
        text + (known.get(path) or str(paths.get(plan, path) or "") if path is not None else "")
        for text, path, _, _ in Formatter().parse(pattern)
    ]
    return f"{safe('_'.join(''.join(parts).split()))}.pdf"


def names_values(pattern: str) -> bool:
    """Return whether a pattern names values of the plan, besides its key and its form."""
    return any(path not in (None, "id", "form") for _, path, _, _ in Formatter().parse(pattern))


def check_pattern(pattern: str, known: list[str]) -> None:
    """Raise UsageError if `pattern` is not a usable pattern or names something the plan does not have."""
    try:
        named = [path for _, path, _, _ in Formatter().parse(pattern) if path is not None]
    except ValueError:
        named = [""]
    for path in named:
        if path not in ("id", "form", *known):
            near = paths.nearest(path, known)
            hint, hint_en = (f" Mente du {{{near}}}?", f" Did you mean {{{near}}}?") if near else ("", "")
            raise UsageError(
                nb=f"--name: {{{path}}} finnes ikke i planen.{hint}",
                en=f"--name: the plan has no {{{path}}}.{hint_en}",
            )


def safe(name: str) -> str:
    """Return `name` as a file name that Windows, macOS and Linux take, never empty and never a folder's.

    Letters are composed (NFC), for some systems take both spellings for the same name.
    """
    composed = normalize("NFC", _UNSAFE.sub("_", name))[:_LONGEST]
    plain = composed.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    return plain or "_"
