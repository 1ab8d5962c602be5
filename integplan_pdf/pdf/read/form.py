"""From bytes to the stored form: opening, walking, reading, and what is said about the whole file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.stored import OFF, StoredField, StoredForm
from integplan_pdf.pdf.read import rules
from integplan_pdf.pdf.read.field import FieldReader, stored_field
from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.parser import TooMuchWorkError
from integplan_pdf.pdf.read.quick import QuickFile, UnusualError
from integplan_pdf.pdf.read.quick.fields import remembered_field
from integplan_pdf.pdf.read.source import Source
from integplan_pdf.pdf.read.text import decode_text
from integplan_pdf.pdf.read.tree import FieldTree

_HEADER = b"%PDF-"
_NAMES_SHOWN = 5
_NOTHING = (None, "", (), OFF)


def read_form(data: bytes, *, password: str = "") -> StoredForm:
    """Return the fields of any AcroForm PDF with their stored values (ISO 32000-2 §12.7).

    Looks neither at the page text nor at what is drawn in the boxes. A file without fields gives a form
    without fields and a finding.

    Raises:
        InputError: no PDF, damaged beyond reading, encrypted with another password, or an XFA form without
            ordinary fields.
    """
    return read_ordinary(data) or read_completely(data, password=password)


def read_ordinary(data: bytes) -> StoredForm | None:
    """Return what `read_completely` returns, with less work; None if the file is not an ordinary one.

    Raises:
        InputError: an XFA form without ordinary fields.
    """
    start = data.find(_HEADER)
    if start < 0:
        return None
    try:
        file = QuickFile(data[start:])
        return _form(file, field_of=remembered_field) if file.usable else None
    except (UnusualError, TooMuchWorkError):
        return None


def read_completely(data: bytes, *, password: str = "") -> StoredForm:
    """Return what `read_form` returns, of any file, through pdfminer alone.

    Raises:
        InputError: as `read_form` does.
    """
    start = data.find(_HEADER)
    if start < 0:
        raise InputError(*rules.NOT_A_PDF)
    plain = _attempt(data[start:], password, repair=False)
    if plain is not None and not plain[0].damaged:
        return plain[1]
    repaired = _attempt(data[start:], password, repair=True)
    if repaired is None or (plain is not None and len(plain[0].damaged) <= len(repaired[0].damaged)):
        repaired = plain
    if repaired is None:
        raise InputError(*rules.UNREADABLE)
    return repaired[1]


def open_file(data: bytes, password: str = "") -> PdfFile:
    """Return a file opened by its cross-reference tables, or failing these by searching for its objects.

    Raises:
        InputError: no PDF, damaged beyond reading, or encrypted with another password.
    """
    start = data.find(_HEADER)
    if start < 0:
        raise InputError(*rules.NOT_A_PDF)
    for repair in (False, True):
        try:
            file = _open(data[start:], password, repair=repair)
        except (TooMuchWorkError, _NotOpenedError):
            continue
        if file.usable:
            return file
    raise InputError(*rules.UNREADABLE)


def _attempt(data: bytes, password: str, *, repair: bool) -> tuple[PdfFile, StoredForm] | None:
    """Return the file and its form; None where the file cannot be opened in this way."""
    try:
        file = _open(data, password, repair=repair)
        return (file, _form(file, repaired=repair)) if file.usable else None
    except (TooMuchWorkError, _NotOpenedError):
        return None


class _NotOpenedError(Exception):
    """The cross-reference table or the catalog cannot be read."""


def _open(data: bytes, password: str, *, repair: bool) -> PdfFile:
    try:
        return PdfFile(data, password, repair=repair)
    except TooMuchWorkError:
        raise
    except (PDFPasswordIncorrect, UnicodeEncodeError):
        if password:
            return _open(data, "", repair=repair)
        raise InputError(*rules.LOCKED) from None
    except PDFEncryptionError:
        raise InputError(*rules.UNKNOWN_ENCRYPTION) from None
    except Exception as error:  # pdfminer raises whatever its parts raise
        raise _NotOpenedError from error


def _form(file: Source, *, repaired: bool = False, field_of: FieldReader = stored_field) -> StoredForm:
    tree = FieldTree(file)
    read = [field_of(file, tree, node) for node in tree.nodes]
    fields = tuple(item for item, _ in read)
    has_xfa = file.resolve(tree.form.get("XFA")) is not None
    if has_xfa and not fields:
        raise InputError(*rules.XFA_ONLY)
    whole = [rules.REPAIRED.finding()] if repaired else []
    whole += [rules.UNREADABLE_PARTS.finding(count=len(file.damaged))] if file.damaged else []
    whole += [rules.XFA_BESIDE.finding()] if has_xfa else []
    whole += [rules.BROKEN_TREE.finding(count=tree.broken)] if tree.broken else []
    single = dict.fromkeys(finding for _, found in read for finding in found)
    findings = (*whole, *_about_fields(fields), *single)
    needs_drawing = file.resolve(tree.form.get("NeedAppearances")) is True
    return StoredForm(fields, len(tree.pages), _info(file), findings, needs_drawing)


def _about_fields(fields: tuple[StoredField, ...]) -> Iterator[Finding]:
    """Yield what can be said only when all fields are known."""
    if not fields:
        yield rules.NO_FIELDS.finding()
    names = list(dict.fromkeys(item.name for item in fields if not item.listed))
    if names:
        shown = ", ".join(name or "?" for name in names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
        yield rules.NOT_LISTED.finding(count=len(names), names=shown)
    nameless = sum(not item.name for item in fields)
    if nameless:
        yield rules.NAMELESS.finding(count=nameless)
    yield from _doubled(fields)
    for item in fields:
        if item.value not in _NOTHING and item.name and not item.placed:
            yield rules.NOT_PLACED.finding(field=item.name)


def _doubled(fields: tuple[StoredField, ...]) -> Iterator[Finding]:
    counts = Counter([item.name for item in fields if item.name])
    if len(counts) == len(fields):
        return
    values: dict[str, set[object]] = {}
    for item in fields:
        if counts[item.name] > 1 and item.fillable:
            values.setdefault(item.name, set()).add(item.value or None)
    for name, different in values.items():
        if len(different) > 1:
            yield rules.DOUBLED_NAME.finding(field=name)


def _info(file: Source) -> dict[str, str]:
    """Return the text values of the newest document information dictionary, in its order."""
    newest: dict[str, Any] = file.info[0] if file.info else {}
    found = {key: file.resolve(value) for key, value in newest.items()}
    return {key: decode_text(value) for key, value in found.items() if isinstance(value, bytes)}
