"""The form's field tree as pypdf objects: which dictionaries are fields, which are their widgets.

Walks whatever a file holds: loops, widgets on no page, fields that /Fields does not list, kids that
are no dictionaries (ISO 32000-2 §12.7.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject

from integplan_pdf.errors import TemplateError
from integplan_pdf.pdf import objects
from integplan_pdf.pdf.document import Document
from integplan_pdf.pdf.objects import Reference

_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class WidgetNode:
    """A widget annotation: where it is stored, what it holds, and its 1-based page."""

    ref: Reference | None
    dict: DictionaryObject
    page: int | None


@dataclass(slots=True)
class FieldNode:
    """A terminal field: its own dictionary first, then its ancestors', nearest first."""

    name: str
    ref: Reference | None
    chain: tuple[DictionaryObject, ...]
    widgets: list[WidgetNode] = field(default_factory=list)
    listed: bool = True

    @property
    def dict(self) -> DictionaryObject:
        return self.chain[0]

    def inherited(self, key: str) -> Any:
        """Return the resolved entry of the field or of the nearest ancestor that has it, else of its first widget."""
        return objects.resolve(self.inherited_raw(key))

    def inherited_raw(self, key: str) -> Any:
        """Return the same entry, its reference kept."""
        holders = (*self.chain, *(widget.dict for widget in self.widgets[:1]))
        return next((found for one in holders if (found := objects.raw(one, key)) is not None), None)


def form_fields(document: Document) -> list[FieldNode]:
    """Return the terminal fields of a form.

    Raises:
        TemplateError: it has none.
    """
    found = walk(document)
    if not found:
        raise _no_fields(document)
    return found


def walk(document: Document) -> list[FieldNode]:
    """Return the terminal fields in the order of /Fields, then those found only on pages."""
    walker = _Walker(document)
    for item in objects.entries(objects.raw(document.form, "/Fields")):
        walker.visit(item, "", (), 0)
    walker.add_orphans()
    return walker.fields


def pages(document: Document) -> Iterator[DictionaryObject]:
    """Yield the leaves of the page tree in order, each once."""
    seen: set[Reference] = set()
    stack: list[Any] = [objects.raw(document.root, "/Pages")]
    while stack:
        item = stack.pop()
        ref = objects.reference(item)
        if ref in seen:
            continue
        seen |= {ref} if ref else set()
        node = objects.dictionary(item)
        kids = objects.entries(objects.raw(node, "/Kids"))
        stack.extend(reversed(kids))
        if node and not kids and objects.name(objects.raw(node, "/Type")) != b"Pages":
            yield node


class _Walker:
    """Collects fields; knows each dictionary that it has met."""

    def __init__(self, document: Document) -> None:
        self.fields: list[FieldNode] = []
        self._seen: set[Reference] = set()
        self._by_ref: dict[Reference, FieldNode] = {}
        self._annotations: list[tuple[int, Any]] = []
        self._page_of: dict[Reference, int] = {}
        for number, page in enumerate(pages(document), 1):
            for item in objects.entries(objects.raw(page, "/Annots")):
                self._annotations.append((number, item))
                if ref := objects.reference(item):
                    self._page_of.setdefault(ref, number)

    def visit(self, item: Any, prefix: str, above: tuple[DictionaryObject, ...], depth: int) -> None:
        """Take `item` as a field under `prefix`, with the dictionaries it inherits from."""
        ref = objects.reference(item)
        node = objects.dictionary(item)
        if not node or depth > _DEEPEST or ref in self._seen:
            return
        self._seen |= {ref} if ref else set()
        name, chain = _full_name(prefix, node), (node, *above)
        kids = [
            kid
            for kid in objects.entries(objects.raw(node, "/Kids"))
            if objects.dictionary(kid) and (objects.reference(kid) is None or objects.reference(kid) not in self._seen)
        ]
        if any("/T" in objects.dictionary(kid) for kid in kids):
            for kid in kids:
                self.visit(kid, name, chain, depth + 1)
            return
        self._add(FieldNode(name, ref, chain), item, kids)

    def _add(self, found: FieldNode, item: Any, kids: list[Any]) -> None:
        for kid in self._widgets(kids or [item]):
            found.widgets.append(self._widget(kid))
        self.fields.append(found)
        if found.ref:
            self._by_ref[found.ref] = found

    def _widgets(self, items: list[Any]) -> Iterator[Any]:
        """Yield the widgets among the kids of a field, also through kids that only group others."""
        for item in items:
            ref = objects.reference(item)
            node = objects.dictionary(item)
            kids = [kid for kid in objects.entries(objects.raw(node, "/Kids")) if objects.reference(kid) != ref]
            if kids and ref not in self._seen:
                self._seen |= {ref} if ref else set()
                yield from self._widgets([kid for kid in kids if objects.reference(kid) not in self._seen])
            elif "/Rect" in node or objects.name(objects.raw(node, "/Subtype")) == b"Widget":
                self._seen |= {ref} if ref else set()
                yield item

    def _widget(self, item: Any) -> WidgetNode:
        ref, node = objects.reference(item), objects.dictionary(item)
        return WidgetNode(ref, node, self._page_of.get(ref) if ref else None)

    def add_orphans(self) -> None:
        """Add the widgets of pages that no field has claimed: to their parent, or as fields of their own."""
        for page, item in self._annotations:
            ref, node = objects.reference(item), objects.dictionary(item)
            if ref in self._seen or objects.name(objects.raw(node, "/Subtype")) != b"Widget":
                continue
            self._seen |= {ref} if ref else set()
            self._add_orphan(WidgetNode(ref, node, page))

    def _add_orphan(self, widget: WidgetNode) -> None:
        above = _ancestors(widget.dict)
        parent = objects.reference(objects.raw(widget.dict, "/Parent"))
        if "/T" not in widget.dict and parent in self._by_ref:
            self._by_ref[parent].widgets.append(widget)
        elif "/T" not in widget.dict and parent and above and "/T" in above[0]:
            self._by_ref[parent] = FieldNode(_path(above), parent, above, [widget], listed=False)
            self.fields.append(self._by_ref[parent])
        elif ("/T" in widget.dict and "/FT" in widget.dict) or any("/FT" in node for node in above):
            chain = (widget.dict, *above)
            self.fields.append(FieldNode(_path(chain), widget.ref, chain, [widget], listed=False))


def _full_name(prefix: str, node: DictionaryObject) -> str:
    partial = objects.text(objects.raw(node, "/T")) if "/T" in node else None
    return prefix if partial is None else f"{prefix}.{partial}" if prefix else partial


def _path(chain: tuple[DictionaryObject, ...]) -> str:
    name = ""
    for node in reversed(chain):
        name = _full_name(name, node)
    return name


def _ancestors(node: DictionaryObject) -> tuple[DictionaryObject, ...]:
    found: list[DictionaryObject] = []
    parent = objects.get(node, "/Parent")
    while isinstance(parent, DictionaryObject) and len(found) < _DEEPEST:
        if any(parent is one for one in found) or parent is node:
            break
        found.append(parent)
        parent = objects.get(parent, "/Parent")
    return tuple(found)


def _no_fields(document: Document) -> TemplateError:
    if objects.get(document.form, "/XFA") is not None:
        return TemplateError(
            "Skjemaet er laget med XFA (Adobe LiveCycle) og har ingen vanlige felt. Be utgiveren om en AcroForm.",
            "The form is XFA only (Adobe LiveCycle) and has no ordinary fields. Ask its publisher for an AcroForm.",
        )
    return TemplateError(
        "PDF-en har ingen skjemafelt og kan ikke fylles ut.",
        "The PDF has no form fields and cannot be filled in.",
    )
