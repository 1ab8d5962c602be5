"""Fields of which nothing but the value is new.

A field that is one object with its only widget, and of which nothing is inherited or stands elsewhere, is made of what
its dictionary says; where that is remembered, so is the field.
"""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFStream

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.stored import OFF, StoredField
from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.read.field import stored_field
from integplan_pdf.pdf.read.quick.kept import Entries, is_direct
from integplan_pdf.pdf.read.source import Source
from integplan_pdf.pdf.read.text import decode_text, looks_like_unmarked_utf8
from integplan_pdf.pdf.read.tree import FieldTree, Node

_READ = ("FT", "Ff", "V", "AS", "Opt", "TU", "F", "MK", "Rect")
_BUTTONS = (FieldKind.CHECK, FieldKind.RADIO)


def remembered_field(file: Source, tree: FieldTree, node: Node) -> tuple[StoredField, list[Finding]]:
    """Return what `stored_field` returns, made of what is remembered of such a field where that is all the same."""
    item = node.attributes
    if type(item) is not Entries or len(node.widgets) != 1 or node.widgets[0] is not item:
        return stored_field(file, tree, node)
    known = item.kept.result
    if known is not None:
        found = _filled(file, tree, node, item, known)
        if found is not None:
            return found, []
    field, findings = stored_field(file, tree, node)
    if not findings and _is_lasting(item, field):
        item.kept.result = field._replace(value=None) if item.kept.cut[1] else field
    return field, findings


def _filled(file: Source, tree: FieldTree, node: Node, item: Entries, known: StoredField) -> StoredField | None:
    """Return the known field with the value of this one; None if they differ otherwise, or it is hard to tell."""
    if known.name != node.name or known.widgets[0].page != tree.page_of.get(id(item)):
        return None
    if not _looks_the_same(file, item):
        return None
    if not item.kept.cut[1]:
        return known
    raw = item["V"]
    value = decode_text(raw)
    if "\ufffd" in value or looks_like_unmarked_utf8(raw):
        return None
    return known._replace(value=value)


def _looks_the_same(file: Source, item: Entries) -> bool:
    """Whether the appearance is the stream that it should be, if it stands elsewhere."""
    return not item.kept.cut[0] or isinstance(file.resolve(item["AP"]["N"]), PDFStream)


def _is_lasting(item: Entries, field: StoredField) -> bool:
    """Whether another field with the same entries, but for those cut out, is the same but for its value."""
    if "RV" in item or not all(is_direct(item.get(key)) for key in _READ):
        return False
    appearance, (has_stream, has_text) = item.get("AP"), item.kept.cut
    if has_stream:
        return field.kind is FieldKind.TEXT and field.widgets[0].drawn and not field.widgets[0].states
    if field.kind in _BUTTONS:
        return not has_text and _has_states(appearance)
    return field.kind is FieldKind.TEXT and appearance is None


def _has_states(appearance: Any) -> bool:
    """Whether /N is where the on-states are told."""
    normal = appearance.get("N") if isinstance(appearance, dict) else None
    return isinstance(normal, dict) and any(name != OFF for name in normal)
