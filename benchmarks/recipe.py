"""What pdfplumber's documentation says of reading form values, and how two answers are held against each other."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.utils.pdfinternals import decode_text

Values = Mapping[str, str]


def recipe(data: bytes) -> Values:
    """Return full field name → value as pdfplumber's documentation says."""
    found: dict[str, str] = {}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for field in resolve1(resolve1(pdf.doc.catalog["AcroForm"])["Fields"]):
            _walk(resolve1(field), "", found)
    return found


def _walk(field: Any, above: str, found: dict[str, str]) -> None:
    name = ".".join(filter(None, (above, decode_text(field["T"]) if "T" in field else "")))
    for kid in map(resolve1, resolve1(field.get("Kids")) or ()):
        _walk(kid, name, found)
    value = resolve1(field.get("V"))
    if value is not None:
        found[name] = str(value.name) if isinstance(value, PSLiteral) else decode_text(value)


def as_text(values: Mapping[str, Any]) -> Values:
    """Return values as text, several choices one to a line."""
    return {name: value if isinstance(value, str) else "\n".join(value) for name, value in values.items()}


def apart(one: Values, other: Values) -> int:
    """Return how many values differ in more than spacing; nothing, empty and Off are the same."""
    return sum(_bare(one.get(name, "")) != _bare(other.get(name, "")) for name in one.keys() | other.keys())


def _bare(text: str) -> str:
    return "" if text == "Off" else "".join(text.split())


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds that `work` takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000
