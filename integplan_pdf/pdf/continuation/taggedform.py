"""The structure tree of a form, opened at the places where continuation sheets join it (ISO 32000-2 §14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject

from integplan_pdf.pdf import objects
from integplan_pdf.pdf.cipher import Cipher
from integplan_pdf.pdf.document import Document
from integplan_pdf.pdf.draft import Draft, Target, target
from integplan_pdf.pdf.objects import Reference

_TREE = ("/ParentTree", "/ParentTreeNextKey", "/K")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class TagGround:
    """The structure tree of a form.

    Attributes:
        root: the structure tree root, without parent tree and kids.
        kids: of the root, as PDF syntax.
        nums: entries of the parent tree that stand in its root; `leaves` the nodes below it. One of them is empty.
        next_key: the first free key of the parent tree.
        top: the element that holds the whole document, without its kids; None if the root does.
        top_kids: of that element.
    """

    root: Target
    kids: bytes
    nums: bytes
    leaves: bytes
    next_key: int
    top: Target | None
    top_kids: bytes

    @property
    def parent(self) -> Reference:
        """Where elements at the end of the document belong."""
        return (self.top or self.root).ref

    def join(self, element: int, parents: Mapping[int, bytes], draft: Draft) -> None:
        """Add the element to the tree, and to the parent tree what its keys lead to."""
        mine = b"%d 0 R" % element
        kids = self.kids if self.top else self.kids + b" " + mine
        entries = b" ".join(b"%d %b" % item for item in sorted(parents.items()))
        if self.leaves:
            leaf = draft.add(b"<</Limits[%d %d]/Nums[%b]>>" % (min(parents), max(parents), entries))
            tree = b"/Kids[%b %d 0 R]" % (self.leaves, leaf)
        else:
            tree = b"/Nums[%b %b]" % (self.nums, entries)
        draft.rewrite(self.root, b"/ParentTree<<%b>>/ParentTreeNextKey %d/K[%b]" % (tree, max(parents) + 1, kids))
        if self.top:
            draft.rewrite(self.top, b"/K[%b %b]" % (self.top_kids, mine))


def tag_ground(document: Document, cipher: Cipher) -> TagGround | bool | None:
    """Return the structure tree, None if there is none, False if it cannot be added to."""
    root = objects.get(document.root, "/StructTreeRoot")
    if not isinstance(root, DictionaryObject):
        return None
    ref = objects.reference(objects.raw(document.root, "/StructTreeRoot"))
    if ref is None:
        return False
    kids, tree = _kids(root), objects.dictionary(objects.raw(root, "/ParentTree"))
    only = objects.dictionary(kids[0]) if len(kids) == 1 else DictionaryObject()
    top = objects.reference(kids[0]) if objects.name(objects.raw(only, "/S")) == b"Document" else None
    return TagGround(
        root=_target(ref, root, _TREE, cipher),
        kids=_written(kids),
        nums=_written(objects.entries(objects.raw(tree, "/Nums"))),
        leaves=_written(objects.entries(objects.raw(tree, "/Kids"))),
        next_key=max(objects.integer(objects.raw(root, "/ParentTreeNextKey")), _greatest_key(tree) + 1),
        top=_target(top, only, ("/K",), cipher) if top else None,
        top_kids=_written(_kids(only)) if top else b"",
    )


def _target(ref: Reference, node: DictionaryObject, without: Iterable[str], cipher: Cipher) -> Target:
    kept = DictionaryObject({key: value for key, value in dict.items(node) if key not in without})
    return target(ref, objects.serialize_entries(kept, lambda raw: cipher.string(*ref, raw)))


def _kids(node: DictionaryObject) -> list[Any]:
    """Return /K as a list; it may be a single kid."""
    found = objects.raw(node, "/K")
    several = objects.entries(found)
    return several or ([] if objects.resolve(found) is None or isinstance(objects.resolve(found), list) else [found])


def _written(items: list[Any]) -> bytes:
    return objects.serialize(ArrayObject(items))[1:-1]


def _greatest_key(tree: DictionaryObject, depth: int = 0) -> int:
    """Return the greatest key of a number tree, -1 if it is empty."""
    keys = [objects.integer(key, -1) for key in objects.entries(objects.raw(tree, "/Nums"))[::2]]
    if depth < _DEEPEST:
        kids = map(objects.dictionary, objects.entries(objects.raw(tree, "/Kids")))
        keys += [_greatest_key(kid, depth + 1) for kid in kids]
    return max(keys, default=-1)
