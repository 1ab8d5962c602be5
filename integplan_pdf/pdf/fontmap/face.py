"""A font as the typesetter needs it: which characters it can show, how, and how wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_ASCENT, _DESCENT, _LEADING = (700.0, 800.0), (-250.0, -180.0), (1150.0, 1200.0)
"""What ascent, descent and distance of lines may be: what fonts say of themselves is often absurd."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font in a file; `number` counts the fonts of a collection from 0, `sha256` is that of a file given by users."""

    path: Path
    number: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """One font resource. Lengths are in 1/1000 em.

    Attributes:
        resource: its name among the /Font resources of an appearance, without slash.
        codes: character to the bytes that show it within a string, already escaped or in hex.
        widths: character to advance width.
        composite: a Type0 font, whose strings are written in hex.
        bold: a fallback should be bold too.
        font: the file whose glyphs text is shaped with; `codes` are then those of each document.
    """

    resource: bytes
    codes: Mapping[str, bytes] = field(repr=False)
    widths: Mapping[str, float] = field(repr=False)
    composite: bool = False
    ascent: float = 750.0
    descent: float = -220.0
    cap_height: float = 715.0
    leading: float = 1150.0
    bold: bool = False
    font: FontFile | None = None

    def show(self, content: bytes) -> bytes:
        """Return the operation that shows encoded text (ISO 32000-2 §9.4.3); of shaped text see `fontmap.shaped`."""
        if self.font:
            return b"<~%b~%b> Tj" % (self.resource, content)
        return b"<%b> Tj" % content if self.composite else b"(%b) Tj" % content


def extents(ascent: float, descent: float) -> tuple[float, float, float]:
    """Return ascent, descent and leading within sane limits; `descent` is negative."""
    height = abs(ascent) + abs(descent)
    return _clamp(abs(ascent), _ASCENT), _clamp(-abs(descent), _DESCENT), _clamp(height, _LEADING)


def _clamp(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
