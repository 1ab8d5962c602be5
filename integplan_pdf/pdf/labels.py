"""The words a form prints, with their places, through pdfplumber.

Limits: text drawn as curves or pictures is not read. There is no bound on the work a hostile page can ask for, so this
is for forms that a person has chosen, not for whatever is sent in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber

from integplan_pdf.model.printed import PrintedPage, Turn, Word

# pdfminer's messages quote what it has read.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_WORD_GAP = 0.2
"""The gap that parts two words, as a share of the letters' size."""


def printed_pages(data: bytes, *, password: str = "") -> tuple[PrintedPage, ...]:
    """Return every page's words; a page that cannot be read has none, a file that cannot be opened no pages."""
    try:
        with pdfplumber.open(BytesIO(data), password=password or None) as document:
            return tuple(_page(page) for page in document.pages)
    except Exception:  # the library's border: any kind of damage
        return ()


def _page(page: Any) -> PrintedPage:
    try:
        words = tuple(_words(page))
    except Exception:  # the library's border: any kind of damage
        words = ()
    page.close()
    return PrintedPage(page.page_number, words, _turn(page.page_obj))


def _words(page: Any) -> Iterator[Word]:
    left, top = page.mediabox[:2]
    for word in page.extract_words(x_tolerance_ratio=_WORD_GAP):
        if not word["upright"]:
            continue
        above, below = page.height - word["bottom"] + top, page.height - word["top"] + top
        yield Word(word["text"], (word["x0"] - left, above, word["x1"] - left, below))


def _turn(page: Any) -> Turn:
    """Return the matrix that pdfminer measures letters by."""
    x0, y0, x1, y1 = map(float, page.mediabox)
    match page.rotate:
        case 90:
            return 0, -1, 1, 0, -y0, x1
        case 180:
            return -1, 0, 0, -1, x1, y1
        case 270:
            return 0, 1, -1, 0, y1, -x0
    return 1, 0, 0, 1, -x0, -y0
