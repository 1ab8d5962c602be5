"""Opening a PDF so that it can be added to: sound cross-references, or the file rewritten until it has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import WrongPasswordError
from pypdf.generic import DictionaryObject, IndirectObject

from integplan_pdf.errors import TemplateError
from integplan_pdf.pdf import objects
from integplan_pdf.pdf.objects import Reference
from integplan_pdf.pdf.objectstreams import Reader
from integplan_pdf.pdf.repair import rewrite

_STARTXREF = re.compile(rb"startxref\s+(\d+)")
_OBJECT = re.compile(rb"\s*(\d+)\s+(\d+)\s+obj")


@dataclass(frozen=True, slots=True)
class Document:
    """An opened PDF.

    Attributes:
        data: the bytes that `reader` reads; the file's own unless `repaired`.
        startxref: where the newest cross-reference section begins.
        stream: whether that section is a stream (ISO 32000-2 §7.5.8) and not a table.
        size: one more than the highest object number.
        listed: the objects that the cross-references lead to.
        repaired: the file was broken and had to be rewritten.
    """

    data: bytes
    reader: PdfReader
    startxref: int
    stream: bool
    size: int
    listed: frozenset[Reference]
    repaired: bool = False

    @property
    def trailer(self) -> DictionaryObject:
        return self.reader.trailer

    @property
    def root(self) -> DictionaryObject:
        return objects.dictionary(objects.raw(self.trailer, "/Root"))

    @property
    def form(self) -> DictionaryObject:
        """The interactive form dictionary (§12.7.3), empty if there is none."""
        return objects.dictionary(objects.raw(self.root, "/AcroForm"))

    @property
    def encrypted(self) -> bool:
        return "/Encrypt" in self.trailer

    def refer(self, ref: Reference) -> IndirectObject:
        """Return an indirect reference to an object."""
        return IndirectObject(*ref, self.reader)


def open_document(data: bytes, password: str = "") -> Document:
    """Return the opened PDF, rewritten if its cross-references cannot be relied on.

    Raises:
        TemplateError: no PDF, beyond repair, or the password is wrong.
    """
    document = _read(data, password)
    if document is None or not _sound(document):
        sound = rewrite(data, password)
        document = _read(sound, password, repaired=True) if sound else None
    if document is None or not objects.get(document.root, "/Pages"):
        raise _broken()
    return document


def rewritten(document: Document, password: str) -> Document:
    """Return the document rewritten so that every field and widget is an object that its cross-references list.

    Raises:
        TemplateError: it cannot be rewritten.
    """
    data = rewrite(document.data, password)
    found = _read(data, password, repaired=True) if data else None
    if found is None:
        raise _broken()
    return found


def _read(data: bytes, password: str, *, repaired: bool = False) -> Document | None:
    try:
        reader = Reader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(password):
            raise _wrong_password()
    except TemplateError:
        raise
    except WrongPasswordError:
        raise _wrong_password() from None
    except Exception:  # the library's border: any kind of damage
        return None
    found = _STARTXREF.findall(data[-2048:])
    start = int(found[-1]) if found else 0
    listed = {(number, generation) for generation, table in reader.xref.items() for number in table}
    listed |= {(number, 0) for number in reader.xref_objStm}
    size = max(objects.integer(objects.raw(reader.trailer, "/Size")), max(listed, default=(0, 0))[0] + 1)
    return Document(data, reader, start, data[start : start + 4] != b"xref", size, frozenset(listed), repaired)


def _sound(document: Document) -> bool:
    """Whether an update that points back to `startxref` will be found by every reader."""
    data, start = document.data, document.startxref
    if not data.startswith(b"%PDF-") or not 0 < start < len(data):
        return False
    if document.stream and not _OBJECT.match(data, start):
        return False
    tables = list(document.reader.xref.items())
    places = [(number, gen, at) for gen, table in tables for number, at in list(table.items())]
    if objects.reference(objects.raw(document.trailer, "/Root")) not in document.listed:
        return False
    return bool(document.root) and all(_defines(data, at, (number, gen)) for number, gen, at in places if at)


def _defines(data: bytes, at: int, expected: Reference) -> bool:
    found = _OBJECT.match(data, at)
    return bool(found and (int(found[1]), int(found[2])) == expected)


def _wrong_password() -> TemplateError:
    return TemplateError(
        "PDF-en er kryptert, og passordet mangler eller er feil. Oppgi riktig passord.",
        "The PDF is encrypted, and the password is missing or wrong. Give the right password.",
    )


def _broken() -> TemplateError:
    return TemplateError(
        "Filen er ikke en lesbar PDF, og den lar seg ikke reparere. Hent skjemaet på nytt fra utgiveren.",
        "The file is no readable PDF and cannot be repaired. Get the form again from its publisher.",
    )
