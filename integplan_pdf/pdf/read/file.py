"""A PDF file opened through pdfminer so that neither damage nor malice can stop the program."""

from __future__ import annotations

import logging
import re
from typing import Any, cast

from pdfminer.pdfdocument import (
    PDFBaseXRef,
    PDFDocument,
    PDFNoValidXRef,
    PDFXRefStream,
)
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef, PDFStream, int_value, resolve1

from integplan_pdf.pdf.read.parser import Budget, Parser, Stream, TooMuchWorkError, ValueParser
from integplan_pdf.pdf.read.recover import FoundObjects, Table, stream_header

_START = b"startxref"
_NUMBER = re.compile(rb"\s*(\d{1,12})(?!\d)")
_MOST_TABLES = 5000
_LONGEST_CHAIN = 8

# pdfminer's messages quote what it has read, that is people's data.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


class PdfFile(PDFDocument):
    """A PDF file: `root` is its catalog, `resolve` follows references and never raises for a bad one.

    Args:
        data: the bytes from `%PDF-` on.
        password: user or owner password, may be empty.
        repair: find the objects by looking for them, not by the cross-reference table.

    Attributes:
        damaged: numbers of the objects that were asked for, should be there and could not be read.
    """

    def __init__(self, data: bytes, password: str, *, repair: bool) -> None:
        self.damaged: set[int] = set()
        self._repair = repair
        self._headers: dict[int, dict[int, int]] = {}
        self.budget = Budget.of(len(data))
        self._content_left = self.budget.inflate
        super().__init__(Parser(data, self.budget), password, fallback=False)
        self._unpack_found()

    @property
    def root(self) -> dict[str, Any]:
        return self.catalog

    @property
    def usable(self) -> bool:
        """Whether the catalog is there and leads to pages or a form."""
        return any(isinstance(self.resolve(self.root.get(key)), dict) for key in ("Pages", "AcroForm"))

    def resolve(self, value: object) -> Any:
        """Return `value`, or what it refers to; None where that is nothing or unreadable."""
        return resolve1(value)

    def read_so_far(self) -> dict[int, object]:
        """Return object number → object, of all that has been asked for."""
        return {number: found for number, (found, _) in self._cached_objs.items()}

    def content(self, stream: PDFStream, limit: int) -> bytes | None:
        """Return the unpacked bytes of a stream; None if they are damaged or more than `limit`."""
        if isinstance(stream, Stream) and stream.data is None:
            stream.budget = Budget(read=0, inflate=min(limit, self._content_left))
            self._content_left -= limit
        try:
            data = stream.get_data()
        except Exception:  # as in _whole
            return None
        return data if len(data) <= limit else None

    def getobj(self, objid: int) -> Any:
        """Return the object; None for references that lead to references without end."""
        for _ in range(_LONGEST_CHAIN):
            found = self._whole(objid)
            if not isinstance(found, PDFObjRef):
                return found
            objid = found.objid
        return None

    def _whole(self, objid: int) -> object:
        try:
            return super().getobj(objid)
        except TooMuchWorkError:
            raise
        except PDFObjectNotFound:
            if any(self._lists(table, objid) for table in self.xrefs):
                self.damaged.add(objid)
            raise
        except Exception as error:  # pdfminer raises whatever its parts raise
            self.damaged.add(objid)
            raise PDFObjectNotFound(objid) from error

    @staticmethod
    def _lists(table: PDFBaseXRef, objid: int) -> bool:
        try:
            table.get_pos(objid)
        except KeyError:
            return False
        return True

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        """Read one object of an object stream, not all of them as pdfminer does."""
        key = stream.objid or 0
        if key not in self._headers:
            self._headers[key] = dict(stream_header(stream))
        parser = ValueParser(stream.get_data(), self.budget)
        parser.set_document(self)
        parser.seek(self._headers[key][objid])
        return parser.nextobject()[1]

    def find_xref(self, parser: PDFParser) -> int:
        if self._repair:
            return 0
        data = cast(Parser, parser).data
        place = data.rfind(_START)
        digits = _NUMBER.match(data, place + len(_START)) if place >= 0 else None
        if digits is None:
            raise PDFNoValidXRef("startxref leads nowhere")
        return int(digits[1])

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        if self._repair:
            found = FoundObjects()
            found.find(cast(Parser, parser), self)
            xrefs.append(found)
            return
        waiting, seen = [start], {start}
        while waiting:
            xrefs.append(self._table(parser, waiting.pop()))
            trailer = xrefs[-1].get_trailer()
            places = [int_value(trailer[key]) for key in ("Prev", "XRefStm") if key in trailer]
            waiting += [place for place in places if place not in seen]
            seen.update(places)
            if len(seen) > _MOST_TABLES:
                raise PDFNoValidXRef("more tables than can be searched")

    def _table(self, parser: PDFParser, place: int) -> PDFBaseXRef:
        parser.seek(place)
        token = parser.nexttoken()[1]
        table = PDFXRefStream() if isinstance(token, int) else Table(self)
        if isinstance(token, int):
            parser.seek(place)
        elif token is parser.KEYWORD_XREF:
            parser.nextline()
        table.load(parser)
        if isinstance(table, PDFXRefStream) and len(table.ranges) > _MOST_TABLES:
            raise PDFNoValidXRef("more parts than can be searched")
        return table

    def _unpack_found(self) -> None:
        for table in self.xrefs:
            if isinstance(table, FoundObjects):
                table.unpack(self)
                self._cached_objs.clear()
                root = self.resolve(table.trailer.get("Root"))
                self.catalog = root if isinstance(root, dict) else {}
