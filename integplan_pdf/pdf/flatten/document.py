"""A PDF form → the same pages without fields.

What a viewer shows on screen becomes page content: every appearance in its place, drawn first where the form left
that to viewers. Hidden fields, and those that only print, are not drawn. Fields come to lie under the document's other
annotations. Signed documents are refused, for no signature survives; an unsigned signature field disappears. Of
documents encrypted with AES the same input gives other bytes each time, for its initialization vectors are random.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import PasswordError, Pdf, PdfError

from integplan_pdf.model.finding import Finding
from integplan_pdf.pdf.flatten import access, losses, removal, rules
from integplan_pdf.pdf.flatten.redraw import redraw
from integplan_pdf.pdf.flatten.stamp import stamp
from integplan_pdf.pdf.flatten.widgets import FieldNode, Widget, find_fields, find_widgets
from integplan_pdf.pdf.seal import seal


@dataclass(frozen=True, slots=True)
class Flattened:
    """A document whose fields are page content; `data` are the bytes given if it had none."""

    data: bytes = field(repr=False)
    findings: tuple[Finding, ...]


def flatten(data: bytes, *, password: str = "") -> Flattened:
    """Return the document in `data` with its form fields made page content.

    Links and other annotations, document information, metadata and encryption stay. In a tagged document the
    content of a field stands where the field stood in the structure tree.

    Raises:
        InputError: no readable PDF, wrong password, signed, or an XFA form without ordinary fields.
    """
    with _opened(data, password) as pdf:
        fields = find_fields(pdf)
        widgets = find_widgets(pdf, fields)
        findings = _refuse_or_note(pdf, fields, widgets)
        if not fields and not widgets:
            return Flattened(data, (rules.NO_FIELDS.finding(),))
        findings += redraw(pdf, widgets)
        drawn = stamp(pdf, widgets)
        findings += losses.left_out(fields, widgets, drawn)
        texts = losses.texts(drawn)
        findings += _remove(pdf, fields, widgets, drawn.spent)
        flat = _saved(pdf)
    return Flattened(flat, (*findings, *losses.not_seen(flat, texts, password)))


@contextmanager
def _opened(data: bytes, password: str) -> Iterator[Pdf]:
    try:
        pdf = _open(data, password)
    except PasswordError:
        raise rules.locked() from None
    except (PdfError, RuntimeError, ValueError):
        raise rules.broken() from None
    with pdf:
        yield pdf


def _open(data: bytes, password: str) -> Pdf:
    """Open the document, with the password only where one is needed."""
    try:
        return _checked(pikepdf.open(BytesIO(data), suppress_warnings=True))
    except PasswordError:
        return _checked(pikepdf.open(BytesIO(data), password=password, suppress_warnings=True))


def _checked(pdf: Pdf) -> Pdf:
    """Return the document if its pages can be found."""
    if not isinstance(pdf.trailer.get("/Root"), pikepdf.Dictionary) or not len(pdf.pages):
        raise PdfError("no pages")
    return pdf


def _refuse_or_note(pdf: Pdf, fields: list[FieldNode], widgets: list[Widget]) -> list[Finding]:
    """Raise if the document must not be flattened; return what is to be said of it."""
    certified = "/DocMDP" in access.dictionary(pdf.Root.get("/Perms"))
    if certified or any(node.signed for node in (*fields, *widgets)):
        raise rules.signed()
    if access.get(pdf.Root.get("/AcroForm"), "/XFA") is None:
        return []
    if not widgets:
        raise rules.xfa_only()
    return [rules.XFA_REMOVED.finding()]


def _remove(
    pdf: Pdf, fields: list[FieldNode], widgets: list[Widget], spent: frozenset[access.Reference]
) -> list[Finding]:
    """Take form and widgets out, and whatever points to them or to the objects `spent`."""
    nodes = (node for node in (*fields, *widgets) if not node.is_other_annotation)
    refs = frozenset(access.reference(node.dict) for node in nodes) - {(0, 0)}
    removal.remove_widgets(pdf, refs)
    scripts = removal.remove_form(pdf)
    removal.remove_references(pdf, refs | spent)
    return [rules.SCRIPTS_REMOVED.finding()] if scripts else []


def _saved(pdf: Pdf) -> bytes:
    target = BytesIO()
    try:
        if pdf.is_encrypted:
            pdf.save(target, fix_metadata_version=False, encryption=True, static_id=True)
        else:
            pdf.save(target, fix_metadata_version=False, deterministic_id=True)
    except (PdfError, RuntimeError, ValueError):
        raise rules.broken() from None
    return seal(target.getvalue())
