"""A table on a sheet: rows that continue one of the form's, with a field in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf.appearance.frame import Box
from integplan_pdf.pdf.continuation.composer import SIDE, Composer, Font
from integplan_pdf.pdf.continuation.elements import COLUMN_HEADER, ROW_HEADER, Element, Place
from integplan_pdf.pdf.continuation.newfields import NewField, NewFields, frame_is_drawn
from integplan_pdf.pdf.continuation.rows import SIZE, Column, MoreRows, label_of
from integplan_pdf.pdf.parts.compile import Part

NUMBERS = 34.0
"""Width of the column with the numbers of rows."""

_PADDING, _LEAST, _MOST = 3.0, 22.0, 220.0
_GAP = 4.0


@dataclass(slots=True)
class Table:
    """A table in the making.

    Attributes:
        keys: gives each widget its key in the parent tree; None if the form is not tagged.
        pages: object number of each page of the sheet.
        parts: the new fields by name, filled in as rows are set.
        too_long: new fields whose texts have more than the room of a row.
    """

    composer: Composer
    more: MoreRows
    columns: Sequence[Column]
    font: Font
    row_word: str
    fields: NewFields
    pages: Pages
    parts: dict[str, Part] = field(default_factory=dict)
    too_long: list[str] = field(default_factory=list)

    def set(self, element: Element, values: Mapping[str, FieldValue]) -> None:
        """Set header and rows; the header again on every page."""
        rows = list(self.more.rows())
        first = self._row_height(rows[0][1], values)
        self.composer.need(min(self._header_height() + first, self.composer.full))
        self._header(element.add(b"TR"))
        for number, names in rows:
            height = self._row_height(names, values)
            if self.composer.room < height:
                self.composer.turn()
                self._header(None)
            self._row(element.add(b"TR"), number, names, height)

    def _header_height(self) -> float:
        texts = ((self.row_word, NUMBERS), *((column.header, column.width) for column in self.columns))
        return max(self.font.height(text, width - 2 * _PADDING, SIZE) for text, width in texts) + 2 * _PADDING

    def _header(self, row: Element | None) -> None:
        composer, height, x = self.composer, self._header_height(), SIDE
        composer.y -= height
        for text, width in ((self.row_word, NUMBERS), *((column.header, column.width) for column in self.columns)):
            cell = row.add(b"TH", COLUMN_HEADER) if row else None
            self._text(cell, text, (x, composer.y, width, height))
            x += width

    def _text(self, cell: Element | None, text: str, box: Box) -> None:
        x, y, width, height = box
        self.composer.pages[-1].rules.append(box)
        inside = x + _PADDING, y + _PADDING, width - 2 * _PADDING, height - 2 * _PADDING
        self.composer.put(cell, text, self.font, SIZE, inside)

    def _row_height(self, names: Mapping[str, str], values: Mapping[str, FieldValue]) -> float:
        heights = [self._cell_height(column, names[column.model.name], values) for column in self.columns]
        return min(max(_LEAST, *heights), _MOST)

    def _cell_height(self, column: Column, name: str, values: Mapping[str, FieldValue]) -> float:
        value = values.get(name)
        if column.widget is None:
            sizes = [top - bottom for _, bottom, _, top in (widget.rect for widget in column.model.widgets)]
            return sum(sizes) + _GAP * (len(sizes) + 1) + 2
        if not isinstance(value, str) or not value:
            return 0.0
        font = Font.of(column.widget) or self.font
        height = font.height(value, column.width - 2 * _PADDING - 4, SIZE) + 2 * _PADDING
        if height > _MOST and name not in self.too_long:
            self.too_long.append(name)
        return height

    def _row(self, row: Element, number: int, names: Mapping[str, str], height: float) -> None:
        composer, x = self.composer, SIDE
        composer.y -= height
        self._text(row.add(b"TH", ROW_HEADER), str(number), (x, composer.y, NUMBERS, height))
        x += NUMBERS
        for column in self.columns:
            box = x, composer.y, column.width, height
            composer.pages[-1].rules.append(box)
            self._cell(row.add(b"TD"), column, names[column.model.name], number, box)
            x += column.width

    def _cell(self, cell: Element, column: Column, name: str, number: int, box: Box) -> None:
        composer, label = self.composer, label_of(column.model, number, self.more.label, column.header)
        boxes = column.widget is None
        places = list(self._boxes(cell, column, box)) if boxes else [_inside(box)]
        page = composer.number
        widgets = [next(self.fields.numbers) for _ in places]
        new = NewField(name, column.model, label, places, self.pages.number(page), self.pages.keys(widgets))
        self.parts[name] = self.fields.make(new, widgets)
        composer.pages[page].widgets += widgets
        for widget in widgets:
            cell.add(b"Form").kids.append(Place(widget, page))

    def _boxes(self, cell: Element, column: Column, box: Box) -> Iterator[Box]:
        """Yield where the boxes of a field stand, one above the other; several get their states beside them."""
        x, y, _, height = box
        widgets = column.model.widgets
        top = y + height - _GAP - 1
        for widget in widgets:
            left, bottom, right, upper = widget.rect
            width, high = right - left, upper - bottom
            place = x + _GAP + 1, top - high, width, high
            if not frame_is_drawn(self.fields.ground.nodes[column.model.name]):
                self.composer.pages[-1].rules.append(place)
            if len(widgets) > 1:
                beside = place[0] + width + 2, place[1] - 1, column.width - width - 2 * _GAP, high + 2
                self.composer.put(cell, "".join(widget.states), self.font, 8.0, beside)
            top -= high + _GAP
            yield place


class Pages:
    """The object numbers of a sheet's pages, and the keys that pages and widgets have in the parent tree."""

    def __init__(self, numbers: Iterator[int], first_key: int | None) -> None:
        self._numbers, self._next = numbers, first_key
        self.all: list[int] = []
        self.by_object: dict[int, int] = {}

    def number(self, page: int) -> int:
        """Return the object number of a page, counted from 0."""
        while len(self.all) <= page:
            self.all.append(next(self._numbers))
            self.keys(self.all[-1:])
        return self.all[page]

    def keys(self, numbers: Sequence[int]) -> list[int]:
        """Return a new key for each of these objects; none if the form is not tagged."""
        if self._next is None:
            return []
        found = [self._next + order for order in range(len(numbers))]
        self._next += len(numbers)
        self.by_object |= dict(zip(numbers, found, strict=True))
        return found


def _inside(box: Box) -> Box:
    x, y, width, height = box
    return x + 1, y + 1, width - 2, height - 2
