"""What continuation sheets have to know of the form that they are added to; worked out once for each form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from integplan_pdf.model.finding import Rule, Severity
from integplan_pdf.pdf import objects
from integplan_pdf.pdf.cipher import Cipher
from integplan_pdf.pdf.compile import CompiledTemplate
from integplan_pdf.pdf.continuation.taggedform import TagGround, tag_ground
from integplan_pdf.pdf.document import Document, open_document
from integplan_pdf.pdf.draft import Target, target
from integplan_pdf.pdf.fieldtree import FieldNode, pages, walk
from integplan_pdf.pdf.fontmap.resources import FontBook
from integplan_pdf.pdf.objects import Reference
from integplan_pdf.pdf.parts.compile import Workshop
from integplan_pdf.pdf.signatures import protection_of

SIGNED = Rule(
    "F127",
    Severity.ERROR,
    nb="Skjemaet er signert. Et vedlegg ville brutt signaturen; kort ned teksten, eller bruk et usignert eksemplar.",
    en="The form is signed. An attachment would break the signature; shorten the text, or use an unsigned copy.",
)
NO_PAGES = Rule(
    "F128",
    Severity.ERROR,
    nb="Skjemaets sidetre eller tagger er bygd slik at ingen sider kan føyes til. Kort ned teksten.",
    en="The form's page tree or tags are built so that no pages can be added. Shorten the text.",
)

_A4 = (595.28, 841.89)
_LEAST, _MOST = 400.0, 1300.0
_STALE = ("/XFA", "/NeedAppearances", "/Fields")
_LEFT_OUT = ("/AcroForm", "/NeedsRendering", "/Perms")
"""Of the catalog, where it holds the form dictionary; no form with permissions that hold gets this far."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree that gets more kids: all of it but the kids, and those that it has.

    Attributes:
        key: what the tree calls kids.
        closing: what follows the kids.
    """

    target: Target
    key: bytes
    kids: bytes
    closing: bytes = b""

    def entries(self, more: Iterable[Reference]) -> bytes:
        """Return the entry with the kids that there are and `more`."""
        added = b"".join(b" %d %d R" % ref for ref in more)
        return b"%b[%b%b]%b" % (self.key, self.kids, added, self.closing)


@dataclass(frozen=True, slots=True)
class Ground:
    """A form as continuation sheets see it.

    Attributes:
        size: of its first page in points, or A4 where that is no size for reading.
        page_count: how many pages it has.
        pages: root of the page tree.
        fields: the list of the fields that have no parent.
        holders: full name → what holds fields of that name and more (`delmaal`), by reference.
        names: of its fields.
        nodes: full name → field.
        tags: None if the form is not tagged.
        workshop: makes fields like the form's own.
    """

    document: Document
    size: tuple[float, float]
    page_count: int
    pages: Branch
    fields: Branch | None
    holders: Mapping[str, Branch]
    nodes: Mapping[str, FieldNode]
    tags: TagGround | None
    workshop: Workshop

    def refer(self, number: int) -> Any:
        """Return a reference to a new object, for use in dictionaries."""
        return self.document.refer((number, 0))


def survey(compiled: CompiledTemplate, password: str = "") -> Ground | Rule:
    """Return what is to be known of a form, or the rule that says why it can have no sheets."""
    with objects.exact_names():
        document = open_document(compiled.data, password)
        nodes = walk(document)
        protection = protection_of(document, nodes)
        if protection.signed:
            return SIGNED
        at = objects.reference(objects.raw(document.root, "/Pages"))
        tags = tag_ground(document, compiled.cipher)
        if at is None or isinstance(tags, bool):
            return NO_PAGES
        root, leaves = objects.dictionary(objects.raw(document.root, "/Pages")), list(pages(document))
        return Ground(
            document=document,
            size=_page_size(leaves),
            page_count=len(leaves),
            pages=_branch(at, root, b"/Kids", compiled.cipher, without=("/Count",)),
            fields=_fields(document, nodes, compiled.cipher),
            holders=dict(_holders(nodes, compiled.cipher)),
            nodes={node.name: node for node in reversed(nodes)},
            tags=tags,
            workshop=Workshop(document.form, FontBook(document), compiled.cipher, protection.locked),
        )


def _branch(
    ref: Reference, node: DictionaryObject, key: bytes, cipher: Cipher, *, without: Iterable[str] = ()
) -> Branch:
    name = key.decode()
    kept = DictionaryObject({one: value for one, value in dict.items(node) if one not in (name, *without)})
    kids = objects.serialize(ArrayObject(objects.entries(objects.raw(node, name))))[1:-1]
    return Branch(target(ref, _serialized(ref, kept, cipher)), key, kids)


def _serialized(ref: Reference, node: DictionaryObject, cipher: Cipher) -> bytes:
    return objects.serialize_entries(node, lambda raw: cipher.string(*ref, raw))


def _fields(document: Document, nodes: Iterable[FieldNode], cipher: Cipher) -> Branch | None:
    """Return the form dictionary without what misleads, as filling writes it."""
    listed = objects.entries(objects.raw(document.form, "/Fields"))
    listed += [document.refer(node.ref) for node in nodes if not node.listed and node.ref]
    kids = objects.serialize(ArrayObject(listed))[1:-1]
    kept = DictionaryObject({key: value for key, value in dict.items(document.form) if key not in _STALE})
    ref = objects.reference(objects.raw(document.root, "/AcroForm"))
    if ref:
        return Branch(target(ref, _serialized(ref, kept, cipher)), b"/Fields", kids)
    at = objects.reference(objects.raw(document.trailer, "/Root"))
    if at is None:
        return None
    root = DictionaryObject({key: one for key, one in dict.items(document.root) if key not in _LEFT_OUT})
    opening = b"%b/AcroForm<<%b" % (_serialized(at, root, cipher), _serialized(at, kept, cipher))
    return Branch(target(at, opening), b"/Fields", kids, b">>")


def _holders(nodes: Iterable[FieldNode], cipher: Cipher) -> Iterable[tuple[str, Branch]]:
    """Yield the nodes above fields by full name; of doubled names the first."""
    seen: set[str] = set()
    for node in nodes:
        name, above = node.name, node.dict
        for holder in node.chain[1:]:
            ref = objects.reference(objects.raw(above, "/Parent"))
            partial = objects.text(objects.raw(above, "/T"))
            name = name.removesuffix(f".{partial}") if partial is not None else name
            if ref and name not in seen:
                seen.add(name)
                yield name, _branch(ref, holder, b"/Kids", cipher)
            above = holder


def _page_size(leaves: list[DictionaryObject]) -> tuple[float, float]:
    """Return the size of the first page, if sheets of that size can be read."""
    box = _inherited(leaves[0], "/MediaBox") if leaves else None
    numbers = objects.numbers(box)
    if len(numbers) != 4:
        return _A4
    size = abs(numbers[2] - numbers[0]), abs(numbers[3] - numbers[1])
    return size if all(_LEAST <= side <= _MOST for side in size) else _A4


def _inherited(page: DictionaryObject, key: str) -> Any:
    for _ in range(50):
        if key in page:
            return objects.raw(page, key)
        page = objects.dictionary(objects.raw(page, "/Parent"))
    return None


def named(entries: Mapping[str, Any]) -> DictionaryObject:
    """Return a dictionary with these entries."""
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})
