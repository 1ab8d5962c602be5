"""The field tree and the widgets on the pages, walked so that no tree can trap the walker (ISO 32000-2 §12.7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pdfminer.psparser import PSLiteral

from integplan_pdf.pdf.read.source import Source
from integplan_pdf.pdf.read.text import decode_label

Dictionary = dict[str, Any]

_INHERITED = ("FT", "Ff", "V", "Opt", "MaxLen")
_STEP = 64
"""What one step in the tree costs of the budget for reading, in bytes."""


@dataclass(slots=True)
class Node:
    """A terminal field before its value is read.

    Attributes:
        attributes: its own entries over those it inherits.
        widgets: its widget dictionaries; the field's own one when the two are merged.
        kid_values: /V of widgets that are not the field itself.
        listed: whether /Fields leads to it.
    """

    name: str
    attributes: Dictionary
    widgets: list[Dictionary] = field(default_factory=list)
    kid_values: list[object] = field(default_factory=list)
    listed: bool = True


_Place = tuple[object, str, Dictionary]
"""Where the walk stands: a dictionary with the name and the entries that its ancestors give it."""


class FieldTree:
    """All terminal fields of a file.

    Attributes:
        form: the /AcroForm dictionary, empty if there is none.
        nodes: fields in the order of /Fields, then those found on pages only, in page order.
        broken: entries of the tree that were skipped: loops, repeats, no dictionaries.
        pages: page dictionaries in order.
        page_of: identity of a widget dictionary → 1-based page it stands on.
    """

    def __init__(self, file: Source) -> None:
        self._resolve, self._budget = file.resolve, file.budget
        form = file.resolve(file.root.get("AcroForm"))
        self.form: Dictionary = form if isinstance(form, dict) else {}
        self._seen: set[int] = set()
        self._owner: dict[int, Node] = {}
        self.nodes: list[Node] = []
        self.broken = 0
        self.pages = list(_pages(file))
        self.page_of: dict[int, int] = {}
        on_pages = list(self._widgets_on_pages())
        for item in self._array(self.form.get("Fields")):
            self._walk(item)
        for widget in on_pages:
            self._adopt(widget, listed=False)

    def field_at(self, item: object) -> Node | None:
        """Return the field whose dictionary `item` is."""
        return self._owner.get(id(item))

    def _array(self, value: object) -> list[Any]:
        found = self._resolve(value)
        return found if isinstance(found, list) else []

    def _walk(self, root: object) -> None:
        stack = [self._start(root)]
        while stack:
            item, name, inherited = stack.pop()
            node = self._resolve(item)
            if not isinstance(node, dict) or id(node) in self._seen:
                self.broken += 1
            elif item is root and "Parent" in node and not {"T", "Kids"} & node.keys():
                self._adopt(node, listed=True)
            else:
                self._seen.add(id(node))
                self._budget.spend_read(_STEP + len(name) // _STEP)
                stack += self._enter(node, name, inherited)

    def _start(self, root: object) -> _Place:
        """Return where the walk begins; an entry of /Fields should have no ancestors, but some have."""
        node = self._resolve(root)
        above = self._ancestors(node)[1:] if isinstance(node, dict) else []
        if not above:
            return root, "", {}
        name, attributes = self._handed_down(above)
        return root, name, {key: attributes[key] for key in _INHERITED if key in attributes}

    def _enter(self, node: Dictionary, above: str, inherited: Dictionary) -> list[_Place]:
        """Return the kids of `node` to be walked, the last first.

        Without any, or with widgets beside them, it is taken up as a field.
        """
        name = join(above, self._partial_name(node))
        attributes = inherited | node if inherited else node
        named: list[Any] = []
        rest: list[Any] = []
        for kid in self._array(node["Kids"]) if "Kids" in node else ():
            (named if self._is_field(kid) else rest).append(kid)
        if not named or any(isinstance(self._resolve(kid), dict) for kid in rest):
            self._add(Node(name, attributes, [], []), node, rest)
        else:
            self.broken += len(rest)
        if not named:
            return []
        handed_down = {key: attributes[key] for key in _INHERITED if key in attributes}
        return [(kid, name, handed_down) for kid in reversed(named)]

    def _is_field(self, kid: object) -> bool:
        found = self._resolve(kid)
        return isinstance(found, dict) and "T" in found

    def _add(self, node: Node, dictionary: Dictionary, kids: list[Any]) -> None:
        """Keep `node` with its widgets: the leaves of `kids`, or the field itself if it has none."""
        stack = kids[::-1]
        while stack:
            kid = self._resolve(stack.pop())
            if not isinstance(kid, dict) or id(kid) in self._seen:
                self.broken += 1
                continue
            self._seen.add(id(kid))
            below = self._array(kid.get("Kids"))
            stack += below[::-1]
            if not below:
                self._add_widget(node, kid)
        if not node.widgets and ("Rect" in dictionary or "Subtype" in dictionary):
            node.widgets.append(dictionary)
        if node.widgets or {"FT", "V"} & node.attributes.keys():
            self.nodes.append(node)
            self._owner[id(dictionary)] = node

    @staticmethod
    def _add_widget(node: Node, widget: Dictionary) -> None:
        node.widgets.append(widget)
        if "V" in widget:
            node.kid_values.append(widget["V"])

    def _adopt(self, widget: Dictionary, *, listed: bool) -> None:
        """Give a widget to the field that its /Parent chain names: one already known, or a new one."""
        if id(widget) in self._seen:
            return
        self._seen.add(id(widget))
        chain = self._ancestors(widget)
        index = next((index for index, item in enumerate(chain) if "T" in item), 0)
        own = chain[index]
        node = self._owner.get(id(own))
        if node is None:
            name, attributes = self._handed_down(chain[index:])
            node = self._owner[id(own)] = Node(name, attributes, listed=listed)
            self.nodes.append(node)
        if own is widget:
            node.widgets.append(widget)
        else:
            self._add_widget(node, widget)

    def _handed_down(self, chain: list[Dictionary]) -> tuple[str, Dictionary]:
        """Return full name and attributes of `chain[0]`, the others being its ancestors, nearest first."""
        name = ".".join(part for part in map(self._partial_name, reversed(chain)) if part)
        attributes = {key: item[key] for item in reversed(chain[1:]) for key in _INHERITED if key in item}
        return name, attributes | chain[0]

    def _ancestors(self, widget: Dictionary) -> list[Dictionary]:
        """Return the widget and its /Parent chain, nearest first."""
        chain = [widget]
        known = {id(widget)}
        while True:
            self._budget.spend_read(_STEP)
            parent = self._resolve(chain[-1].get("Parent"))
            if not isinstance(parent, dict) or id(parent) in known:
                return chain
            known.add(id(parent))
            chain.append(parent)

    def _partial_name(self, node: Mapping[str, Any]) -> str:
        raw = self._resolve(node.get("T"))
        return decode_label(raw) if isinstance(raw, bytes) else ""

    def _widgets_on_pages(self) -> Iterator[Dictionary]:
        """Yield each widget once and note its page, 1-based, under its identity."""
        for number, page in enumerate(self.pages, 1):
            for item in self._array(page.get("Annots")):
                widget = self._resolve(item)
                if not isinstance(widget, dict) or id(widget) in self.page_of:
                    continue
                if is_name(self._resolve(widget.get("Subtype")), "Widget"):
                    self.page_of[id(widget)] = number
                    yield widget


def join(above: str, partial: str) -> str:
    """Return the full name of `partial` under `above` (ISO 32000-2 §12.7.4.2)."""
    return f"{above}.{partial}" if above and partial else above or partial


def is_name(value: object, name: str) -> bool:
    """Whether `value` is the name object /`name`."""
    return isinstance(value, PSLiteral) and value.name == name


def _pages(file: Source) -> Iterator[Dictionary]:
    """Yield the page dictionaries in order, each node of the page tree once."""
    stack = [file.root.get("Pages")]
    seen: set[int] = set()
    while stack:
        node = file.resolve(stack.pop())
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        kids = file.resolve(node.get("Kids"))
        if isinstance(kids, list):
            stack += kids[::-1]
        elif is_name(file.resolve(node.get("Type")), "Page") or "Contents" in node or "Annots" in node:
            yield node
