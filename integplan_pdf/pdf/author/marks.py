"""Machine-readable marks: a QR code at two opposite corners of every page, so that scans can be recognised and aligned.

A mark says `FORM/EDITION/VARIANT/PAGE/PAGES` in capitals (the alphabet of QR's alphanumeric mode): nothing
about a person. It is drawn as an artifact (ISO 32000-2 §14.8.2.2), top right and bottom left, clear of the
18 mm strip at the left edge that print services keep for their own barcode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import segno
from pikepdf import Pdf

from integplan_pdf.errors import TemplateError
from integplan_pdf.pdf.author.places import MM

SIZE = 10 * MM
"""Side of a mark in points, without its quiet zone."""

EDGE = 6 * MM
"""From the upper or lower edge of the page to the mark."""

SIDE = 20 * MM
"""From the left or right edge of the page to the mark."""

_PART = re.compile(r"[a-z0-9.-]+")


def mark_text(form: str, edition: str, variant: str, page: int, pages: int) -> str:
    """Return what the marks of a 1-based page say.

    Raises:
        TemplateError: an id holds something else than a–z, 0–9, `.` and `-`.
    """
    for part in (form, edition, variant):
        if not _PART.fullmatch(part):
            raise TemplateError(
                nb=f"«{part}» kan ikke stå i sidemerket: bruk bare a–z, 0–9, punktum og bindestrek.",
                en=f"“{part}” cannot stand in the page mark: use only a–z, 0–9, period and hyphen.",
            )
    return f"{form}/{edition}/{variant}/{page}/{pages}".upper()


def mark_codes(texts: Iterable[str], *, one_mask: bool = False) -> Iterator[segno.QRCode]:
    """Yield the codes that say `texts`, each with the data mask that suits it best, or all with that of the first.

    Any mask can be read; to find the best takes longer than all else about a code.
    """
    mask = None
    for text in texts:
        code = segno.make_qr(text, error="m", mode="alphanumeric", boost_error=True, mask=mask)
        mask = code.mask if one_mask else None
        yield code


def draw_marks(pdf: Pdf, form: str, edition: str, variant: str, *, one_mask: bool = False) -> None:
    """Draw the marks on every page, underneath everything else; `one_mask` as for `mark_codes`."""
    pages = len(pdf.pages)
    texts = [mark_text(form, edition, variant, number, pages) for number in range(1, pages + 1)]
    for page, code in zip(pdf.pages, mark_codes(texts, one_mask=one_mask), strict=True):
        _, _, right, top = (float(edge) for edge in page.mediabox)
        drawing = _drawing(code.matrix)
        corners = ((right - SIDE - SIZE, top - EDGE - SIZE), (SIDE, EDGE))
        content = "\n".join(_placed(drawing, len(code.matrix), x, y) for x, y in corners)
        page.contents_add(f"/Artifact <</Type /Pagination>> BDC\n{content}\nEMC\n".encode("ascii"), prepend=True)


def _placed(drawing: str, modules: int, x: float, y: float) -> str:
    scale = SIZE / modules
    return f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm 0 g\n{drawing}\nf Q"


def _drawing(modules: Sequence[Sequence[int]]) -> str:
    """Return the dark modules as rectangles, one per run, one unit per module."""
    runs = []
    for row_number, row in enumerate(modules):
        y, start = len(modules) - 1 - row_number, None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(f"{start} {y} {x - start} 1 re")
                start = None
    return "\n".join(runs)
