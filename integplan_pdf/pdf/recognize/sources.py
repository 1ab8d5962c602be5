"""A file's pages, streams and fonts for the interpreter of contents: quickly, or through pdfminer altogether."""

from __future__ import annotations

from typing import Any, Protocol

from pdfminer.pdftypes import PDFObjRef, PDFStream

from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.parser import Stream
from integplan_pdf.pdf.read.quick import QuickFile
from integplan_pdf.pdf.read.quick.streams import OrdinaryStream
from integplan_pdf.pdf.read.quick.syntax import Reference, dictionary
from integplan_pdf.pdf.read.tree import Dictionary, FieldTree
from integplan_pdf.pdf.recognize.tokens import UnusualError

_HEADER = b"%PDF-"
_NOT_FOR_TEXT = frozenset(("CharProcs", "Resources", "Parent", "StructParent"))
_DEEPEST = 8


class Source(Protocol):
    """What the interpreter asks of a file.

    Attributes:
        pages: page dictionaries in order.
    """

    pages: list[Dictionary]

    def resolve(self, value: object) -> Any:
        """Return `value`, or what it refers to; None where that is nothing."""

    def attributes(self, stream: PDFStream) -> Dictionary:
        """Return the dictionary of a stream."""

    def content(self, stream: PDFStream) -> bytes:
        """Return the unpacked bytes of a stream."""

    def font(self, value: object) -> tuple[object, Any]:
        """Return what a font is remembered under, if anything, and its dictionary for pdfminer."""


class CompleteSource:
    """Any file, through pdfminer."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.pages = FieldTree(file).pages

    def resolve(self, value: object) -> Any:
        return self._file.resolve(value)

    def attributes(self, stream: PDFStream) -> Dictionary:
        return stream.attrs

    def content(self, stream: PDFStream) -> bytes:
        return bytes(stream.get_data())

    def font(self, value: object) -> tuple[object, Any]:
        found = self._file.resolve(value)
        return value.objid if isinstance(value, PDFObjRef) else None, found if isinstance(found, dict) else {}


class QuickSource:
    """An ordinary file.

    Raises:
        quick.UnusualError, TooMuchWorkError: it is none; any later call may raise them too.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data[max(0, data.find(_HEADER)) :]
        self._file = QuickFile(self._data)
        if not self._file.usable:
            raise UnusualError
        self._attributes: dict[int, Dictionary] = {}
        self._contents: dict[int, bytes] = {}
        self.pages = FieldTree(self._file).pages

    def resolve(self, value: object) -> Any:
        return self._file.resolve(value)

    def attributes(self, stream: PDFStream) -> Dictionary:
        if id(stream) not in self._attributes:
            self._attributes[id(stream)] = dictionary(_ordinary(stream).head)
        return self._attributes[id(stream)]

    def content(self, stream: PDFStream) -> bytes:
        if id(stream) not in self._contents:
            self._contents[id(stream)] = bytes(self._plain_stream(stream, _DEEPEST).get_data())
        return self._contents[id(stream)]

    def font(self, value: object) -> tuple[object, Any]:
        found = self._plain(value, _DEEPEST)
        return value.number if isinstance(value, Reference) else None, found if isinstance(found, dict) else {}

    def _plain(self, value: object, depth: int) -> Any:
        """Return a value with everything below it that says what letters are, no references left."""
        found = self._file.resolve(value)
        if not isinstance(found, dict | list | PDFStream):
            return found
        if not depth:
            raise UnusualError
        if isinstance(found, dict):
            return {key: self._plain(item, depth - 1) for key, item in found.items() if key not in _NOT_FOR_TEXT}
        if isinstance(found, list):
            return [self._plain(item, depth - 1) if type(item) is not int else item for item in found]
        return self._plain_stream(found, depth)

    def _plain_stream(self, stream: PDFStream, depth: int) -> Stream:
        """Return a stream as pdfminer has it, still packed."""
        place = _ordinary(stream)
        attributes = self.attributes(place)
        wanted = {key: self._plain(item, depth - 1) for key, item in attributes.items() if key not in _NOT_FOR_TEXT}
        return Stream(wanted, self._data[place.start : place.end], None, self._file.budget)


def _ordinary(stream: PDFStream) -> OrdinaryStream:
    if not isinstance(stream, OrdinaryStream):
        raise UnusualError
    return stream
