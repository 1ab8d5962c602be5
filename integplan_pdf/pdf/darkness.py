"""How dark boxes of a page are: only those strips of the page are drawn that hold any of them.

Where a strip begins and ends depends on the page alone: PDFium rounds a little differently in another place, and what
two files show in the same box is compared.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from integplan_pdf.model.template import Rect

_DARK = 128
_STRIP = 96
"""Height of a strip in pixels."""

_FLAGS = pdfium_c.FPDF_GRAYSCALE | pdfium_c.FPDF_ANNOT
_WHITE = (255, 255, 255, 255)

_Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def dark_shares(page: Any, scale: float, rects: Sequence[Rect]) -> list[float]:
    """Return the share of dark pixels in each rectangle, of a page drawn at `scale` pixels per point."""
    size = tuple(math.ceil(side * scale) for side in page.get_size())
    boxes = [_pixels(page, size, rect) for rect in rects]
    dark = [0] * len(boxes)
    for number, places in sorted(_strips(boxes).items()):
        top = number * _STRIP
        image = _drawn(page, size, top)
        for place in places:
            x0, y0, x1, y1 = boxes[place]
            part = image.crop((x0, max(y0 - top, 0), x1, min(y1 - top, image.height)))
            dark[place] += sum(part.histogram()[:_DARK])
    return [count / _area(box) if count else 0.0 for count, box in zip(dark, boxes, strict=True)]


def _pixels(page: Any, size: Sequence[int], rect: Rect) -> _Pixels:
    """Return the pixels of a rectangle, as far as they lie on the page."""
    (x0, y0), (x1, y1) = (_on_bitmap(page, size, *corner) for corner in (rect[:2], rect[2:]))
    return max(0, min(x0, x1)), max(0, min(y0, y1)), min(size[0], max(x0, x1)), min(size[1], max(y0, y1))


def _on_bitmap(page: Any, size: Sequence[int], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _area(box: _Pixels) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _strips(boxes: Sequence[_Pixels]) -> dict[int, list[int]]:
    """Return number of strip, from the top → places of the boxes that lie in it."""
    found: dict[int, list[int]] = {}
    for place, (x0, y0, x1, y1) in enumerate(boxes):
        if x0 < x1:
            for number in range(y0 // _STRIP, (y1 - 1) // _STRIP + 1 if y0 < y1 else 0):
                found.setdefault(number, []).append(place)
    return found


def _drawn(page: Any, size: Sequence[int], top: int) -> Any:
    """Return the strip that begins at `top` as a grey picture."""
    height = min(_STRIP, size[1] - top)
    bitmap = pdfium.PdfBitmap.new_native(size[0], height, pdfium_c.FPDFBitmap_Gray)
    bitmap.fill_rect(_WHITE, 0, 0, size[0], height)
    pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, -top, *size, 0, _FLAGS)
    return bitmap.to_pil()
