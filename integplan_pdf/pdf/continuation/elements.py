"""The structure elements of continuation sheets (ISO 32000-2 §14.7.2, §14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from integplan_pdf.pdf.continuation.taggedform import TagGround
from integplan_pdf.pdf.draft import Draft

COLUMN_HEADER = b"/A<</O/Table/Scope/Column>>"
ROW_HEADER = b"/A<</O/Table/Scope/Row>>"


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: the page, counted from 0 on the sheet, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """A widget: its object number and its page on the sheet."""

    widget: int
    page: int


@dataclass(slots=True)
class Element:
    """A structure element.

    Attributes:
        kind: structure type without slash (`P`, `TD`).
        attributes: further entries of its dictionary.
        number: of its object, once it is written.
    """

    kind: bytes
    kids: list[Element | Mark | Place] = field(default_factory=list)
    attributes: bytes = b""
    number: int = 0

    def add(self, kind: bytes, attributes: bytes = b"") -> Element:
        """Return a new last kid."""
        kid = Element(kind, attributes=attributes)
        self.kids.append(kid)
        return kid

    def all(self) -> Iterator[Element]:
        """Yield the element and all below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all()


def write_elements(
    top: Element, ground: TagGround, pages: Sequence[int], keys: Mapping[int, int], draft: Draft
) -> None:
    """Write `top` and all below it, and join them to the form's tree.

    Args:
        top: the element that holds the sheets.
        ground: the form's tree.
        pages: object numbers of the sheet's pages.
        keys: object number of each page and widget → its key in the parent tree.
        draft: what they are written to.
    """
    elements = list(top.all())
    for number, element in enumerate(elements, draft.next_number):
        element.number = number
    _write(top, b"%d %d R" % ground.parent, pages, draft)
    content: dict[int, dict[int, int]] = {number: {} for number in pages}
    parents: dict[int, bytes] = {}
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Mark):
                content[pages[kid.page]][kid.number] = element.number
            elif isinstance(kid, Place):
                parents[keys[kid.widget]] = b"%d 0 R" % element.number
    for page, marks in content.items():
        parents[keys[page]] = b"[%b]" % b" ".join(b"%d 0 R" % marks[number] for number in sorted(marks))
    ground.join(top.number, parents, draft)


def _write(element: Element, parent: bytes, pages: Sequence[int], draft: Draft) -> None:
    kids = b" ".join(_kid(kid, pages) for kid in element.kids)
    body = b"<</Type/StructElem/S/%b/P %b%b/K[%b]>>" % (element.kind, parent, element.attributes, kids)
    draft.write((element.number, 0), body)
    for kid in element.kids:
        if isinstance(kid, Element):
            _write(kid, b"%d 0 R" % element.number, pages, draft)


def _kid(kid: Element | Mark | Place, pages: Sequence[int]) -> bytes:
    match kid:
        case Element():
            return b"%d 0 R" % kid.number
        case Mark():
            return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[kid.page], kid.number)
        case Place():
            return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[kid.page], kid.widget)
