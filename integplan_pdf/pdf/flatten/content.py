"""Adding to a page's content: everything comes after what is there, in a graphics state of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from pikepdf import Page, Pdf, PdfError, Stream, parse_content_stream, unparse_content_stream

from integplan_pdf.pdf.flatten import access
from integplan_pdf.pdf.flatten.access import Reference
from integplan_pdf.pdf.flatten.appearance import MOST_CONTENT, Matrix
from integplan_pdf.pdf.flatten.inflate import bounded

_BRACKETS = "q Q BT ET BMC BDC EMC"
_DEEPEST = 100
_MOST_MARKS = 1_000_000
"""Identifiers beyond are mistakes: the parent tree has an array as long as the highest."""


@dataclass(slots=True)
class _Balance:
    """What a page's content leaves open.

    Attributes:
        states: q without Q; `marks` marked-content sequences without EMC; `texts` BT without ET.
        surplus: Q without q, which viewers pass over.
        highest: the highest marked-content identifier, -1 for none.
    """

    states: int = 0
    marks: int = 0
    texts: int = 0
    surplus: bool = False
    highest: int = -1

    def take(self, operator: str) -> None:
        """Count one operator."""
        match operator:
            case "q" | "Q":
                self.surplus |= operator == "Q" and not self.states
                self.states = max(0, self.states + (1 if operator == "q" else -1))
            case "BT" | "ET":
                self.texts = int(operator == "BT")
            case _:
                self.marks = max(0, self.marks + (-1 if operator == "EMC" else 1))

    @property
    def closing(self) -> bytes:
        return b"ET\n" * self.texts + b"EMC\n" * self.marks + b"Q\n" * self.states


class PageContent:
    """One page that widgets are drawn on."""

    def __init__(self, pdf: Pdf, page: Page) -> None:
        self._pdf, self._page = pdf, page
        self._resources = access.shallow(_inherited(page.obj, "/Resources"))
        self._names: dict[tuple[str, Reference], bytes] = {}
        self._drawn: list[bytes] = []
        self._balance = _balance(page)

    @property
    def highest_mark(self) -> int:
        """The highest marked-content identifier in use, -1 for none (ISO 32000-2 §14.7.5.2)."""
        return self._balance.highest

    def draw(self, form: Any, matrix: Matrix, mark: bytes = b"", layer: Any = None) -> None:
        """Draw a form XObject.

        Args:
            form: the XObject.
            matrix: where it goes.
            mark: the operation that begins its marked-content sequence; nothing for none.
            layer: the optional-content group or membership that it belongs to (§8.11).
        """
        numbers = b" ".join(map(_number, matrix))
        operations = b"q %b cm %b Do Q\n" % (numbers, self._name("/XObject", form))
        if layer is not None:
            operations = b"/OC %b BDC\n%bEMC\n" % (self._name("/Properties", layer), operations)
        self._drawn.append(b"%b\n%bEMC\n" % (mark, operations) if mark else operations)

    def finish(self) -> None:
        """Write what was drawn into the page."""
        if not self._drawn:
            return
        if self._balance.surplus:
            self._page.obj.Contents = self._pdf.make_stream(_without_surplus(self._page))
        if access.get(self._page.obj, "/Contents") is not None:
            self._page.contents_add(b"q\n", prepend=True)
            self._drawn.insert(0, self._balance.closing + b"Q\n")
        self._page.contents_add(b"".join(self._drawn))
        self._page.obj.Resources = self._resources

    def _name(self, category: str, item: Any) -> bytes:
        """Return the resource name of `item`, a new one where it has none on this page yet."""
        key = (category, access.reference(item))
        if key not in self._names:
            known = access.shallow(self._resources.get(category))
            name = next(name for number in count(1) if (name := f"/Field{number}") not in known)
            known[name] = item
            self._resources[category] = known
            self._names[key] = name.encode()
        return self._names[key]


def _inherited(page: Any, key: str) -> Any:
    """Return an inheritable page attribute (§7.7.3.4)."""
    for _ in range(_DEEPEST):
        if page is None or access.get(page, key) is not None:
            break
        page = access.get(page, "/Parent")
    return access.get(page, key)


def rotation(page: Any) -> int:
    """Return /Rotate of a page as 0, 90, 180 or 270 degrees clockwise."""
    return access.integer(_inherited(page, "/Rotate")) // 90 * 90 % 360


def _readable(page: Page) -> bool:
    contents = access.get(page.obj, "/Contents")
    streams = [one for one in access.array(contents) or [contents] if isinstance(one, Stream)]
    sizes = [bounded(one, MOST_CONTENT) for one in streams]
    return all(size is not None for size in sizes) and sum(len(size or b"") for size in sizes) <= MOST_CONTENT


def _balance(page: Page) -> _Balance:
    """Return what the content leaves open; content that cannot be read counts as balanced."""
    found = _Balance()
    if not _readable(page):
        return found
    try:
        operations = parse_content_stream(page, _BRACKETS)
    except (PdfError, RuntimeError, TypeError, ValueError):
        return found
    marks = access.get(_inherited(page.obj, "/Resources"), "/Properties")
    for operation in operations:
        operator = str(operation.operator)
        found.take(operator)
        if operator == "BDC":
            found.highest = max(found.highest, _identifier(operation.operands, marks))
    return found


def _identifier(operands: Any, named: Any) -> int:
    properties = operands[-1] if len(operands) else None
    if access.name(properties):
        properties = access.get(named, properties)
    identifier = access.integer(access.get(properties, "/MCID"), -1)
    return identifier if identifier <= _MOST_MARKS else -1


def _without_surplus(page: Page) -> bytes:
    """Return a page's content without any Q that has no q."""
    kept, depth = [], 0
    for operation in parse_content_stream(page):
        operator = str(operation.operator)
        if operator == "Q" and not depth:
            continue
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        kept.append(operation)
    return unparse_content_stream(kept)


def _number(value: float) -> bytes:
    """Return a coefficient; small ones scale large numbers and need their decimals."""
    return (b"%.8f" % (value or 0.0)).rstrip(b"0").rstrip(b".")
