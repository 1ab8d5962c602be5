"""The structure tree that Typst wrote: finding elements, and the row headers that it cannot tag itself.

ISO 32000-2 §14.7 (structure), §14.8.4.8 (tables).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

_HINT = "tag:"
"""Scheme of the links that tell how a place of the layout is to be tagged, and are no fields."""

_ROW_HEADER = "tag:row-header"


def elements_by_parent_key(pdf: Pdf) -> dict[int, Any]:
    """Return the structure element of every /StructParent."""
    return {int(key): element for node in _nodes(pdf) for key, element in _pairs(node)}


def _nodes(pdf: Pdf) -> Iterator[Any]:
    """Yield the nodes of the parent tree."""
    waiting = [pdf.Root.StructTreeRoot.ParentTree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.get("/Kids", []))


def _pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    numbers = list(node.get("/Nums", []))
    return zip(numbers[::2], numbers[1::2], strict=True)


def ancestor(element: Any, *roles: Name) -> Any | None:
    """Return the nearest element above `element` with one of `roles`, or None."""
    parent = element.get("/P")
    while parent is not None and parent.get("/S") not in roles:
        parent = parent.get("/P")
    return parent


def apply_hints(pdf: Pdf, elements: dict[int, Any]) -> None:
    """Make the table cells that hold a row-header hint row headers, and take all hints away, from `elements` too."""
    spent = set()
    for page in pdf.pages:
        kept = []
        for annotation in page.obj.get("/Annots", []):
            target = link_target(annotation)
            if not target.startswith(_HINT):
                kept.append(annotation)
                continue
            key = int(annotation.StructParent)
            spent.add(key)
            element = elements.pop(key)
            if target == _ROW_HEADER:
                _make_row_header(ancestor(element, Name.TD, Name.TH))
            _remove_element(element)
        if "/Annots" in page.obj:
            page.obj.Annots = Array(kept)
    for node in _nodes(pdf):
        if "/Nums" in node:
            kept = [part for pair in _pairs(node) if int(pair[0]) not in spent for part in pair]
            node.Nums = Array(kept)


def link_target(annotation: Any) -> str:
    """Return the URI of a link, or nothing."""
    return str(annotation.get("/A", {}).get("/URI", ""))


def _make_row_header(cell: Any) -> None:
    """Make a cell the header of its row; the row's other cells then find their headers by /Scope alone."""
    cell.S = Name.TH
    for attributes in _table_attributes(cell):
        attributes.Scope = Name.Row
    for sibling in cell.P.K:
        for attributes in _table_attributes(sibling):
            if "/Headers" in attributes:
                del attributes.Headers


def _table_attributes(cell: Any) -> list[Any]:
    return [attributes for attributes in cell.get("/A", []) if attributes.get("/O") == Name.Table]


def _remove_element(element: Any) -> None:
    parent = element.P
    kids = list(parent.K) if isinstance(parent.K, Array) else [parent.K]
    kept = [kid for kid in kids if not (isinstance(kid, Dictionary) and kid.objgen == element.objgen)]
    if kept:
        parent.K = Array(kept)
    else:
        del parent.K
