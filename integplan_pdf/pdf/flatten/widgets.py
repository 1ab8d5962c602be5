"""The widgets of a document and the fields behind them, as pikepdf objects (ISO 32000-2 §12.5.6.19, §12.7)."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Pdf, Stream

from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.flatten import access
from integplan_pdf.pdf.flatten.access import Reference

OFF = b"/Off"

_KINDS = {b"/Tx": FieldKind.TEXT, b"/Ch": FieldKind.CHOICE, b"/Sig": FieldKind.SIGNATURE}
_RADIO, _PUSH = 1 << 15, 1 << 16  # field flags, table 229
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13  # table 231
_COMBO = 1 << 17  # table 233
_HIDDEN, _NO_ROTATE, _NO_VIEW = 1 << 1, 1 << 4, 1 << 5  # annotation flags, table 167
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class FieldNode:
    """A field or widget: its own dictionary first, then its ancestors', nearest first."""

    chain: tuple[Any, ...]

    @property
    def dict(self) -> Any:
        return self.chain[0]

    def inherited(self, key: str) -> Any:
        """Return the entry of the nearest dictionary that has it, or None."""
        return next((found for one in self.chain if (found := access.get(one, key)) is not None), None)

    @property
    def name(self) -> str:
        parts = [access.text(part) for one in reversed(self.chain) if (part := access.get(one, "/T")) is not None]
        return ".".join(parts)

    @property
    def is_other_annotation(self) -> bool:
        """Whether it is an annotation of another kind, which some files list as a field."""
        return access.name(access.get(self.dict, "/Subtype")) not in (b"", b"/Widget")

    @property
    def kind(self) -> FieldKind:
        kind = access.name(self.inherited("/FT"))
        if kind != b"/Btn":
            return _KINDS.get(kind, FieldKind.UNKNOWN)
        flags = self.flags
        return FieldKind.PUSH if flags & _PUSH else FieldKind.RADIO if flags & _RADIO else FieldKind.CHECK

    @property
    def flags(self) -> int:
        return access.integer(self.inherited("/Ff"))

    @property
    def is_box(self) -> bool:
        return self.kind in (FieldKind.CHECK, FieldKind.RADIO)

    @property
    def ticked(self) -> bool:
        """Whether the field stores another state than Off."""
        return access.name(self.inherited("/V")) not in (b"", b"/", OFF)

    @property
    def password(self) -> bool:
        return self.kind is FieldKind.TEXT and bool(self.flags & _PASSWORD)

    @property
    def multiline(self) -> bool:
        return self.kind is FieldKind.TEXT and bool(self.flags & _MULTILINE)

    @property
    def barcode(self) -> bool:
        """Whether the text is shown as a barcode."""
        return self.kind is FieldKind.TEXT and self.inherited("/PMD") is not None

    @property
    def list_box(self) -> bool:
        return self.kind is FieldKind.CHOICE and not self.flags & _COMBO

    @property
    def value(self) -> str:
        """The stored text, or what of a choice is shown, one line for each; nothing for other fields."""
        if self.kind is FieldKind.TEXT:
            return access.text(self.inherited("/V"))
        if self.kind is not FieldKind.CHOICE:
            return ""
        stored = self.inherited("/V")
        shown = dict(_options(self.inherited("/Opt")))
        chosen = [access.text(item) for item in access.array(stored) or [stored]]
        return "\n".join(shown.get(text, text) for text in chosen if text)

    @property
    def holds_text(self) -> bool:
        """Whether a text or choice is stored, also one too large to be read."""
        stored = isinstance(self.inherited("/V"), Stream) and self.kind is FieldKind.TEXT
        return stored or bool(self.value.strip())

    @property
    def signed(self) -> bool:
        """Whether a signature field holds a signature."""
        return self.kind is FieldKind.SIGNATURE and bool(access.get(self.inherited("/V"), "/Contents"))


@dataclass(frozen=True, slots=True)
class Widget(FieldNode):
    """A field on paper.

    Attributes:
        page: 1-based.
        place: its index in the page's /Annots.
    """

    page: int
    place: int

    @property
    def ref(self) -> Reference:
        return access.reference(self.dict)

    @property
    def visible(self) -> bool:
        """Whether a viewer shows it on screen; what prints only or is hidden is not part of the page."""
        is_widget = access.name(access.get(self.dict, "/Subtype")) == b"/Widget"
        return is_widget and not access.integer(access.get(self.dict, "/F")) & (_HIDDEN | _NO_VIEW)

    @property
    def upright(self) -> bool:
        """Whether it stays upright when the page is turned."""
        return bool(access.integer(access.get(self.dict, "/F")) & _NO_ROTATE)

    @property
    def appearance(self) -> Any | None:
        """The normal appearance that viewers show, a stream; None if there is none."""
        normal = access.get(access.get(self.dict, "/AP"), "/N")
        if isinstance(normal, Dictionary):
            normal = normal.get(self.state) if self.state is not None else None
        return normal if isinstance(normal, Stream) and access.numbers(normal.get("/BBox"), 4) else None

    @property
    def on(self) -> bool:
        """Whether a box shows another state than Off."""
        return self.state is not None and access.name(self.state) != OFF

    @property
    def bare(self) -> bool:
        """Whether it has no appearances at all, so that viewers draw it."""
        return access.get(access.get(self.dict, "/AP"), "/N") is None

    @property
    def state(self) -> Any | None:
        """The name of the state shown: /AS, without it the field's value if the widget has such a state."""
        state = access.get(self.dict, "/AS")
        if access.name(state):
            return state
        states, value = access.get(access.get(self.dict, "/AP"), "/N"), self.inherited("/V")
        return value if access.name(value) and isinstance(states, Dictionary) and value in states else None


def _options(item: Any) -> Iterator[tuple[str, str]]:
    for option in access.array(item):
        pair = access.array(option)
        if len(pair) == 2:
            yield access.text(pair[0]), access.text(pair[1])


def find_fields(pdf: Pdf) -> list[FieldNode]:
    """Return every node of the field tree, terminal or not, each once; those that are direct objects too."""
    found: list[FieldNode] = []
    seen: set[Reference] = set()
    waiting: list[tuple[Any, tuple[Any, ...]]] = [
        (item, ()) for item in reversed(access.array(access.get(pdf.Root.get("/AcroForm"), "/Fields")))
    ]
    while waiting:
        item, above = waiting.pop()
        ref = access.reference(item)
        if not isinstance(item, Dictionary) or ref in seen or len(above) > _DEEPEST:
            continue
        seen |= {ref} if ref[0] else set()
        found.append(FieldNode((item, *above)))
        waiting += [(kid, (item, *above)) for kid in reversed(access.array(item.get("/Kids")))]
    return found


def find_widgets(pdf: Pdf, fields: list[FieldNode]) -> list[Widget]:
    """Return the widgets of all pages in the order in which they are drawn; direct ones become indirect."""
    by_ref = {access.reference(node.dict): node for node in fields if node.dict.is_indirect}
    return [
        Widget(_chain(item, by_ref), number, place)
        for number, page in enumerate(pdf.pages, 1)
        for place, item in enumerate(_annotations(pdf, page.obj))
        if _is_widget(item, by_ref)
    ]


def _is_widget(item: Any, fields: Container[Reference]) -> bool:
    """Whether an annotation is a widget, or a field that says of no kind of annotation that it is one."""
    subtype = access.name(access.get(item, "/Subtype"))
    return subtype == b"/Widget" or (not subtype and access.reference(item) in fields)


def _annotations(pdf: Pdf, page: Any) -> list[Any]:
    items = access.array(page.get("/Annots"))
    if all(_numbered(item) for item in items):
        return items
    page.Annots = Array([item if _numbered(item) else pdf.make_indirect(item) for item in items])
    return list(page.Annots)


def _numbered(item: Any) -> bool:
    return not isinstance(item, Dictionary) or bool(item.is_indirect)


def _chain(item: Any, by_ref: dict[Reference, FieldNode]) -> tuple[Any, ...]:
    """Return a widget and its ancestors: by its own /Parent, without one by the field that names it as a kid."""
    chain, known = [item], by_ref.get(access.reference(item))
    met = {access.reference(item)}
    while isinstance(parent := access.get(chain[-1], "/Parent"), Dictionary) and len(chain) < _DEEPEST:
        if access.reference(parent) in met:
            break
        met.add(access.reference(parent))
        chain.append(parent)
    return known.chain if known and len(chain) == 1 else tuple(chain)
