"""How tall the boxes of a grown form are, from the rectangles that a file of it draws.

A grown form has the rows of boxes of the form it grew from, in the same order; only their heights differ, and with
them the pages they stand on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from integplan_pdf.model.template import FieldKind, Rect
from integplan_pdf.pdf.recognize.layout import PageLayout, TemplateLayout
from integplan_pdf.pdf.recognize.letters import PageText
from integplan_pdf.pdf.recognize.match import PageMatch, match_texts
from integplan_pdf.pdf.recognize.words import words

_LEAST_WIDTH, _LEAST_HEIGHT = 20.0, 10.0
_SAME = 1.5
"""How far apart two edges may be and still be the same, in points."""

_WIDEST = 0.95
"""A rectangle as wide as this share of the page is its background."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Rectangles side by side.

    Attributes:
        columns: left and right edge of each, from the left.
        fields: of the text boxes in it.
        inner: the height of its tallest text box; 0 without any.
    """

    columns: tuple[tuple[float, float], ...]
    height: float
    text: str
    fields: tuple[str, ...] = ()
    inner: float = 0.0

    def like(self, other: _Row) -> bool:
        """Whether two rows have the same columns."""
        return len(self.columns) == len(other.columns) and all(
            abs(a - b) <= 2 * _SAME
            for one, two in zip(self.columns, other.columns, strict=True)
            for a, b in zip(one, two, strict=True)
        )


def measured_heights(pages: Sequence[PageText], layout: TemplateLayout) -> dict[str, float] | None:
    """Return field → height of its box in points, for the boxes in rows taller than the form's own.

    None where the rows of the file are not those of the form.

    Args:
        pages: of the file, with their rectangles.
        layout: of the form with as many rows as the file's.
    """
    known = [row for page in layout.pages for row in _rows(page.text, page, None)]
    wanted = [row for row in known if row.fields]
    headings = {row.text for row in known if not row.fields}
    best = max(match_texts(pages, layout), key=lambda match: match.score, default=None)
    found = [
        row
        for page in pages
        for row in _rows(page, None, best)
        if row.text not in headings and any(row.like(one) for one in wanted)
    ]
    if len(found) != len(wanted) or not all(one.like(two) for one, two in zip(found, wanted, strict=True)):
        return None
    return {
        name: old.inner + new.height - old.height
        for new, old in zip(found, wanted, strict=True)
        if new.height > old.height + _SAME
        for name in old.fields
    }


def _rows(page: PageText, layout: PageLayout | None, match: PageMatch | None) -> Iterator[_Row]:
    """Yield a page's rows of rectangles from the top down, in points of the form."""
    frames = _frames(page, match)
    text = [(word.text, _middle(_on_form(word.rect, match))) for word in words(page.letters)]
    for row in _side_by_side(frames):
        inside = [said for said, spot in text if any(_holds(frame, spot) for frame in row)]
        boxes = [
            box
            for box in (layout.boxes if layout else ())
            if box.field.kind is FieldKind.TEXT and any(_holds(frame, _middle(box.rect)) for frame in row)
        ]
        yield _Row(
            tuple((frame[0], frame[2]) for frame in row),
            row[0][3] - row[0][1],
            " ".join(inside),
            tuple(box.field.name for box in boxes),
            max((box.rect[3] - box.rect[1] for box in boxes), default=0.0),
        )


def _frames(page: PageText, match: PageMatch | None) -> list[Rect]:
    """Return the rectangles that can be boxes, each once."""
    found: list[Rect] = []
    for drawn in page.frames:
        rect = _on_form(drawn, match)
        wide, high = rect[2] - rect[0], rect[3] - rect[1]
        if wide < _LEAST_WIDTH or high < _LEAST_HEIGHT or wide > _WIDEST * (page.box[2] - page.box[0]):
            continue
        if not any(all(abs(a - b) <= _SAME for a, b in zip(rect, one, strict=True)) for one in found):
            found.append(rect)
    return found


def _side_by_side(frames: Iterable[Rect]) -> list[list[Rect]]:
    rows: list[list[Rect]] = []
    for frame in sorted(frames, key=lambda one: (-one[3], one[0])):
        row = next(
            (one for one in rows if abs(one[0][3] - frame[3]) <= _SAME and abs(one[0][1] - frame[1]) <= _SAME), None
        )
        if row:
            row.append(frame)
        else:
            rows.append([frame])
    return [sorted(row) for row in rows]


def _on_form(rect: Rect, match: PageMatch | None) -> Rect:
    """Return a rectangle of the file in points of the form; pages that lie straight only."""
    if match is None:
        return rect
    scale, _, _, _, e, f = match.matrix
    return (rect[0] - e) / scale, (rect[1] - f) / scale, (rect[2] - e) / scale, (rect[3] - f) / scale


def _middle(rect: Rect) -> tuple[float, float]:
    return (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2


def _holds(frame: Rect, spot: tuple[float, float]) -> bool:
    return frame[0] <= spot[0] <= frame[2] and frame[1] <= spot[1] <= frame[3]
