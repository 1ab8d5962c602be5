"""A form as it was made: taken apart and drawn once, and remembered."""

from __future__ import annotations

from functools import cached_property, lru_cache

from integplan_pdf.model.template import FieldKind, Rect
from integplan_pdf.pdf.look import ink
from integplan_pdf.pdf.tamper.anatomy import Anatomy
from integplan_pdf.pdf.tamper.dissect import dissect
from integplan_pdf.pdf.tamper.surface import Frame, Surface, surfaces

_FRAME = 0.12
"""How much of a box on each side is left out as its frame."""

_BUTTONS = (FieldKind.CHECK, FieldKind.RADIO)

_KEPT = 4
"""How many forms are remembered; the pictures of their pages take about twelve megabytes each."""

BoxKey = tuple[int, ...]


class Original:
    """A form to hold files against.

    Attributes:
        anatomy: what it consists of.
        frames: how each page lies, by 1-based number.
        blank: whether nothing has been filled in.

    Raises:
        InputError: it cannot be read.
    """

    def __init__(self, data: bytes, password: str = "", *, blank: bool = True) -> None:
        self.data = data
        self.blank = blank
        self.password = password
        self.anatomy = dissect(data, password=password)
        self.frames = {number: Frame(page.box, page.rotate) for number, page in enumerate(self.anatomy.pages, 1)}

    @cached_property
    def surfaces(self) -> dict[int, Surface]:
        """Page number → what the page prints and draws."""
        return surfaces(self.data, self.frames, password=self.password)

    @cached_property
    def empty_ink(self) -> dict[BoxKey, float]:
        """Place of a box that can be ticked → the share of it that is dark when it is empty; none if not blank."""
        fields = self.anatomy.fields.values() if self.blank else ()
        spots = [spot for field in fields if field.kind in _BUTTONS for spot in field.spots if spot.page]
        shares = ink(self.data, [(spot.page or 0, inner(spot.rect)) for spot in spots], password=self.password)
        return {box_key(spot.page or 0, spot.rect): share for spot, share in zip(spots, shares, strict=True)}

    def boxes(self, page: int, *, without: Anatomy) -> list[Rect]:
        """Return the boxes on a page of fields that another file lacks: there values may have become print."""
        return [
            spot.rect
            for name, field in self.anatomy.fields.items()
            if name not in without.fields
            for spot in field.spots
            if spot.page == page
        ]


def box_key(page: int, rect: Rect) -> BoxKey:
    """Return what a box is known by: its 1-based page, and its corners in whole points."""
    return page, *map(round, rect)


def inner(rect: Rect) -> Rect:
    """Return a box without its frame."""
    x0, y0, x1, y1 = rect
    across, up = (x1 - x0) * _FRAME, (y1 - y0) * _FRAME
    return x0 + across, y0 + up, x1 - across, y1 - up


@lru_cache(_KEPT)
def original(data: bytes) -> Original:
    """Return a form to hold files against; the last ones asked for are remembered.

    Raises:
        InputError: it cannot be read.
    """
    return Original(data)
