"""A continuation sheet: the pages after the form's own that hold what has no room on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf.appearance.frame import Frame, rectangle_operator
from integplan_pdf.pdf.continuation.composer import Composer, Font, Page, Piece
from integplan_pdf.pdf.continuation.elements import Element, write_elements
from integplan_pdf.pdf.continuation.ground import Ground
from integplan_pdf.pdf.continuation.newfields import NewFields
from integplan_pdf.pdf.continuation.rows import Column, MoreRows
from integplan_pdf.pdf.continuation.table import NUMBERS, Pages, Table
from integplan_pdf.pdf.continuation.words import Words
from integplan_pdf.pdf.deflate import deflated
from integplan_pdf.pdf.draft import Draft
from integplan_pdf.pdf.parts.compile import Part
from integplan_pdf.pdf.parts.text import appearance_entries
from integplan_pdf.pdf.syntax import number as shown

_TITLE, _ITEM, _TEXT, _EDGE = 16.0, 11.0, 10.0, 9.0
"""Sizes in points: title, headings of items, texts, head and foot of pages."""

_ABOVE_ITEM, _BELOW_ITEM, _BETWEEN = 14.0, 4.0, 6.0
_KEEP = 3 * 1.4 * _TEXT
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_GREY = b"0.35 G 0.5 w "


@dataclass(slots=True)
class Sheet:
    """A sheet in the making.

    Attributes:
        ground: the form.
        words: in its language.
        font: of headings.
        numbers: of new objects.
        head: what stands above every page.
        items: how many there are.
        parts: new fields by name.
        too_long: new fields whose texts have to stand on the sheet too.
    """

    ground: Ground
    words: Words
    font: Font
    numbers: Iterator[int]
    head: str
    title: str
    items: int = 0
    parts: dict[str, Part] = field(default_factory=dict)
    too_long: list[str] = field(default_factory=list)
    composer: Composer = field(init=False)
    fields: NewFields = field(init=False)
    pages: Pages = field(init=False)
    top: Element = field(init=False)

    def __post_init__(self) -> None:
        tags = self.ground.tags
        self.composer = Composer(self.ground.size)
        self.fields = NewFields(self.ground, self.numbers)
        self.pages = Pages(self.numbers, tags.next_key if tags else None)
        self.top = Element(b"Sect")
        title = self.words.to_title.format(title=self.title) if self.title else self.words.title
        self.composer.heading(self.top.add(b"H1"), title, self.font, _TITLE, _KEEP)

    @property
    def table_width(self) -> float:
        """The width that the columns of a table share."""
        return self.composer.width - NUMBERS

    def add_text(self, number: int, label: str, text: str, font: Font) -> None:
        """Add an item with all of a text."""
        self._heading(number, label)
        for paragraph in _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n").strip()):
            self.composer.text(self.top.add(b"P"), paragraph, font, _TEXT)
            self.composer.skip(_BETWEEN)

    def add_rows(
        self, number: int, more: MoreRows, columns: Sequence[Column], values: Mapping[str, FieldValue]
    ) -> None:
        """Add an item with the rows of a table."""
        self._heading(number, self.words.more_rows.format(label=more.label, n=more.first))
        table = Table(self.composer, more, columns, self.font, self.words.row, self.fields, self.pages)
        table.set(self.top.add(b"Table"), values)
        self.parts |= table.parts
        self.too_long += table.too_long

    def _heading(self, number: int, label: str) -> None:
        self.composer.skip(_ABOVE_ITEM)
        text = self.words.item.format(n=number, label=label)
        self.composer.heading(self.top.add(b"H2"), text, self.font, _ITEM, _KEEP)
        self.composer.skip(_BELOW_ITEM)

    def finish(self) -> None:
        """Set what stands on every page."""
        self.composer.edges(self.head, lambda n, m: self.words.page.format(n=n, m=m), self.font, _EDGE)
        self.pages.number(self.composer.number)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Writes a sheet as if it were one of the form's fields: after those, into the same draft."""

    sheet: Sheet
    given: frozenset[str]

    def write(self, value: FieldValue, draft: Draft) -> None:
        """Write the pages, the new fields that have no value, and the structure elements."""
        sheet, ground = self.sheet, self.sheet.ground
        for name, part in sheet.parts.items():
            if name not in self.given:
                part.write("", draft)
        sheet.fields.write(draft)
        numbers = sheet.pages.all
        for number, page in zip(numbers, sheet.composer.pages, strict=True):
            self._page(number, page, draft)
        count = b"/Count %d" % (ground.page_count + len(numbers))
        draft.rewrite(ground.pages.target, count + ground.pages.entries((number, 0) for number in numbers))
        if ground.tags:
            write_elements(sheet.top, ground.tags, numbers, sheet.pages.by_object, draft)

    def _page(self, number: int, page: Page, draft: Draft) -> None:
        ground = self.sheet.ground
        tagged = ground.tags is not None
        forms = [_form(piece, draft) for piece in page.pieces]
        content = b"\n".join(
            [_rules(page, tagged), *map(_shown, page.pieces, range(len(forms)), [tagged] * len(forms))]
        )
        stream = _add(b"", content, draft)
        names = b"".join(b"/T%d %d 0 R" % item for item in enumerate(forms))
        box = b"[0 0 %b %b]" % (shown(ground.size[0]), shown(ground.size[1]))
        keys = b"/StructParents %d/Tabs/S" % sheet_key if (sheet_key := self.sheet.pages.by_object.get(number)) else b""
        annots = b"/Annots[%b]" % b" ".join(b"%d 0 R" % widget for widget in page.widgets) if page.widgets else b""
        parent = b"%d %d R" % ground.pages.target.ref
        draft.write(
            (number, 0),
            b"<</Type/Page/Parent %b/MediaBox%b/CropBox%b/Rotate 0/Resources<</XObject<<%b>>>>/Contents %d 0 R%b%b>>"
            % (parent, box, box, names, stream, keys, annots),
        )


def _form(piece: Piece, draft: Draft) -> int:
    """Write a text as a form XObject (ISO 32000-2 §8.10); return its number."""
    frame: Frame = piece.box.canvas.frame
    fonts = piece.font.resource + draft.fonts((*piece.font.ours, *piece.drawn.borrowed))
    return _add(appearance_entries(frame.entries, fonts), draft.encoded(piece.drawn.content), draft)


def _add(entries: bytes, content: bytes, draft: Draft) -> int:
    if not draft.compact:
        entries, content = deflated(entries, content)
    return draft.add_stream(entries, content)


def _shown(piece: Piece, number: int, tagged: bool) -> bytes:
    drawing = b"q 1 0 0 1 %b %b cm /T%d Do Q" % (shown(piece.x), shown(piece.y), number)
    if not tagged:
        return drawing
    if not piece.tag:
        return b"/Artifact <</Type/Pagination>> BDC %b EMC" % drawing
    return b"/%b <</MCID %d>> BDC %b EMC" % (piece.tag, piece.mark, drawing)


def _rules(page: Page, tagged: bool) -> bytes:
    if not page.rules:
        return b""
    drawn = b"q %b%b S Q" % (_GREY, b" ".join(map(rectangle_operator, page.rules)))
    return b"/Artifact <</Type/Layout>> BDC %b EMC" % drawn if tagged else drawn
