"""Two surfaces of one page laid on each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.tamper.surface import SCALE, Frame, Glyph, PixelBox, Surface

_WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much two drawings of the same may differ.

    Attributes:
        reach: in pixels, how far what is drawn may have moved.
        shade: how much lighter or darker a pixel may be, of 255.
        pixels: how many may differ all the same.
        shift: in points, how far a letter may have moved.
    drift: the same along its line, where words are set anew with other widths.
    """

    reach: int
    shade: int
    pixels: int
    shift: float
    drift: float = 0.0


KEPT = Tolerance(reach=1, shade=40, pixels=3, shift=1.0)
"""For files whose pages are kept as they are when saved."""

REDRAWN = Tolerance(reach=2, shade=112, pixels=10, shift=2.5, drift=30.0)
"""For files whose pages were printed anew by another program."""

_LETTER = Tolerance(reach=1, shade=72, pixels=1, shift=0)
"""For one letter that is called something else."""

_SET_ANEW = 0.02
"""The share of a page's letters that must have moved along their lines for the page to count as set anew."""

_HALF_A_LETTER = 5.0
"""In points."""

_ROUND = 8
"""How many pixels around what differs are looked at."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between the form's page and the file's, in the form's frame.

    Attributes:
        gone: the form's letters that are missing.
        added: letters that are not the form's.
        drawn: the smallest rectangle, in pixels, around what else looks different; None if nothing does.
        set_anew: whether another program has set the lines with letters of other widths, so that only which letters
            each line has could be compared.
    """

    gone: tuple[Glyph, ...] = ()
    added: tuple[Glyph, ...] = ()
    drawn: PixelBox | None = None
    set_anew: bool = False


def same(form: Surface, other: Surface) -> bool:
    """Return whether two surfaces are the same, pixel for pixel and letter for letter."""
    if form.image.size != other.image.size or len(form.glyphs) != len(other.glyphs):
        return False
    return form.glyphs == other.glyphs and ImageChops.difference(form.image, other.image).getbbox() is None


def difference(
    form: Surface, other: Surface, frame: Frame, open_boxes: Sequence[Rect], tolerance: Tolerance
) -> Difference:
    """Return what differs outside the boxes where values may be printed."""
    gone, added = _letters(_outside(form.glyphs, open_boxes), _outside(other.glyphs, open_boxes), tolerance.shift)
    boxes = [frame.pixels(rect, margin=2) for rect in open_boxes]
    still, new = _not_drifted(gone, added, tolerance)
    if len(gone) - len(still) > len(form.glyphs) * _SET_ANEW:
        return Difference(still, new, set_anew=True)
    gone, added = _looking_different(gone, added, form.image, other.image, frame, tolerance)
    letters = [frame.pixels((g.x, g.y, g.x, g.y), margin=7) for g in (*gone, *added)]
    return Difference(gone, added, _drawn(form.image, other.image, [*boxes, *letters], tolerance))


def _outside(glyphs: Iterable[Glyph], boxes: Sequence[Rect]) -> list[Glyph]:
    return [
        g for g in glyphs if not any(x0 - 2 <= g.x <= x1 + 2 and y0 - 2 <= g.y <= y1 + 2 for x0, y0, x1, y1 in boxes)
    ]


def _letters(
    form: Sequence[Glyph], other: Sequence[Glyph], shift: float
) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
    """Return the letters of the form that the other lacks, and those that only the other has."""
    near = _Near(other)
    gone = tuple(glyph for glyph in form if not near.take(glyph, shift))
    return gone, near.left()


class _Near:
    """Letters by what they say and where; each can be taken once."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self._places: dict[str, dict[tuple[int, int], list[Glyph]]] = {}
        self._all = list(glyphs)
        self._taken: set[int] = set()
        for glyph in self._all:
            cells = self._places.setdefault(plain(glyph.char), {})
            cells.setdefault((round(glyph.x / 4), round(glyph.y / 4)), []).append(glyph)

    def take(self, wanted: Glyph, shift: float) -> bool:
        cells = self._places.get(plain(wanted.char), {})
        column, row = round(wanted.x / 4), round(wanted.y / 4)
        for x in (column, column - 1, column + 1):
            for y in (row, row - 1, row + 1):
                for glyph in cells.get((x, y), ()):
                    close = abs(glyph.x - wanted.x) <= shift and abs(glyph.y - wanted.y) <= shift
                    if close and id(glyph) not in self._taken:
                        self._taken.add(id(glyph))
                        return True
        return False

    def left(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self._all if id(glyph) not in self._taken)


def plain(char: str) -> str:
    """Return a letter without what programs write in different ways: composition, compatibility forms, hyphens."""
    return "-" if char in "\u00ad\u2010\u2011" else unicodedata.normalize("NFKC", char)


def _not_drifted(
    gone: Sequence[Glyph], added: Sequence[Glyph], tolerance: Tolerance
) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
    """Leave out letters that have only moved along their lines; each line has as many of them as before."""
    left, still = list(added), []
    for glyph in gone:
        near = [
            one
            for one in left
            if plain(one.char) == plain(glyph.char)
            and abs(one.y - glyph.y) <= tolerance.shift
            and abs(one.x - glyph.x) <= tolerance.drift
        ]
        if near:
            left.remove(min(near, key=lambda one: abs(one.x - glyph.x)))
        else:
            still.append(glyph)
    return tuple(still), tuple(left)


def _looking_different(
    gone: Sequence[Glyph],
    added: Sequence[Glyph],
    form: Image.Image,
    other: Image.Image,
    frame: Frame,
    tolerance: Tolerance,
) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
    """Leave out letters that look the same and are only called something else, as when a font is written anew."""

    def alike(glyph: Glyph, others: Sequence[Glyph]) -> bool:
        if not any(abs(g.x - glyph.x) <= _HALF_A_LETTER and abs(g.y - glyph.y) <= tolerance.shift for g in others):
            return False
        x0, y0, x1, y1 = frame.pixels((glyph.x, glyph.y, glyph.x, glyph.y), margin=6)
        crop = (max(0, x0), max(0, y0), x1, y1)
        return _drawn(form.crop(crop), other.crop(crop), (), _LETTER) is None

    if not (gone and added) or form.size != other.size:
        return tuple(gone), tuple(added)
    return tuple(g for g in gone if not alike(g, added)), tuple(g for g in added if not alike(g, gone))


def _drawn(form: Image.Image, other: Image.Image, masks: Iterable[PixelBox], tolerance: Tolerance) -> PixelBox | None:
    """Return where one picture is darker or lighter than the other is anywhere within reach."""
    masks = list(masks)
    if other.size != form.size:
        other = other.resize(form.size)
    form, other = _masked(form, masks), _masked(other, masks)
    rough = ImageChops.difference(form, other).getbbox()
    if rough is None:
        return None
    left, top = max(0, rough[0] - _ROUND), max(0, rough[1] - _ROUND)
    crop = (left, top, min(form.width, rough[2] + _ROUND), min(form.height, rough[3] + _ROUND))
    form, other = form.crop(crop), other.crop(crop)
    strange = ImageChops.lighter(_beyond(form, other, tolerance.reach), _beyond(other, form, tolerance.reach))
    red, green, blue = strange.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    marked = most.point([0 if shade <= tolerance.shade else 255 for shade in range(256)])
    found = marked.getbbox()
    if found is None or marked.histogram()[255] <= tolerance.pixels:
        return None
    return found[0] + left, found[1] + top, found[2] + left, found[3] + top


def _masked(image: Image.Image, masks: Iterable[PixelBox]) -> Image.Image:
    image = image.copy()
    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in masks:
        pen.rectangle((x0, y0, x1 - 1, y1 - 1), fill=_WHITE)
    return image


def _beyond(image: Image.Image, other: Image.Image, reach: int) -> Image.Image:
    """Return by how much each pixel is lighter or darker than all those of `other` within reach."""
    over = ImageChops.subtract(image, _extreme(other, reach, lightest=True))
    return ImageChops.lighter(over, ImageChops.subtract(_extreme(other, reach, lightest=False), image))


def _extreme(image: Image.Image, reach: int, *, lightest: bool) -> Image.Image:
    """Return the lightest or darkest pixel within reach of each."""
    choose = ImageChops.lighter if lightest else ImageChops.darker
    for across in (True, False):
        line = image
        for step in range(1, reach + 1):
            for moved in (step, -step):
                dx, dy = (moved, 0) if across else (0, moved)
                image = choose(image, ImageChops.offset(line, dx, dy))
    return image


def place(box: PixelBox) -> tuple[float, float]:
    """Return the middle of a rectangle in points from the left and the top edge."""
    return (box[0] + box[2]) / 2 / SCALE, (box[1] + box[3]) / 2 / SCALE
