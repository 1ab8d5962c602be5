"""Where the objects of a file are: by its cross-reference tables or, failing these, by looking for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from pdfminer.pdfdocument import PDFBaseXRef, PDFXRef
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSKeyword

from integplan_pdf.pdf.read.parser import Parser, ValueParser

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

_SPACE = rb"[ \t\r\n\x00\f]{1,9}"
_CUE = re.compile(
    rb"(?<!\d)(?P<number>\d{1,10})" + _SPACE + rb"(?P<generation>\d{1,5})" + _SPACE + rb"obj\b"
    rb"|\b(?P<trailer>trailer)\b"
    rb"|/Type\s{0,9}/(?P<type>XRef|ObjStm|Catalog)\b"
)
_TRAILER_KEYS = ("Root", "Info", "Encrypt", "ID")
_HEADER_LENGTH = 4
"""`12 0 obj <<...>>`: so many values, the dictionary being the last."""
_LONGEST_NUMBER = 10


class Table(PDFXRef):
    """A cross-reference table with its trailer."""

    def __init__(self, document: PDFDocument) -> None:
        super().__init__()
        self._document = document

    def load_trailer(self, parser: PDFParser) -> None:
        source = cast(Parser, parser)
        self.trailer.update(read_trailer(source, self._document, source.charpos + len(b"trailer")))


class FoundObjects(PDFBaseXRef):
    """The last object of each number in the file, and a trailer put together from all there are."""

    def __init__(self) -> None:
        self.places: dict[int, tuple[int | None, int, int]] = {}
        self.trailer: dict[str, Any] = {}
        self._typed: dict[int, str] = {}
        self._trailers: list[int] = []

    def get_trailer(self) -> dict[str, Any]:
        return self.trailer

    def get_pos(self, objid: int) -> tuple[int | None, int, int]:
        return self.places[objid]

    def find(self, parser: Parser, document: PDFDocument) -> None:
        """Find objects and trailers in file order; later ones replace earlier ones."""
        self._mark(parser.data)
        for place in sorted(self._trailers + [self.places[number][1] for number in self._of_type("XRef")]):
            found = read_trailer(parser, document, place)
            self.trailer.update({key: found[key] for key in _TRAILER_KEYS if self._plausible(key, found)})
        catalogs = self._of_type("Catalog")
        if "Root" not in self.trailer and catalogs:
            self.trailer["Root"] = PDFObjRef(document, catalogs[-1])

    def _plausible(self, key: str, trailer: dict[str, Any]) -> bool:
        """Whether to take up an entry; a /Root that is no catalog never replaces one."""
        if key != "Root" or "Root" not in self.trailer:
            return key in trailer
        return getattr(trailer.get("Root"), "objid", None) in self._of_type("Catalog")

    def unpack(self, document: PDFDocument) -> None:
        """Take up what object streams hold, unless the same object stands later in the file itself."""
        for number in self._of_type("ObjStm"):
            place = self.places[number][1]
            for index, (inner, _) in enumerate(_header_or_none(document, number)):
                other = self.places.get(inner)
                if other is None or other[0] is not None or other[1] < place:
                    self.places[inner] = (number, index, 0)

    def _mark(self, data: bytes) -> None:
        number = 0
        for cue in _CUE.finditer(data):
            if cue["number"]:
                number = int(cue["number"])
                self.places[number] = (None, cue.start(), int(cue["generation"]))
                self._typed.pop(number, None)
            elif cue["trailer"]:
                self._trailers.append(cue.end())
            elif number:
                self._typed.setdefault(number, cue["type"].decode("ascii"))

    def _of_type(self, kind: str) -> list[int]:
        return [number for number, found in self._typed.items() if found == kind]


def stream_header(stream: object) -> list[tuple[int, int]]:
    """Return (object number, offset in the data) of each object in an object stream (ISO 32000-2 §7.5.7)."""
    if not isinstance(stream, PDFStream):
        return []
    first = int_value(stream.get("First", 0))
    words = stream.get_data()[: max(0, first)].split()
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= _LONGEST_NUMBER]
    count = min(int_value(stream.get("N", 0)), len(numbers) // 2)
    return [(numbers[2 * i], first + numbers[2 * i + 1]) for i in range(count)]


def _header_or_none(document: PDFDocument, number: int) -> list[tuple[int, int]]:
    try:
        return stream_header(document.getobj(number))
    except (PSException, ValueError, TypeError, AssertionError):
        return []


def read_trailer(parser: Parser, document: PDFDocument, place: int) -> dict[str, Any]:
    """Return the trailer that begins at `place`: a dictionary, or a cross-reference stream's after its header.

    pdfminer loses a trailer that an object follows, as in hybrid files.
    """
    values = ValueParser(parser.data, parser.budget)
    values.set_document(document)
    values.seek(place)
    try:
        found = [values.nextobject()[1]]
        while isinstance(found[-1], int | PSKeyword) and len(found) < _HEADER_LENGTH:
            found.append(values.nextobject()[1])
    except (PSException, ValueError, TypeError, IndexError):
        return {}
    return found[-1] if isinstance(found[-1], dict) else {}
