"""What viewers show of a PDF: pdfium and poppler, on a copy whose fields have become page content.

Flattening comes first because both renderers draw appearances of their own where one is missing or broken, and so
hide mistakes. qpdf flattens what is stored, and nothing else.
"""

from __future__ import annotations

import subprocess
import warnings
from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import PageCopyWarning
from PIL import Image

Rect = tuple[float, float, float, float]

DPI = 144
RENDERERS = ("pdfium", "poppler")


@lru_cache(maxsize=16)
def flattened(data: bytes) -> bytes:
    """Return the document with its appearances as page content."""
    target = BytesIO()
    with warnings.catch_warnings(), pikepdf.open(BytesIO(data)) as pdf:
        warnings.simplefilter("ignore", PageCopyWarning)
        pdf.flatten_annotations()
        for page in pdf.pages:
            page.obj.Annots = pikepdf.Array()
        pdf.save(target)
    return target.getvalue()


@lru_cache(maxsize=32)
def page_image(data: bytes, renderer: str, page: int = 1) -> Any:
    """Return a 1-based page as an array of grey values, 0 for black."""
    flat = flattened(data)
    if renderer == "pdfium":
        with pdfium.PdfDocument(flat) as document:
            return np.asarray(document[page - 1].render(scale=DPI / 72, grayscale=True).to_numpy()).squeeze()
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-f", str(page), "-l", str(page), "-singlefile", "-"]
    done = subprocess.run(command, input=flat, capture_output=True, check=True)
    return np.asarray(Image.open(BytesIO(done.stdout)))


def ink(data: bytes, rect: Rect, renderer: str, page: int = 1) -> int:
    """Return how many dark pixels a renderer shows within a rectangle."""
    image = page_image(data, renderer, page)
    x0, y0, x1, y1 = (round(edge * DPI / 72) for edge in rect)
    height = image.shape[0]
    return int((image[height - y1 : height - y0, x0:x1] < 128).sum())


def ink_box(data: bytes, rect: Rect, renderer: str = "pdfium", page: int = 1) -> Rect:
    """Return the smallest rectangle in points that holds all dark pixels within `rect`."""
    image = page_image(data, renderer, page)
    scale, height = DPI / 72, image.shape[0]
    x0, y0, x1, y1 = (round(edge * scale) for edge in rect)
    dark = np.argwhere(image[height - y1 : height - y0, x0:x1] < 128)
    assert len(dark), "nothing is shown there"
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
    return (x0 + left) / scale, (y1 - bottom) / scale, (x0 + right) / scale, (y1 - top) / scale


def text_in(data: bytes, rect: Rect, page: int = 1) -> str:
    """Return the text that pdfium finds within a rectangle, its white space as single spaces."""
    with pdfium.PdfDocument(flattened(data)) as document:
        found = document[page - 1].get_textpage().get_text_bounded(*rect)
    return " ".join(found.split())
