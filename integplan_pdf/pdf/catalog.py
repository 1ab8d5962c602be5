"""What filling changes in the catalog and the form dictionary: entries that would hide or undo it.

XFA shows its own, old data; NeedAppearances makes viewers draw their own; usage rights no longer hold
once a form has been changed by any other program (ISO 32000-2 §12.7.3, §12.8.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from integplan_pdf.model.finding import Finding
from integplan_pdf.pdf import findings, objects
from integplan_pdf.pdf.cipher import Cipher
from integplan_pdf.pdf.document import Document
from integplan_pdf.pdf.draft import Target, target
from integplan_pdf.pdf.fieldtree import FieldNode

_ANNOTATE, _FILL = 1 << 5, 1 << 8
_USAGE_RIGHTS = ("/UR3", "/UR")


def needs_appearances(document: Document) -> bool:
    """Return whether the form asks viewers to draw its fields."""
    item = objects.get(document.form, "/NeedAppearances")
    return bool(getattr(item, "value", item))


def changed(document: Document, nodes: Iterable[FieldNode], cipher: Cipher) -> tuple[Target, ...]:
    """Return the catalog and form dictionary as every filled document has them; only what changes."""
    ref = objects.reference(objects.raw(document.root, "/AcroForm"))
    form, root = _form(document, nodes), _root(document)
    targets = []
    if form is not None and ref:
        targets.append(_target(ref, form, cipher))
    elif form is not None:
        root = DictionaryObject({**dict.copy(root or document.root), NameObject("/AcroForm"): form})
    at = objects.reference(objects.raw(document.trailer, "/Root"))
    if root is not None and at:
        targets.append(_target(at, root, cipher))
    return tuple(targets)


def notes(document: Document, nodes: Iterable[FieldNode]) -> Iterator[Finding]:
    """Yield what those changes mean to people."""
    if "/XFA" in document.form:
        yield findings.XFA_REMOVED.finding()
    if _usage_rights(document):
        yield findings.USAGE_RIGHTS_REMOVED.finding()
    if document.encrypted and not _may_fill(document):
        yield findings.FILLING_NOT_PERMITTED.finding()
    unlisted = sorted({node.name for node in nodes if not node.listed})
    if unlisted:
        yield findings.UNLISTED_FIELDS.finding(names=", ".join(f"«{name}»" for name in unlisted[:20]))


def _target(ref: objects.Reference, node: DictionaryObject, cipher: Cipher) -> Target:
    return target(ref, objects.serialize_entries(node, lambda raw: cipher.string(*ref, raw)))


def _form(document: Document, nodes: Iterable[FieldNode]) -> DictionaryObject | None:
    """Return the form dictionary if it has to change."""
    unlisted = [node.ref for node in nodes if not node.listed and node.ref]
    stale = [key for key in ("/XFA", "/NeedAppearances") if key in document.form]
    if not stale and not unlisted:
        return None
    form = DictionaryObject({key: value for key, value in dict.items(document.form) if key not in stale})
    if unlisted:
        listed = objects.entries(objects.raw(document.form, "/Fields"))
        form[NameObject("/Fields")] = ArrayObject([*listed, *map(document.refer, unlisted)])
    return form


def _root(document: Document) -> DictionaryObject | None:
    """Return the catalog if it has to change."""
    rights = _usage_rights(document)
    if not rights and "/NeedsRendering" not in document.root:
        return None
    root = DictionaryObject({key: value for key, value in dict.items(document.root) if key != "/NeedsRendering"})
    if rights:
        permissions = objects.dictionary(objects.raw(document.root, "/Perms"))
        kept = DictionaryObject({key: value for key, value in dict.items(permissions) if key not in rights})
        root.pop("/Perms")
        if kept:
            root[NameObject("/Perms")] = kept
    return root


def _may_fill(document: Document) -> bool:
    """Return whether the permissions allow a user to fill in fields (§7.6.4.2, table 22; revision 2 has fewer)."""
    encryption = objects.get(document.trailer, "/Encrypt")
    permissions = objects.integer(objects.get(encryption, "/P"), -1)
    revision = objects.integer(objects.get(encryption, "/R"))
    return bool(permissions & (_ANNOTATE | _FILL if revision > 2 else _ANNOTATE))


def _usage_rights(document: Document) -> list[str]:
    permissions = objects.dictionary(objects.raw(document.root, "/Perms"))
    return [key for key in _USAGE_RIGHTS if key in permissions]
