"""What the pages of a file print and draw without their annotations, through PDFium, in the frame of the form's pages.

A page of the file is brought into the frame of the form's page before it is drawn: cropped, turned and scaled as the
form's page lies on it. Two surfaces can then be laid on each other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image

from integplan_pdf.errors import InputError
from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.look import letters_of, open_page, opened
from integplan_pdf.pdf.recognize.match import PageMatch

SCALE = 1.0
"""Pixels per point of the form."""

_LEAST_SIZE, _MOST_SIZE = 1.0, 14_400.0

PixelBox = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels, the last two excluded."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter that is printed, and its middle in points of the form's page."""

    char: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Surface:
    """A page without annotations: what it prints, and how it looks in RGB at `SCALE`."""

    glyphs: tuple[Glyph, ...]
    image: Image.Image


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page of the form lies: its visible box in default user space, and its /Rotate."""

    box: Rect
    rotate: int = 0

    def pixels(self, rect: Rect, margin: float = 0.0) -> PixelBox:
        """Return where a rectangle of the form's page lies on its surface, `margin` points wider on all sides."""
        corners = [self._seen(x, y) for x, y in (rect[:2], rect[2:])]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return (
            int((xs[0] - margin) * SCALE),
            int((ys[0] - margin) * SCALE),
            int((xs[1] + margin) * SCALE) + 1,
            int((ys[1] + margin) * SCALE) + 1,
        )

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        """Return a point as seen: from the left, and from the top."""
        x0, y0, x1, y1 = self.box
        match self.rotate:
            case 90:
                return y - y0, x - x0
            case 180:
                return x1 - x, y - y0
            case 270:
                return y1 - y, x1 - x
        return x - x0, y1 - y


def surfaces(data: bytes, frames: Mapping[int, Frame], *, password: str = "") -> dict[int, Surface]:
    """Return the surfaces of a file's pages as they are, by 1-based number, for each page that has a frame.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    matches = [PageMatch(number, number, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 1.0) for number in frames]
    return {match.page: surface for match, surface in matched_surfaces(data, matches, frames, password=password)}


def matched_surfaces(
    data: bytes, matches: Sequence[PageMatch], frames: Mapping[int, Frame], *, password: str = ""
) -> Iterator[tuple[PageMatch, Surface]]:
    """Yield the surface of each page of a file that is a page of the form, in that page's frame.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    with opened(data, password) as document:
        for match in matches:
            frame = frames.get(match.template_page or 0)
            if frame is not None and match.page <= len(document):
                with _framed(document, match, frame) as (page, scale):
                    yield match, Surface(tuple(_glyphs(page, match)), _drawn(page, scale))


@contextmanager
def _framed(document: Any, match: PageMatch, frame: Frame) -> Iterator[tuple[Any, float]]:
    """Give a page cropped and turned to the frame, and how many pixels a point of it is."""
    box = match.place(frame.box)
    width, height = box[2] - box[0], box[3] - box[1]
    if not (_LEAST_SIZE < width < _MOST_SIZE and _LEAST_SIZE < height < _MOST_SIZE):
        raise InputError(nb="En side i PDF-en har ingen brukbar størrelse.", en="A page of the PDF has no usable size.")
    a, b, _, _, _, _ = match.matrix
    turn = _quarter(a, b)
    with open_page(document, match.page) as page:
        page.set_mediabox(*box)
        page.set_cropbox(*box)
        page.set_rotation((frame.rotate + turn) % 360)
        across = (frame.box[3] - frame.box[1]) if turn in (90, 270) else (frame.box[2] - frame.box[0])
        yield page, SCALE * across / width


def _quarter(a: float, b: float) -> int:
    """Return by how many degrees clockwise a page must be turned to stand as the form does."""
    if abs(a) >= abs(b):
        return 0 if a > 0 else 180
    return 90 if b > 0 else 270


def _glyphs(page: Any, match: PageMatch) -> Iterator[Glyph]:
    a, b, c, d, e, f = match.matrix
    area = a * d - b * c
    with closing(page.get_textpage()) as text:
        found, _ = letters_of(text)
    for letter in found:
        if not letter.char.isspace():
            x, y = letter.x - e, letter.y - f
            yield Glyph(letter.char, (d * x - c * y) / area, (a * y - b * x) / area)


def _drawn(page: Any, scale: float) -> Image.Image:
    image: Image.Image = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil()
    return image.convert("RGB")


def said(glyphs: Sequence[Glyph]) -> str:
    """Return glyphs, in the order they are drawn, as text for people: a gap becomes a blank."""
    parts = [glyphs[0].char] if glyphs else []
    for before, glyph in pairwise(glyphs):
        apart = abs(glyph.x - before.x) > 10 or abs(glyph.y - before.y) > 4
        parts.append(f" {glyph.char}" if apart else glyph.char)
    return unicodedata.normalize("NFKC", "".join(parts))
