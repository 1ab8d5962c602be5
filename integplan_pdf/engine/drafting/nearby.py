"""Which printed words belong to which box: to its left, above it, to the right of a tick box, at the head of a column.

All rectangles are on the page as it is seen, y upwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from integplan_pdf.model.printed import PrintedPage, Word
from integplan_pdf.model.template import FieldKind, Rect, Template

Labels = tuple[tuple[str, ...], ...]
"""For each field of the template, the label of each of its widgets; empty where none was found."""

_FILLER = re.compile(r"[_.…·=]{3,}|_+|^[.…·]+$|[□☐❑❏▢\ue000-\uf8ff]")
_LETTERS = re.compile(r"[^\W\d_]")
_WORD_SPACE = 0.9
"""The widest gap within a phrase, as a share of its height."""
_FARTHEST = 40.0
"""The cost beyond which words are no label."""
_COLUMN_HEAD = 14.0
_MOST_LINES = 3
_MOST_BOXES = 3000
"""Boxes on one page beyond which labels are not looked for: no form has so many, and the work grows as their square."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words on one line that are read together."""

    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class _Box:
    """One widget on the page: of which field, and whether it is ticked rather than written in."""

    field: int
    widget: int
    rect: Rect
    ticked: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A phrase that could be a box's label; `between` is the stretch that must be free of other boxes."""

    cost: float
    phrase: Phrase
    between: Rect
    stacked: bool = False


def labels_near(template: Template, pages: Iterable[PrintedPage], *, questions: bool = False) -> Labels:
    """Return the label printed near each widget of each field.

    With `questions` the words of tick boxes are looked for where those of text boxes stand, to the left and above:
    what is asked, not what the box answers.
    """
    found = {(number, index): "" for number, field in enumerate(template.fields) for index in range(len(field.widgets))}
    for page in pages:
        boxes = list(_boxes(template, page, questions=questions))
        if len(boxes) > _MOST_BOXES:
            continue
        lines = phrases(page.words, [box.rect for box in boxes])
        found |= {(box.field, box.widget): _label(box, lines, boxes) for box in boxes}
    return tuple(
        tuple(found[number, index] for index in range(len(field.widgets)))
        for number, field in enumerate(template.fields)
    )


def _boxes(template: Template, page: PrintedPage, *, questions: bool) -> Iterator[_Box]:
    for number, field in enumerate(template.fields):
        ticked = field.kind in (FieldKind.CHECK, FieldKind.RADIO) and not questions
        for index, widget in enumerate(field.widgets):
            if widget.page == page.number and not widget.hidden:
                yield _Box(number, index, page.seen(widget.rect), ticked)


def phrases(words: Sequence[Word], boxes: Sequence[Rect]) -> list[Phrase]:
    """Return words joined into phrases; a wide gap, leader dots or a box between two words parts them."""
    found: list[Phrase] = []
    for line in _lines(words):
        start = len(found)
        for word in line:
            text = _FILLER.sub("", word.text)
            if not text:
                start = len(found)
            elif len(found) > start and _joined(found[-1], word, boxes):
                found[-1] = Phrase(f"{found[-1].text} {text}", _around(found[-1].rect, word.rect))
            else:
                found.append(Phrase(text, word.rect))
            if text != word.text:
                start = len(found)
    return found


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words line by line, from top to bottom and left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.rect[1], word.rect[0])):
        line = next((line for line in lines[-3:] if _same_line(line[0].rect, word.rect)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    return [sorted(line, key=lambda word: word.rect[0]) for line in lines]


def _same_line(one: Rect, other: Rect) -> bool:
    return _overlap(one, other, 1) >= 0.6 * max(1.0, min(one[3] - one[1], other[3] - other[1]))


def _joined(phrase: Phrase, word: Word, boxes: Sequence[Rect]) -> bool:
    gap = word.rect[0] - phrase.rect[2]
    height = max(phrase.rect[3] - phrase.rect[1], word.rect[3] - word.rect[1])
    if gap > _WORD_SPACE * height:
        return False
    return gap <= 1 or not _blocked((phrase.rect[2], word.rect[1], word.rect[0], word.rect[3]), boxes)


def _label(box: _Box, lines: Sequence[Phrase], boxes: Sequence[_Box]) -> str:
    others = [other.rect for other in boxes if other is not box]
    for candidate in sorted(_candidates(box, lines), key=lambda item: item.cost):
        if candidate.cost > _FARTHEST:
            break
        if not _blocked(candidate.between, others):
            return _whole(candidate, lines, others)
    return _column_head(box, lines, others)


def _candidates(box: _Box, lines: Sequence[Phrase]) -> Iterator[_Candidate]:
    for phrase in lines:
        if len(_LETTERS.findall(phrase.text)) < (1 if box.ticked else 2):
            continue
        if _same_line(box.rect, phrase.rect):
            yield from _beside(box, phrase)
        elif _overlap(box.rect, phrase.rect, 0) > 1:
            yield from _stacked(box, phrase)


def _beside(box: _Box, phrase: Phrase) -> Iterator[_Candidate]:
    (x0, _, x1, _), (left, low, right, high) = box.rect, phrase.rect
    if right <= x0 + 3:
        gap = max(0.0, x0 - right)
        cost = 3 + 0.3 * gap if box.ticked else 1 + 0.12 * gap
        yield _Candidate(cost, phrase, (right, low, x0, high))
    elif left >= x1 - 3:
        gap = max(0.0, left - x1)
        cost = 0.3 * gap if box.ticked else 12 + 0.4 * gap
        yield _Candidate(cost, phrase, (x1, low, left, high), stacked=box.ticked)
    elif not box.ticked and low >= box.rect[1] - 1:
        yield _Candidate(0.5 + 0.1 * abs(left - x0), phrase, (0, 0, 0, 0))


def _stacked(box: _Box, phrase: Phrase) -> Iterator[_Candidate]:
    (x0, y0, x1, y1), (left, low, right, high) = box.rect, phrase.rect
    askew = 0.1 * min(abs(left - x0), abs(left + right - x0 - x1) / 2)
    column = (max(x0, left), min(x1, right))
    if (low + high) / 2 >= y1 - 1:
        gap = max(0.0, low - y1)
        cost = (6 if box.ticked else 1) + 0.6 * gap + askew
        yield _Candidate(cost, phrase, (column[0], y1, column[1], low), stacked=True)
    elif (low + high) / 2 <= y0 + 1:
        gap = max(0.0, y0 - high)
        yield _Candidate(8 + 0.8 * gap + askew, phrase, (column[0], high, column[1], y0))
    elif not box.ticked and low > (y0 + y1) / 2:
        yield _Candidate(0.5 + askew, phrase, (0, 0, 0, 0), stacked=True)


def _column_head(box: _Box, lines: Sequence[Phrase], others: Sequence[Rect]) -> str:
    """Return the words above the topmost of the boxes that stand in one column with this one."""
    x0, _, x1, top = box.rect
    mates = [rect for rect in others if abs(rect[0] - x0) < 4 and abs(rect[2] - x1) < 4 and rect[3] > top]
    if not mates:
        return ""
    highest = _Box(box.field, box.widget, max(mates, key=lambda rect: rect[3]), ticked=False)
    above = [item for item in _candidates(highest, lines) if item.stacked and item.cost <= _COLUMN_HEAD]
    best = min(above, key=lambda item: item.cost, default=None)
    if best is None or _blocked(best.between, [rect for rect in others if rect != highest.rect]):
        return ""
    return _whole(best, lines, others)


def _whole(candidate: _Candidate, lines: Sequence[Phrase], boxes: Sequence[Rect]) -> str:
    """Return the label with the lines that it goes on in: further up, or further down beside a tick box."""
    if not candidate.stacked:
        return candidate.phrase.text
    beside = candidate.between[1] == candidate.phrase.rect[1] and candidate.between[3] == candidate.phrase.rect[3]
    parts = [candidate.phrase]
    while len(parts) < _MOST_LINES:
        more = next((line for line in lines if _continues(parts[-1].rect, line.rect, down=beside)), None)
        if more is None or _blocked(_gap(parts[-1].rect, more.rect), boxes):
            break
        parts.append(more)
    return " ".join(part.text for part in (parts if beside else reversed(parts)))


def _continues(rect: Rect, other: Rect, *, down: bool) -> bool:
    """Return whether `other` is the next line of the same text: as tall, as far left or centred, close by."""
    height = rect[3] - rect[1]
    gap = rect[1] - other[3] if down else other[1] - rect[3]
    aligned = abs(rect[0] - other[0]) < 2 or (not down and abs(rect[0] + rect[2] - other[0] - other[2]) < 6)
    return aligned and -0.4 * height < gap < 0.3 * height and abs(other[3] - other[1] - height) < 0.25 * height


def _gap(one: Rect, other: Rect) -> Rect:
    """Return the middle of the stretch between two lines, in which a box would stand."""
    middle = (one[1] + one[3] + other[1] + other[3]) / 4
    return max(one[0], other[0]), middle - 0.5, min(one[2], other[2]), middle + 0.5


def _blocked(between: Rect, boxes: Iterable[Rect]) -> bool:
    """Return whether a box lies, with its middle or half of it, in the stretch between box and words."""
    x0, y0, x1, y1 = between
    if x1 - x0 < 0.5 or y1 - y0 < 0.5:
        return False
    return any(_covers(rect, between) for rect in boxes)


def _covers(rect: Rect, between: Rect) -> bool:
    across, up = _overlap(rect, between, 0), _overlap(rect, between, 1)
    wide = min(rect[2] - rect[0], between[2] - between[0])
    tall = min(rect[3] - rect[1], between[3] - between[1])
    return across > 0.5 * wide and up > 0.5 * tall


def _overlap(one: Rect, other: Rect, axis: int) -> float:
    return min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])


def _around(one: Rect, other: Rect) -> Rect:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
