"""Ticks and other marks by their ink, whatever drew them: a glyph, lines, a picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from integplan_pdf.model.template import FieldKind, Rect
from integplan_pdf.pdf.look import Box as Spot
from integplan_pdf.pdf.look import ink
from integplan_pdf.pdf.recognize.layout import Box, TemplateLayout
from integplan_pdf.pdf.recognize.match import PageMatch

_FRAME = 0.2
"""What is left out at each side of a box to tick, as a share of it: its own frame."""

_EDGE = 1.5
"""What is left out at each side of a box for text, in points."""

TICKED = 0.08
"""From so much more ink than in the blank form a box is ticked; share of the area."""

CLEAR = 0.012
"""Up to so much more ink a box is not ticked."""

_MARKED = 3.0
"""From so many square points of ink more than in the blank form something stands in a box for text."""


def spot(match: PageMatch, box: Box) -> Spot:
    """Return where on the file's pages the ink of a box counts."""
    return match.page, match.place(core(box))


def more_ink(layout: TemplateLayout, box: Box, share: float) -> float:
    """Return how much more ink than in the blank form a box has, given its share of dark pixels."""
    return share - _blank(layout)[box.widget.page or 0, core(box)]


def core(box: Box) -> Rect:
    """Return the part of a box in which ink counts."""
    x0, y0, x1, y1 = box.rect
    if box.field.kind in (FieldKind.CHECK, FieldKind.RADIO):
        across, up = _FRAME * (x1 - x0), _FRAME * (y1 - y0)
    else:
        across, up = min(_EDGE, (x1 - x0) / 4), min(_EDGE, (y1 - y0) / 4)
    return x0 + across, y0 + up, x1 - across, y1 - up


def is_marked(box: Box, more: float) -> bool:
    """Whether a box for text holds more ink than dust."""
    x0, y0, x1, y1 = core(box)
    return more * (x1 - x0) * (y1 - y0) >= _MARKED


@lru_cache(maxsize=64)
def _blank(layout: TemplateLayout) -> Mapping[Spot, float]:
    """Return the ink that the blank form has in its boxes."""
    spots = [(page.number, core(box)) for page in layout.pages for box in page.boxes]
    return dict(zip(spots, ink(layout.data, spots, password=layout.password), strict=True))
