"""The standard Latin fonts, which every viewer has: their metrics, and which of them a name means.

Figures from Adobe's font metric files (ISO 32000-2 §9.6.2.2).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("standard14.json")
_SHORT = {
    b"helv": "Helvetica", b"hebo": "Helvetica-Bold", b"heob": "Helvetica", b"hebl": "Helvetica-Bold",
    b"tiro": "Times-Roman", b"tibo": "Times-Bold", b"tiit": "Times-Italic", b"tibi": "Times-BoldItalic",
    b"cour": "Courier", b"cobo": "Courier-Bold", b"coob": "Courier", b"cobl": "Courier-Bold",
}  # fmt: skip
_SERIF = re.compile(rb"times|serif|roman|georgia|garamond|palatino|cambria|minion|bookman|century", re.IGNORECASE)
_SANS = re.compile(rb"sans", re.IGNORECASE)
_MONO = re.compile(rb"cour|mono|consol|typewriter", re.IGNORECASE)
_BOLD = re.compile(rb"bold|black|heavy|semibold", re.IGNORECASE)
_ITALIC = re.compile(rb"ital|obli", re.IGNORECASE)
_SUBSET = re.compile(rb"^[A-Z]{6}\+")


@dataclass(frozen=True, slots=True)
class Metrics:
    """A standard font's figures in 1/1000 em; `widths` by character."""

    name: str
    ascent: float
    descent: float
    cap_height: float
    widths: Mapping[str, float]


@lru_cache(maxsize=1)
def _metrics() -> dict[str, Metrics]:
    stored = json.loads(_FILE.read_text("utf-8"))
    return {name: Metrics(name, **figures) for name, figures in stored.items()}


def nearest_standard(name: bytes) -> Metrics:
    """Return the standard font that looks most like one called `name`, Helvetica if nothing tells."""
    plain = _SUBSET.sub(b"", name)
    if plain.lower() in _SHORT:
        return _metrics()[_SHORT[plain.lower()]]
    bold, italic = bool(_BOLD.search(plain)), bool(_ITALIC.search(plain))
    if _MONO.search(plain):
        return _metrics()["Courier-Bold" if bold else "Courier"]
    if _SERIF.search(plain) and not _SANS.search(plain):
        styles = {(False, False): "Roman", (True, False): "Bold", (False, True): "Italic"}
        return _metrics()["Times-" + styles.get((bold, italic), "BoldItalic")]
    return _metrics()["Helvetica-Bold" if bold else "Helvetica"]


def is_bold(name: bytes) -> bool:
    """Return whether a font's name says that it is bold."""
    return bool(_BOLD.search(name)) or name.lower() in (b"hebo", b"tibo", b"cobo", b"hebl", b"tibi", b"cobl")


def is_standard(name: bytes) -> bool:
    """Return whether a font is one of the standard Latin fonts by name."""
    return name.decode("latin-1").replace("Oblique", "").removesuffix("-") in _metrics()
