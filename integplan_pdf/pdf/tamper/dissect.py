"""A file taken apart with pdfminer: fields, pages, annotations, actions, attachments, layers, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral

from integplan_pdf.errors import InputError
from integplan_pdf.model.template import FieldKind, Rect
from integplan_pdf.pdf.read import open_file
from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.parser import TooMuchWorkError
from integplan_pdf.pdf.read.rules import UNREADABLE
from integplan_pdf.pdf.read.text import decode_text, plain_text
from integplan_pdf.pdf.read.tree import Dictionary, FieldTree, Node
from integplan_pdf.pdf.read.values import ValueReader
from integplan_pdf.pdf.tamper.actions import actions_of, names_in
from integplan_pdf.pdf.tamper.anatomy import Anatomy, FieldShape, Note, SheetShape, Spot
from integplan_pdf.pdf.tamper.signatures import signatures_of

_READ_ONLY = 1
_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW, _WIDGET_READ_ONLY = 1, 1 << 1, 1 << 2, 1 << 5, 1 << 6
_A4: Rect = (0.0, 0.0, 595.0, 842.0)
_PAGE_INHERITED = ("MediaBox", "CropBox", "Rotate")
_LONGEST_NOTE = 1 << 16


def dissect(data: bytes, *, password: str = "") -> Anatomy:
    """Return what a file consists of besides the values in its fields.

    Raises:
        InputError: no PDF, damaged beyond reading, or encrypted with another password.
    """
    file = open_file(data, password)
    try:
        return _anatomy(file, data)
    except TooMuchWorkError:
        raise InputError(*UNREADABLE) from None


def _anatomy(file: PdfFile, data: bytes) -> Anatomy:
    tree = FieldTree(file)
    fields: dict[str, FieldShape] = {}
    for node in tree.nodes:
        if node.name:
            fields.setdefault(node.name, _shape(file, tree, node))
    return Anatomy(
        fields=fields,
        pages=tuple(_sheet(file, page) for page in tree.pages),
        notes=tuple(_notes(file, tree)),
        actions=tuple(actions_of(file, tree)),
        attachments=tuple(_attachments(file, tree)),
        layers=tuple(_layers(file)),
        info=_info(file),
        signatures=tuple(signatures_of(file, tree, data)),
    )


def _shape(file: PdfFile, tree: FieldTree, node: Node) -> FieldShape:
    reader = ValueReader(file, node)
    flags = [_number(file, widget.get("F")) for widget in node.widgets]
    length = file.resolve(node.attributes.get("MaxLen"))
    return FieldShape(
        name=node.name,
        kind=reader.kind,
        flags=reader.flags & ~_READ_ONLY,
        max_length=length if isinstance(length, int) else None,
        options=reader.options if reader.kind is FieldKind.CHOICE else (),
        states=frozenset(reader.states),
        tooltip=reader.tooltip(),
        spots=tuple(Spot(tree.page_of.get(id(widget)), rect(file, widget.get("Rect"))) for widget in node.widgets),
        read_only=bool(reader.flags & _READ_ONLY) or (bool(flags) and all(flag & _WIDGET_READ_ONLY for flag in flags)),
        hidden=any(_is_hidden(flag) for flag in flags),
    )


def _is_hidden(flags: int) -> bool:
    return bool(flags & (_INVISIBLE | _HIDDEN | _NO_VIEW)) or not flags & _PRINT


def _number(file: PdfFile, value: object) -> int:
    found = file.resolve(value)
    return found if isinstance(found, int) and found >= 0 else 0


def rect(file: PdfFile, value: object) -> Rect:
    """Return a rectangle with its corners in order; all zero if it is none."""
    found = file.resolve(value)
    sides = [file.resolve(side) for side in found] if isinstance(found, list) and len(found) == 4 else []
    numbers = [float(side) for side in sides if isinstance(side, int | float)]
    if len(numbers) != 4:
        return 0.0, 0.0, 0.0, 0.0
    x0, y0, x1, y1 = numbers
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _sheet(file: PdfFile, page: Dictionary) -> SheetShape:
    found, node, seen = dict(page), page, {id(page)}
    while isinstance(node := file.resolve(node.get("Parent")), dict) and id(node) not in seen:
        seen.add(id(node))
        found = {key: node[key] for key in _PAGE_INHERITED if key in node} | found
    media = rect(file, found.get("MediaBox")) if "MediaBox" in found else _A4
    crop = rect(file, found["CropBox"]) if "CropBox" in found else media
    box = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    turned = file.resolve(found.get("Rotate"))
    return SheetShape(box, turned % 360 if isinstance(turned, int) else 0)


def _notes(file: PdfFile, tree: FieldTree) -> Iterator[Note]:
    """Yield the annotations that are no fields; the pop-up window of another one is part of that."""
    for number, page in enumerate(tree.pages, 1):
        for item in _entries(file, page.get("Annots")):
            found = file.resolve(item)
            kind = _name(file, found.get("Subtype")) if isinstance(found, dict) else ""
            owned = kind == "Popup" and isinstance(file.resolve(found.get("Parent")), dict)
            if isinstance(found, dict) and kind != "Widget" and not owned:
                yield Note(number, kind or "?", rect(file, found.get("Rect")), _note_text(file, found))


def _note_text(file: PdfFile, note: Dictionary) -> str:
    for key in ("Contents", "RC"):
        raw = file.resolve(note.get(key))
        if isinstance(raw, PDFStream):
            raw = file.content(raw, _LONGEST_NOTE)
        if isinstance(raw, bytes) and raw:
            text = decode_text(raw[:_LONGEST_NOTE])
            return plain_text(text).strip() if key == "RC" else text.strip()
    return ""


def _attachments(file: PdfFile, tree: FieldTree) -> Iterator[str]:
    """Yield the name of each embedded file, wherever it hangs (§7.11.4)."""
    names = file.resolve(file.root.get("Names"))
    found = list(names_in(file, names.get("EmbeddedFiles"))) if isinstance(names, dict) else []
    found += _entries(file, file.root.get("AF"))
    for page in tree.pages:
        found += _entries(file, page.get("AF"))
        notes = (file.resolve(item) for item in _entries(file, page.get("Annots")))
        found += [note["FS"] for note in notes if isinstance(note, dict) and "FS" in note]
    seen: set[int] = set()
    for item in found:
        spec = file.resolve(item)
        if isinstance(spec, dict) and id(spec) not in seen:
            seen.add(id(spec))
            yield _file_name(file, spec)


def _file_name(file: PdfFile, spec: Dictionary) -> str:
    raw = next((raw for key in ("UF", "F") if isinstance(raw := file.resolve(spec.get(key)), bytes)), b"?")
    return decode_text(raw)


def _layers(file: PdfFile) -> Iterator[str]:
    """Yield the names of the optional content groups (§8.11)."""
    properties = file.resolve(file.root.get("OCProperties"))
    for item in _entries(file, properties.get("OCGs")) if isinstance(properties, dict) else ():
        group = file.resolve(item)
        raw = file.resolve(group.get("Name")) if isinstance(group, dict) else None
        yield decode_text(raw) if isinstance(raw, bytes) else "?"


def _info(file: PdfFile) -> dict[str, str]:
    newest: dict[str, Any] = file.info[0] if file.info else {}
    found = {key: file.resolve(value) for key, value in newest.items()}
    return {key: decode_text(value) for key, value in found.items() if isinstance(value, bytes)}


def _entries(file: PdfFile, value: object) -> list[Any]:
    found = file.resolve(value)
    return found if isinstance(found, list) else []


def _name(file: PdfFile, value: object) -> str:
    found = file.resolve(value)
    return str(found.name) if isinstance(found, PSLiteral) else ""
