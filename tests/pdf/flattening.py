"""How flattened documents are held against what they were made from: pixels, references, text."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image

_FAR = 60
"""Grey levels by which a pixel must differ from all pixels around its place."""


def by_pdfium(data: bytes, *, forms: bool, scale: float = 1.0) -> list[np.ndarray]:
    """Return the pages in grey, with the form drawn as for a person who fills it in if `forms`."""
    document = pdfium.PdfDocument(data)
    if forms:
        document.init_forms()
    pages = [page.render(scale=scale, grayscale=True, may_draw_forms=forms).to_pil() for page in document]
    document.close()
    return [np.asarray(page, dtype=int) for page in pages]


def by_poppler(data: bytes) -> list[np.ndarray]:
    """Return the pages in grey at 72 dots per inch."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.pdf").write_bytes(data)
        subprocess.run(["pdftoppm", "-r", "72", "-gray", "in.pdf", "p"], cwd=folder, check=True, capture_output=True)
        return [np.asarray(Image.open(path), dtype=int) for path in sorted(Path(folder).glob("p*.pgm"))]


def differing(one: list[np.ndarray], other: list[np.ndarray]) -> int:
    """Return how many pixels of the worst page have no like within a pixel of the same place in the other."""
    return max(max(_unlike(a, b), _unlike(b, a)) for a, b in zip(one, other, strict=True))


def _unlike(page: np.ndarray, other: np.ndarray) -> int:
    assert page.shape == other.shape
    best = np.full(page.shape, 255)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            best = np.minimum(best, np.abs(page - np.roll(other, (dy, dx), (0, 1))))
    return int((best > _FAR).sum())


def ink(pages: list[np.ndarray]) -> int:
    """Return the number of dark pixels."""
    return int(sum((page < 128).sum() for page in pages))


def remains(data: bytes, password: str = "") -> list[str]:
    """Return what is left of a form anywhere in a document: widgets, fields, the form itself."""
    found = []
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        for item in pdf.objects:
            found += [what for part in _dictionaries(item) for what in _form_part(part)]
        if "/AcroForm" in pdf.Root:
            found.append("form")
    return found


def _dictionaries(item: Any) -> Iterator[Any]:
    """Yield a dictionary and all direct ones in it."""
    waiting = [item]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            waiting += [one for one in part if not getattr(one, "is_indirect", False)]
        elif isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
            yield part
            waiting += [one for _, one in part.items() if not getattr(one, "is_indirect", False)]


def _form_part(part: Any) -> Iterator[str]:
    if part.get("/Subtype") == "/Widget":
        yield "widget"
    if "/FT" in part:
        yield "field"
    if part.get("/Type") == "/OBJR" and part.get("/Obj") is None:
        yield "dangling structure reference"


def checked_by_qpdf(data: bytes) -> str:
    """Return qpdf's complaints about a document, nothing if it is sound."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        outcome = subprocess.run(["qpdf", "--check", file.name], capture_output=True, text=True)
    return outcome.stderr if outcome.returncode else ""


def text_in(data: bytes, rect: tuple[float, float, float, float], page: int = 1) -> str:
    """Return the page's own text within a rectangle, annotations left out."""
    document = pdfium.PdfDocument(data)
    text = document[page - 1].get_textpage()
    found = text.get_text_bounded(*rect).strip()
    text.close()
    document.close()
    return found
