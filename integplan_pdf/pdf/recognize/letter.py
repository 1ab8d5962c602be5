"""One character drawn on a page."""

from __future__ import annotations

from typing import NamedTuple

UNKNOWN = "\ufffd"
"""Stands for a letter that the font gives no text for."""

HALF_X_HEIGHT = 0.25
"""From the baseline to the middle of a small letter, as a share of the size."""

INVISIBLE = 3
"""Text rendering mode that draws nothing (ISO 32000-2 table 104)."""


class Letter(NamedTuple):
    """One character drawn.

    Attributes:
        text: what it says; several characters for a ligature.
        x, y: its middle.
        width: how far it moves on; size: height of its font, both in points.
        turn: the direction of writing in degrees counter-clockwise, 0, 90, 180 or 270.
        hidden: drawn invisibly, as the text layer of a scan is.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    turn: int = 0
    hidden: bool = False
