"""What a file wants done: JavaScript, launches, submissions, links out (ISO 32000-2 §12.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral

from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.tree import Dictionary, FieldTree
from integplan_pdf.pdf.tamper.anatomy import Action

_HARMLESS = {"GoTo", "Named", "Thread", "GoTo3DView"}
"""They move the view within the document."""

_LONGEST = 1 << 20
_MOST = 20_000
_DETAILS = ("JS", "F", "URI", "Win", "Unix", "Mac", "N", "D")


def actions_of(file: PdfFile, tree: FieldTree) -> Iterator[Action]:
    """Yield every action of a file but those that only move the view."""
    for place, item in _roots(file, tree):
        for action in _chain(file, item):
            kind = _kind(file, action)
            if kind not in _HARMLESS:
                yield Action(place, kind, _digest(file, action))


def names_in(file: PdfFile, tree: object) -> Iterator[Any]:
    """Yield the values of a name tree (§7.9.6), each node once."""
    stack, seen = [tree], set[int]()
    while stack and len(seen) < _MOST:
        node = file.resolve(stack.pop())
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        stack += _entries(file, node.get("Kids"))[::-1]
        yield from _entries(file, node.get("Names"))[1::2]


def _roots(file: PdfFile, tree: FieldTree) -> Iterator[tuple[str, Any]]:
    yield "document", file.root.get("OpenAction")
    for item in _events(file, file.root):
        yield "document", item
    names = file.resolve(file.root.get("Names"))
    for item in names_in(file, names.get("JavaScript")) if isinstance(names, dict) else ():
        yield "document", item
    for page in tree.pages:
        for item in _events(file, page):
            yield "page", item
        yield from (("annotation", item) for item in _of_annotations(file, page))
    for node in tree.nodes:
        holders = [
            node.attributes,
            *(widget for widget in node.widgets if widget.get("AA") != node.attributes.get("AA")),
        ]
        for holder in holders:
            yield from (("field", item) for item in _events(file, holder))
            yield "field", holder.get("A")
        yield from (("field", widget.get("A")) for widget in node.widgets if widget is not node.attributes)
    yield from (("bookmark", item) for item in _of_bookmarks(file))


def _of_annotations(file: PdfFile, page: Dictionary) -> Iterator[Any]:
    for item in _entries(file, page.get("Annots")):
        note = file.resolve(item)
        subtype = file.resolve(note.get("Subtype")) if isinstance(note, dict) else None
        if isinstance(note, dict) and not (isinstance(subtype, PSLiteral) and subtype.name == "Widget"):
            yield note.get("A")
            yield note.get("PA")
            yield from _events(file, note)


def _of_bookmarks(file: PdfFile) -> Iterator[Any]:
    outlines = file.resolve(file.root.get("Outlines"))
    stack, seen = [outlines.get("First")] if isinstance(outlines, dict) else [], set[int]()
    while stack and len(seen) < _MOST:
        item = file.resolve(stack.pop())
        if isinstance(item, dict) and id(item) not in seen:
            seen.add(id(item))
            stack += [item.get("Next"), item.get("First")]
            yield item.get("A")


def _events(file: PdfFile, holder: Dictionary) -> Iterator[Any]:
    """Yield the actions of /AA (§12.6.3)."""
    events = file.resolve(holder.get("AA"))
    yield from events.values() if isinstance(events, dict) else ()


def _chain(file: PdfFile, item: object) -> Iterator[Dictionary]:
    """Yield an action and those that follow it; a destination is none."""
    stack, seen = [item], set[int]()
    while stack and len(seen) < _MOST:
        action = file.resolve(stack.pop())
        if not isinstance(action, dict) or id(action) in seen:
            continue
        seen.add(id(action))
        if "S" in action:
            yield action
        after = file.resolve(action.get("Next"))
        stack += after if isinstance(after, list) else [after]


def _kind(file: PdfFile, action: Dictionary) -> str:
    found = file.resolve(action.get("S"))
    return str(found.name) if isinstance(found, PSLiteral) else "?"


def _digest(file: PdfFile, action: Dictionary) -> str:
    said = hashlib.sha256()
    for key in _DETAILS:
        said.update(_bytes(file, action.get(key)) + b"\0")
    return said.hexdigest()[:16]


def _bytes(file: PdfFile, value: object) -> bytes:
    found = file.resolve(value)
    if isinstance(found, PDFStream):
        return file.content(found, _LONGEST) or b"?"
    if isinstance(found, dict):
        return b"".join(_bytes(file, found.get(key)) for key in ("F", "UF"))
    return found if isinstance(found, bytes) else b""


def _entries(file: PdfFile, value: object) -> list[Any]:
    found = file.resolve(value)
    return found if isinstance(found, list) else []
