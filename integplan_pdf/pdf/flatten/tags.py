"""The structure tree when widgets become content: what stood for the widget stands for what was drawn.

The element /Form keeps its place and holds the content of a field that is no longer interactive, as its PrintField
attributes say (ISO 32000-2 §14.8.5.6). A box has an alternative text besides, for its mark may be mere lines. The
element of a widget that shows nothing is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Pdf, PdfError, String

from integplan_pdf.pdf.flatten import access
from integplan_pdf.pdf.flatten.access import Reference

_FORM = b"/Form"
_MOST_ROLES = 20


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the tree says of a drawing.

    Attributes:
        role: of the PrintField attributes: `tv` text, `cb` check box, `rb` radio button, `pb` push button.
        label: what the field is for.
        on: whether a box is ticked; None for what is no box.
        alternative: describes the drawing to those who do not see it; empty where its own text says all.
        text: stands for the drawing's own text, which may have no spaces where its lines break; empty where the
            drawing says it right.
    """

    role: str
    label: str = ""
    on: bool | None = None
    alternative: str = ""
    text: str = ""

    def attributes(self, old_label: str) -> Any:
        """Return the attribute object."""
        field = Dictionary(O=Name.PrintField, Role=Name(f"/{self.role}"))
        if self.label or old_label:
            field.Desc = String(self.label or old_label)
        if self.on is not None:
            field["/checked"] = Name.on if self.on else Name.off
        return field


class StructureTree:
    """The structure tree of a tagged document."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.Root.StructTreeRoot
        self._roles = access.dictionary(self._root.get("/RoleMap"))
        self._parents: dict[int, Any] = _entries(NumberTree, self._root.get("/ParentTree"))
        self._next_key = max(
            [access.integer(self._root.get("/ParentTreeNextKey")), *(key + 1 for key in self._parents)]
        )
        self._lists: dict[int, list[Any]] = {}
        self._homes: dict[Reference, list[Any]] = {}
        for element in self._elements():
            for kid in _kids(element):
                if _is_widget(access.get(kid, "/Obj")):
                    self._homes.setdefault(access.reference(kid.Obj), []).append(element)
        self.removed: set[Reference] = set()

    def adopt(self, widgets: Iterable[Any]) -> None:
        """Let the tree point to `widgets` where it points to other copies of them, as some programs leave it.

        The copy is known by its place in the parent tree, which is the widget's own.
        """
        known = list(widgets)
        refs = {access.reference(widget) for widget in known}
        for widget in known:
            key = widget.get("/StructParent")
            element = self._parents.get(key) if isinstance(key, int) else None
            copies = [kid for kid in _kids(element) if _is_widget(access.get(kid, "/Obj"))]
            if widget.objgen not in self._homes and len(copies) == 1 and copies[0].Obj.objgen not in refs:
                self._homes.pop(copies[0].Obj.objgen, None)
                self._homes[widget.objgen] = [element]
                copies[0].Obj = widget

    def _elements(self) -> Iterator[Any]:
        """Yield every structure element once, also those that only the parent tree leads to."""
        known = [part for entry in self._parents.values() for part in access.array(entry) or [entry]]
        waiting, seen = [*reversed(known), self._root], set()
        while waiting:
            node = waiting.pop()
            if not isinstance(node, Dictionary) or access.reference(node) in seen:
                continue
            seen.add(access.reference(node))
            self._number_kids(node)
            waiting += [kid for kid in reversed(_kids(node)) if access.get(kid, "/S") is not None]
            if access.get(node, "/S") is not None:
                yield node

    def _number_kids(self, node: Any) -> None:
        """Make the elements under `node` indirect objects, which the parent tree can point to."""
        kids = _kids(node)
        if any(access.get(kid, "/S") is not None and not kid.is_indirect for kid in kids):
            _set_kids(
                node, [self._pdf.make_indirect(kid) if access.get(kid, "/S") is not None else kid for kid in kids]
            )

    def mark(self, page: Any, first: int, widget: Reference, meaning: Meaning) -> bytes:
        """Give what is drawn for a widget its place in the tree; return the operation that begins its content.

        Args:
            page: the page object.
            first: the lowest marked-content identifier that the page's content leaves free.
            widget: the annotation.
            meaning: what it says.
        """
        parents = self._parents_of(page)
        parents += [None] * (first - len(parents))
        content = Dictionary(Type=Name.MCR, Pg=page, MCID=len(parents))
        element = self._place(widget, content)
        label = access.text(element.get("/Alt"))
        for key in ("/Alt", "/ActualText"):
            if key in element:
                del element[key]
        if meaning.alternative:
            element.Alt = String(meaning.alternative)
        if meaning.text:
            element.ActualText = String(meaning.text)
        kept = element.get("/A")
        element.A = Array([*(access.array(kept) or ([] if kept is None else [kept])), meaning.attributes(label)])
        parents.append(element)
        return b"%b <</MCID %d>> BDC" % (access.name(element.S), len(parents) - 1)

    def _place(self, widget: Reference, content: Any) -> Any:
        """Put the content where the widget stood, else at the end of the document; return its element."""
        homes = self._homes.pop(widget, [])
        for extra in homes[1:]:
            self._drop(extra, widget)
        home = homes[0] if homes else self._document()
        if homes and self._is_form(home) and len(_kids(home)) == 1:
            home.K = content
            return home
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=home, K=content))
        if self._is_form(home):
            home.S = Name.NonStruct
        kids = _kids(home)
        at = next((place for place, kid in enumerate(kids) if _stands_for(kid, widget)), len(kids))
        _set_kids(home, [*kids[:at], element, *kids[at + 1 :]])
        return element

    def drop(self, widget: Reference) -> None:
        """Take a widget out of the tree, with the elements that stood for nothing else."""
        for home in self._homes.pop(widget, []):
            self._drop(home, widget)

    def _drop(self, home: Any, widget: Reference) -> None:
        kept = [kid for kid in _kids(home) if not _stands_for(kid, widget)]
        _set_kids(home, kept)
        if not kept and self._is_form(home):
            self._remove(home)

    def _remove(self, element: Any) -> None:
        ref = access.reference(element)
        self.removed.add(ref)
        parent = element.get("/P")
        if isinstance(parent, Dictionary):
            _set_kids(parent, [kid for kid in _kids(parent) if access.reference(kid) != ref])

    def finish(self, widgets: Iterable[Any]) -> None:
        """Write the parent tree, without what it holds for `widgets`, and forget widgets and elements that are gone."""
        for ref in list(self._homes):
            self.drop(ref)
        keys = {access.integer(widget.StructParent) for widget in widgets if "/StructParent" in widget}
        for key in sorted(keys - self._page_keys()):
            self._parents.pop(key, None)
        self._parents |= {key: Array(elements) for key, elements in self._lists.items()}
        parents = NumberTree.new(self._pdf)
        for key, element in sorted(self._parents.items(), key=itemgetter(0)):
            parents[key] = element
        self._root.ParentTree, self._root.ParentTreeNextKey = parents.obj, self._next_key
        self._forget_names()

    def _page_keys(self) -> set[int]:
        return {
            access.integer(page.obj.get("/StructParents")) for page in self._pdf.pages if "/StructParents" in page.obj
        }

    def _forget_names(self) -> None:
        known = _entries(NameTree, self._root.get("/IDTree"))
        if not self.removed or not known:
            return
        names = NameTree.new(self._pdf)
        for key, element in sorted(known.items(), key=itemgetter(0)):
            if access.reference(element) not in self.removed:
                names[key] = element
        self._root.IDTree = names.obj

    def _parents_of(self, page: Any) -> list[Any]:
        """Return the elements of a page's marked content by identifier, to be added to."""
        key = page.get("/StructParents")
        if not isinstance(key, int):
            key = page.StructParents = self._next_key
            self._next_key += 1
        if key not in self._lists:
            self._lists[key] = access.array(self._parents.get(key))
        return self._lists[key]

    def _document(self) -> Any:
        """Return the topmost element that holds the whole document, or the root."""
        kids = _kids(self._root)
        return kids[0] if len(kids) == 1 and access.get(kids[0], "/S") is not None else self._root

    def _is_form(self, element: Any) -> bool:
        role = access.get(element, "/S")
        for _ in range(_MOST_ROLES):
            if access.name(role) in (b"", _FORM) or access.get(self._roles, role) is None:
                break
            role = self._roles[role]
        return access.name(role) == _FORM


def _entries(kind: type[NumberTree] | type[NameTree], node: Any) -> dict[Any, Any]:
    """Return the entries of a number or name tree; none if it is too broken to be read."""
    try:
        return dict(kind(node).items()) if isinstance(node, Dictionary) else {}
    except (PdfError, RuntimeError, ValueError):
        return {}


def _kids(node: Any) -> list[Any]:
    kids = access.get(node, "/K")
    return list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]


def _set_kids(node: Any, kids: list[Any]) -> None:
    if kids:
        node.K = Array(kids)
    elif "/K" in node:
        del node.K


def _is_widget(item: Any) -> bool:
    return access.name(access.get(item, "/Subtype")) == b"/Widget"


def _stands_for(kid: Any, widget: Reference) -> bool:
    return access.reference(access.get(kid, "/Obj")) == widget
