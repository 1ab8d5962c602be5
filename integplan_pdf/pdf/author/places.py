"""Where the fields stand on the pages: found as links, checked before they become widgets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pikepdf import Array, Name, Pdf

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.author.source import Kind
from integplan_pdf.pdf.author.tags import ancestor, link_target
from integplan_pdf.pdf.author.variants import FieldSource

MM = 72 / 25.4
"""Points per millimetre."""

MARGIN = 18 * MM
"""Nothing that is read or filled in stands nearer the edge of a page; print services need it."""

_FIELD = "field:"
_TOUCH = 0.1  # points two boxes may share: borders of neighbours in a table


@dataclass(slots=True)
class Place:
    """One place of a field.

    Attributes:
        page: 1-based.
        annotation: the link that becomes the widget.
        element: its structure element.
        name: the field's full name; `state` the on-state that a one-of box stands for, or empty.
        rect: where the place is, which the annotation's /Rect follows.
    """

    page: int
    annotation: Any
    element: Any
    name: str
    state: str
    rect: Rect = (0.0, 0.0, 0.0, 0.0)

    def move(self, rect: Rect) -> None:
        """Move the place; coordinates are rounded to 1/100 point."""
        x0, y0, x1, y1 = (round(number, 2) for number in rect)
        self.rect = (x0, y0, x1, y1)
        self.annotation.Rect = Array(self.rect)


def find_places(pdf: Pdf, elements: Mapping[int, Any]) -> list[Place]:
    """Return the places of all fields in page and reading order.

    Args:
        pdf: what Typst set.
        elements: its structure elements by /StructParent.

    Raises:
        TemplateError: a field is broken over two pages, or holds text of the layout.
    """
    places = []
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            scheme, _, target = link_target(annotation).partition(_FIELD)
            if scheme or not target:
                continue
            name, _, state = target.partition("=")
            place = Place(number, annotation, elements[int(annotation.StructParent)], name, state)
            _check_element(place)
            place.move(_upright(annotation))
            places.append(place)
    return places


def _upright(annotation: Any) -> Rect:
    x0, y0, x1, y1 = map(float, annotation.Rect)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _check_element(place: Place) -> None:
    """A Form element may hold nothing but the widget (ISO 14289-1 §7.18.4)."""
    content = place.element.K
    kids = list(content) if isinstance(content, Array) else [content]
    if len(kids) != 1 or kids[0].get("/Type") != Name.OBJR:
        raise TemplateError(
            nb=f"Side {place.page}: feltet «{place.name}» er delt eller har tekst i seg i layouten.",
            en=f"Page {place.page}: the field “{place.name}” is split or has text inside it in the layout.",
        )


def check_complete(places: Iterable[Place], fields: Iterable[FieldSource]) -> None:
    """Check that layout and source name the same boxes, each once.

    Raises:
        TemplateError: names what the layout lacks, what the source lacks, and what stands twice.
    """
    wanted = {
        (field.name, state) for field in fields for state in (field.states if field.kind is Kind.CHOICE else [""])
    }
    placed = [(place.name, place.state) for place in places]
    lacking = wanted - set(placed)
    unknown = set(placed) - wanted
    doubled = {box for box in placed if placed.count(box) > 1} - unknown
    parts_nb = (
        ("mangler i layout.typ", lacking),
        ("ukjent i skjema.toml", unknown),
        ("står to ganger", doubled),
    )
    parts_en = (
        ("missing in layout.typ", lacking),
        ("unknown in skjema.toml", unknown),
        ("stands twice", doubled),
    )
    if lacking or unknown or doubled:
        raise TemplateError(
            nb=f"Layout og kilde stemmer ikke overens: {_listing(parts_nb)}.",
            en=f"Layout and source differ: {_listing(parts_en)}.",
        )


def _listing(parts: Iterable[tuple[str, set[tuple[str, str]]]]) -> str:
    return "; ".join(
        f"{what}: {', '.join(sorted('='.join(filter(None, box)) for box in boxes))}" for what, boxes in parts if boxes
    )


def align_rows(places: Iterable[Place], fields: Iterable[FieldSource]) -> None:
    """Let the boxes for long text in one table row reach equally far down."""
    growing = {field.name for field in fields if field.kind in (Kind.MULTILINE, Kind.SIGNATURE)}
    rows: dict[tuple[int, tuple[int, int], int], list[Place]] = defaultdict(list)
    for place in places:
        row = ancestor(place.element, Name.TR) if place.name in growing else None
        if row is not None:
            rows[place.page, row.objgen, round(place.rect[3])].append(place)
    for row_places in rows.values():
        bottom = min(place.rect[1] for place in row_places)
        for place in row_places:
            x0, _, x1, y1 = place.rect
            place.move((x0, bottom, x1, y1))


def check_geometry(pdf: Pdf, places: Sequence[Place]) -> None:
    """Check that every box stands inside the margins of its page and clear of the others.

    Raises:
        TemplateError: names the boxes and the page.
    """
    sizes = [[float(number) for number in page.mediabox] for page in pdf.pages]
    standing: dict[int, list[tuple[str, Rect]]] = defaultdict(list)
    for place in places:
        left, bottom, right, top = sizes[place.page - 1]
        x0, y0, x1, y1 = rect = place.rect
        standing[place.page].append((place.name, rect))
        if x0 < left + MARGIN or y0 < bottom + MARGIN or x1 > right - MARGIN or y1 > top - MARGIN:
            raise TemplateError(
                nb=f"Side {place.page}: feltet «{place.name}» går ut over margen på 18 mm. Gjør det lavere.",
                en=f"Page {place.page}: the field “{place.name}” runs over the 18 mm margin. Make it lower.",
            )
    for page, boxes in standing.items():
        for (one, its_rect), (other, other_rect) in combinations(boxes, 2):
            if _overlap(its_rect, other_rect):
                raise TemplateError(
                    nb=f"Side {page}: feltene «{one}» og «{other}» ligger over hverandre.",
                    en=f"Page {page}: the fields “{one}” and “{other}” overlap.",
                )


def _overlap(one: Rect, other: Rect) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > _TOUCH and height > _TOUCH
