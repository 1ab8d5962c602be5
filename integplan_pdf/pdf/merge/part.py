"""One plan made ready to stand among others: its names and numbers are moved to where no other plan has any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, Stream, String

_PARENT_KEYS = ("/StructParent", "/StructParents")
_INHERITABLE = ("/DA", "/Q")


@dataclass(frozen=True, slots=True)
class Part:
    """The topmost objects of a plan; none of the kinds that it does not have.

    Attributes:
        pages: its page tree.
        fields: the field that all its fields are under.
        calculated: its fields that are worked out from others, in that order.
        bookmarks: its own bookmarks of the first level.
        elements: the structure element that holds all of it.
        parents: its leaf of the parent tree.
        ids: its leaf of the tree of structure element ids.
        maps: /RoleMap and /ClassMap of its structure tree.
        next_key: the first number of the parent tree that is free after it.
    """

    pages: Any
    fields: list[Any]
    calculated: list[Any]
    bookmarks: list[Any]
    elements: list[Any]
    parents: list[Any]
    ids: list[Any]
    maps: Mapping[str, Mapping[str, Any]]
    next_key: int


def make_ready(pdf: Pdf, name: str, order: int, first_key: int) -> Part:
    """Change a plan's objects so that they can stand beside those of others.

    What they hang under stays a plan's own: the pages under the catalog, bookmarks and elements under their roots.

    Args:
        pdf: the plan.
        name: what the field above its fields is called.
        order: which of the plans it is.
        first_key: the first free number of the merged parent tree.
    """
    pages = pdf.Root.Pages
    pages.Parent = pdf.Root
    parents, next_key = _moved_keys(pdf, first_key)
    structure = pdf.Root.get("/StructTreeRoot", Dictionary())
    return Part(
        pages=pages,
        fields=_named(pdf, name),
        calculated=_list(pdf.Root.get("/AcroForm", Dictionary()).get("/CO")),
        bookmarks=list(_bookmarks(pdf)),
        elements=_elements(pdf),
        parents=parents,
        ids=_renamed_ids(pdf, b"%08d-" % order),
        maps={key: dict(structure[key].items()) for key in ("/RoleMap", "/ClassMap") if key in structure},
        next_key=next_key,
    )


def _named(pdf: Pdf, name: str) -> list[Any]:
    """Put a field called `name` above all fields, which hands down the form's defaults to them."""
    form = pdf.Root.get("/AcroForm")
    if not form or not len(form.get("/Fields", [])):
        return []
    above = pdf.make_indirect(Dictionary(T=String(name), Kids=form.Fields))
    for key in _INHERITABLE:
        if key in form:
            above[key] = form[key]
    for field in form.Fields:
        field.Parent = above
    return [above]


def _bookmarks(pdf: Pdf) -> Iterator[Any]:
    item = pdf.Root.get("/Outlines", Dictionary()).get("/First")
    seen: set[tuple[int, int]] = set()
    while item is not None and item.objgen not in seen:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def _elements(pdf: Pdf) -> list[Any]:
    """Return one element /Document that holds all of the plan (ISO 32000-2 §14.8.4.3)."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return []
    kids = _list(root.get("/K"))
    if len(kids) != 1 or kids[0].get("/S") != Name.Document:
        whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(kids)))
        for kid in kids:
            kid.P = whole
        kids = [whole]
    kids[0].P = root
    if "/Lang" in pdf.Root and "/Lang" not in kids[0]:
        kids[0].Lang = pdf.Root.Lang
    return kids


def _moved_keys(pdf: Pdf, first: int) -> tuple[list[Any], int]:
    """Add `first` to the numbers by which content finds its structure elements (§14.7.5.4)."""
    for item in _numbered(pdf):
        for key in _PARENT_KEYS:
            if key in item:
                item[key] = int(item[key]) + first
    root = pdf.Root.get("/StructTreeRoot", Dictionary())
    pairs = sorted(NumberTree(root.ParentTree).items(), key=itemgetter(0)) if "/ParentTree" in root else []
    if not pairs:
        return [], first
    moved = [(key + first, value) for key, value in pairs]
    return [_leaf(pdf, "/Nums", moved)], moved[-1][0] + 1


def _numbered(pdf: Pdf) -> Iterator[Any]:
    """Yield what may have a number in the parent tree: pages, annotations, form XObjects."""
    yield from (item for item in pdf.objects if isinstance(item, (Dictionary, Stream)))
    for page in pdf.pages:
        yield from (note for note in page.obj.get("/Annots", []) if not note.is_indirect)


def _renamed_ids(pdf: Pdf, prefix: bytes) -> list[Any]:
    """Put `prefix` before the ids of structure elements, and where cells name their headers by them (§14.8.5.7)."""
    root = pdf.Root.get("/StructTreeRoot", Dictionary())
    named = sorted(_ids(root), key=itemgetter(0))
    if not named:
        return []
    changed = {old: prefix + old for old, _ in named}
    for _, element in named:
        element.ID = String(changed[bytes(element.ID)])
    for attributes in _attributes(pdf):
        if "/Headers" in attributes:
            headers = [bytes(one) for one in attributes.Headers]
            attributes.Headers = Array([String(changed.get(one, one)) for one in headers])
    return [_leaf(pdf, "/Names", [(String(changed[old]), element) for old, element in named])]


def _ids(root: Any) -> Iterator[tuple[bytes, Any]]:
    if "/IDTree" in root:
        for element in NameTree(root.IDTree).values():
            yield bytes(element.ID), element


def _attributes(pdf: Pdf) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem:
            yield from (one for one in _list(item.get("/A")) if isinstance(one, Dictionary))


def _leaf(pdf: Pdf, key: str, pairs: list[tuple[Any, Any]]) -> Any:
    flat = Array([part for pair in pairs for part in pair])
    return pdf.make_indirect(Dictionary({"/Limits": Array([pairs[0][0], pairs[-1][0]]), key: flat}))


def _list(item: Any) -> list[Any]:
    return [] if item is None else list(item) if isinstance(item, Array) else [item]


def renamed_fonts(pdf: Pdf, names: Mapping[str, str]) -> None:
    """Change font names in what fields say of their text (/DA, §12.7.4.3)."""
    if not names:
        return
    changed = {old.encode(): new.encode() for old, new in names.items()}
    for item in pdf.objects:
        if isinstance(item, Object) and isinstance(item, Dictionary) and "/DA" in item:
            words = bytes(item.DA).split(b" ")
            item.DA = String(b" ".join(changed.get(word, word) for word in words))
