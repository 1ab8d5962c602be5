"""The marks that our forms carry on every page (`pdf.author.marks`), found in the page as it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from PIL import Image

from integplan_pdf.pdf.look import render_page
from integplan_pdf.pdf.recognize.qr import Modules, decode

_SCALE = 4.0
_DARK = 128
_CORNER = (0.36, 0.26)
"""How much of a page's width and height is searched at each corner."""

_RUNS = re.compile(rb"\x01+|\x00+")
_SAYS = re.compile(r"([A-Z0-9.-]+)/([A-Z0-9.-]+)/([A-Z0-9.-]+)/(\d{1,4})/(\d{1,4})")
_MOST_CENTRES = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """What a page's mark says: form, edition and variant, and which page of how many it is."""

    form: str
    edition: str
    variant: str
    page: int
    pages: int


def read_mark(data: bytes, page: int, *, password: str = "") -> Mark | None:
    """Return the mark on page `page` (1-based) of a file, None if none can be read.

    Raises:
        InputError: the file cannot be drawn.
    """
    image = render_page(data, page, scale=_SCALE, password=password).convert("L")
    return next(filter(None, map(_mark, _codes(image))), None)


def _mark(text: str) -> Mark | None:
    found = _SAYS.fullmatch(text)
    if not found:
        return None
    form, edition, variant = (part.lower() for part in found.groups()[:3])
    return Mark(form, edition, variant, int(found[4]), int(found[5]))


def _codes(image: Image.Image) -> Iterator[str]:
    """Yield what the codes in the page's corners say."""
    width, height = image.size
    wide, high = round(width * _CORNER[0]), round(height * _CORNER[1])
    for left in (width - wide, 0):
        for top in (0, height - high):
            rows = _rows(image.crop((left, top, left + wide, top + high)))
            for corners in _squares(_centres(rows)):
                modules = _sampled(rows, *corners)
                text = decode(modules) if modules else None
                if text:
                    yield text


def _rows(image: Image.Image) -> list[bytes]:
    """Return the rows of a picture, one byte per pixel, 1 where it is dark."""
    dark = image.point([1] * _DARK + [0] * (256 - _DARK)).tobytes()
    return [dark[at : at + image.width] for at in range(0, len(dark), image.width)]


@dataclass(frozen=True, slots=True)
class _Centre:
    """The middle of a finder pattern, as x + y·i in pixels, and how wide a module is there."""

    at: complex
    module: float


def _centres(rows: Sequence[bytes]) -> list[_Centre]:
    """Return the middles of the patterns 1:1:3:1:1, seen across and down."""
    found: list[list[_Centre]] = []
    for y, row in enumerate(rows):
        for seen in _across(row, y):
            centre = _down(rows, seen)
            if centre is None:
                continue
            group = next((one for one in found if abs(one[0].at - centre.at) < 2 * centre.module), None)
            if group:
                group.append(centre)
            else:
                found.append([centre])
    best = sorted(found, key=lambda group: -len(group))[:_MOST_CENTRES]
    return [
        _Centre(sum(one.at for one in group) / len(group), sum(one.module for one in group) / len(group))
        for group in best
    ]


def _across(row: bytes, y: int) -> Iterator[_Centre]:
    runs = [match.span() for match in _RUNS.finditer(row)]
    first = 0 if row[:1] == b"\x01" else 1
    for index in range(first, len(runs) - 4, 2):
        spans = runs[index : index + 5]
        if _is_finder([end - start for start, end in spans]):
            yield _Centre(complex(sum(spans[2]) / 2, y + 0.5), (spans[4][1] - spans[0][0]) / 7)


def _is_finder(lengths: Sequence[int]) -> bool:
    module = sum(lengths) / 7
    slack = max(0.6 * module, 1.0)
    return module >= 1.4 and all(
        abs(length - wanted * module) <= slack for length, wanted in zip(lengths, (1, 1, 3, 1, 1), strict=True)
    )


def _down(rows: Sequence[bytes], centre: _Centre) -> _Centre | None:
    """Return a centre with its height made exact; None if the same pattern is not seen down its middle."""
    x, y, reach = int(centre.at.real), int(centre.at.imag), round(4.6 * centre.module)
    top = max(0, y - reach)
    column = bytes(row[x] for row in rows[top : y + reach])
    runs = [match.span() for match in _RUNS.finditer(column)]
    middle = next((index for index, (start, end) in enumerate(runs) if start <= y - top < end), None)
    if middle is None or not 2 <= middle <= len(runs) - 3:
        return None
    if not _is_finder([end - start for start, end in runs[middle - 2 : middle + 3]]):
        return None
    return _Centre(complex(centre.at.real, top + sum(runs[middle]) / 2), centre.module)


def _squares(centres: Sequence[_Centre]) -> Iterator[tuple[_Centre, _Centre, _Centre]]:
    """Yield centres that are the corners of a code: upper left, upper right, lower left."""
    for corner, right, below in permutations(centres, 3):
        across, down = right.at - corner.at, below.at - corner.at
        if abs(down - across * 1j) < 0.08 * abs(across) and abs(right.module - below.module) < 0.3 * corner.module:
            yield corner, right, below


def _sampled(rows: Sequence[bytes], corner: _Centre, right: _Centre, below: _Centre) -> Modules | None:
    """Return the modules of the code with these corners; None where it does not lie within the picture."""
    module = (corner.module + right.module + below.module) / 3
    size = round((abs(right.at - corner.at) / module + 7 - 17) / 4) * 4 + 17
    if size < 21:
        return None
    across, down = (right.at - corner.at) / (size - 7), (below.at - corner.at) / (size - 7)
    modules: list[list[bool]] = []
    for y in range(size):
        spots = [corner.at + (x - 3) * across + (y - 3) * down for x in range(size)]
        if not all(0 <= spot.imag < len(rows) and 0 <= spot.real < len(rows[0]) for spot in spots):
            return None
        modules.append([bool(rows[int(spot.imag)][int(spot.real)]) for spot in spots])
    return modules
