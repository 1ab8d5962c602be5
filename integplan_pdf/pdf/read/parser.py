"""pdfminer's tokenizer, made exact for strings and names and safe against files built to hang a reader.

pdfminer reads a literal string, a hex string or a name piece by piece, which takes quadratic time on long
ones, fails on octal escapes above 255, reads an odd last hex digit as the low one, and leaves names that are
not UTF-8 as bytes. These three tokens are read here in one go; all else is pdfminer's.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import lzwdecode
from pdfminer.pdfexceptions import PDFNotImplementedError
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    DecipherCallable,
    PDFStream,
    int_value,
)
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import LIT, PSBaseParserToken
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor

_PAREN_OR_ESCAPE = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.|$)", re.DOTALL)
_MEANT = {
    **{b"\\%c" % byte: b"%c" % byte for byte in range(256)},
    **{b"\\%0*o" % (width, code): b"%c" % (code & 0xFF) for width in (1, 2, 3) for code in range(8**width)},
    b"\\n": b"\n",
    b"\\r": b"\r",
    b"\\t": b"\t",
    b"\\b": b"\b",
    b"\\f": b"\f",
    **dict.fromkeys((b"\\\n", b"\\\r", b"\\\r\n", b"\\"), b""),
}
"""What each escape stands for; high-order overflow of an octal one is ignored."""

_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]+")
_NAME_END = re.compile(rb"[/%\[\]()<>{}\s\x00]")
_NAME_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")

_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)?")
_STREAM_END = re.compile(rb"\s{0,4}endstream")
_STREAM_END_FOUND = re.compile(rb"(?:\r\n|\n|\r)?endstream")
_ZLIB_HEADER = 2
_PNG_PREDICTORS = 10
_PREDICTOR_SIZES = (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
_SLOW_FILTERS: tuple[tuple[tuple[object, ...], Callable[[bytes], bytes]], ...] = (
    (LITERALS_ASCIIHEX_DECODE, asciihexdecode),
    (LITERALS_ASCII85_DECODE, ascii85decode),
    (LITERALS_RUNLENGTH_DECODE, rldecode),
    (LITERALS_LZW_DECODE, lzwdecode),
)
_TOKEN = 8
"""What a token costs beside its own bytes."""

_SLOW_FILTER_LIMIT = 1 << 16
"""Bytes unpacked by anything but Flate; texts are shorter, and file structure is never packed so."""


class TooMuchWorkError(Exception):
    """The file asks for more work than any honest file of its size."""


@dataclass(slots=True)
class Budget:
    """What reading one file may cost: bytes read by the tokenizer, bytes inflated. Independent of the clock."""

    read: int
    inflate: int

    @classmethod
    def of(cls, size: int) -> Budget:
        """Return the budget for a file of `size` bytes, each of which is read about once if all is well."""
        return cls(read=(4 << 20) + 4 * size, inflate=(8 << 20) + 10 * size)

    def spend_read(self, count: int) -> None:
        self.read -= count
        if self.read < 0:
            raise TooMuchWorkError

    def spend_inflate(self, count: int) -> None:
        """Pay for bytes that a stream unpacks to; they may then be read too."""
        self.inflate -= count
        self.read += 4 * count
        if self.inflate < 0:
            raise TooMuchWorkError


class Parser(PDFParser):
    """PDFParser over bytes in memory, within a budget."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.data = data
        self.budget = budget
        super().__init__(BytesIO(data))

    def seek(self, pos: int) -> None:
        super().seek(pos)
        self.buf, self.bufpos, self.charpos = self.data, 0, min(max(0, pos), len(self.data))

    def fillbuf(self) -> bool:
        if self.charpos >= len(self.buf):
            raise PSEOF("Unexpected EOF")
        return False

    def nextline(self) -> tuple[int, bytes]:
        start = self.charpos
        found = super().nextline()
        self.budget.spend_read(self.charpos - start)
        return found

    def nexttoken(self) -> tuple[int, PSBaseParserToken]:
        start = self.charpos
        try:
            return super().nexttoken()
        finally:
            self.budget.spend_read(_TOKEN + max(0, (len(self.data) if self.eof else self.charpos) - start))

    def do_keyword(self, pos: int, token: Any) -> None:
        if token is self.KEYWORD_STREAM:
            self._read_stream(pos)
        else:
            super().do_keyword(pos, token)

    def _read_stream(self, pos: int) -> None:
        """Push the stream whose keyword stands at `pos`; a /Length that does not lead to its end is not believed."""
        attributes = self.pop(1)[0][1]
        if not isinstance(attributes, dict):
            raise PDFSyntaxError("stream without a dictionary")
        mark = _STREAM.match(self.data, pos)
        start = mark.end() if mark else pos
        end = start + max(0, int_value(attributes.get("Length")))
        if not _STREAM_END.match(self.data, end):
            found = _STREAM_END_FOUND.search(self.data, start)
            end = found.start() if found else len(self.data)
        self.budget.spend_read(end - start)
        decipher = self.doc.decipher if self.doc else None
        self.seek(end)
        self.push((pos, Stream(attributes, self.data[start:end], decipher, self.budget)))

    def _parse_string(self, s: bytes, i: int) -> int:
        end, depth = i, 1
        while depth:
            mark = _PAREN_OR_ESCAPE.search(s, end)
            if mark is None:
                end = len(s) + 1
                break
            end = mark.end() + (mark[0] == b"\\")
            depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        self._add_token(unescape(s[i : end - 1]))
        self._parse1 = self._parse_main
        return min(end, len(s))

    def _parse_hexstring(self, s: bytes, i: int) -> int:
        end = s.find(b">", i)
        end = len(s) if end < 0 else end
        digits = _NOT_HEX.sub(b"", s[i:end]).decode("ascii")
        self._add_token(bytes.fromhex(digits + "0" * (len(digits) % 2)))
        self._parse1 = self._parse_main
        return min(end + 1, len(s))

    def _parse_literal(self, s: bytes, i: int) -> int:
        mark = _NAME_END.search(s, i)
        end = mark.start() if mark else len(s)
        self._add_token(LIT(decode_name(s[i:end])))
        self._parse1 = self._parse_main
        return end


class ValueParser(Parser):
    """Parser that gives out each value as soon as it ends, for object streams and trailers."""

    def flush(self) -> None:
        self.add_results(*self.popall())


class Stream(PDFStream):
    """PDFStream that unpacks no more than the budget allows."""

    def __init__(
        self, attributes: dict[str, Any], raw: bytes, decipher: DecipherCallable | None, budget: Budget
    ) -> None:
        super().__init__(attributes, raw, decipher)
        self.budget = budget

    def decode(self) -> None:
        data = self.rawdata or b""
        if self.decipher and self.objid is not None:
            data = self.decipher(self.objid, self.genno or 0, data, self.attrs)
        for name, params in self.get_filters():
            data = _unpredict(_unpack(name, data, self.budget), params)
        self.data, self.rawdata = data, None


def unescape(raw: bytes) -> bytes:
    """Return a literal string without its escapes (ISO 32000-2 §7.3.4.2)."""
    return _ESCAPE.sub(_unescaped, raw) if b"\\" in raw else raw


def _unescaped(match: re.Match[bytes]) -> bytes:
    return _MEANT[match[0]]


def decode_name(raw: bytes) -> str:
    """Return a name as text: UTF-8 as the standard asks, else Latin-1 as older writers do."""
    raw = _NAME_HEX.sub(lambda match: bytes.fromhex(match[1].decode("ascii")), raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def inflate(data: bytes, budget: Budget) -> bytes:
    """Return the unpacked bytes; of damaged data what comes before the damage, checksums unchecked."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    for start in range(_ZLIB_HEADER, len(data), 1024):
        try:
            parts.append(machine.decompress(data[start : start + 1024]))
        except zlib.error:
            break
        budget.spend_inflate(len(parts[-1]))
    return b"".join(parts)


def _unpack(name: Any, data: bytes, budget: Budget) -> bytes:
    if name in LITERALS_FLATE_DECODE:
        return inflate(data, budget)
    for names, decode in _SLOW_FILTERS:
        if name in names:
            if len(data) > _SLOW_FILTER_LIMIT:
                raise TooMuchWorkError
            return decode(data)
    raise PDFNotImplementedError(f"Unsupported filter: {name!r}")


def _unpredict(data: bytes, params: Any) -> bytes:
    predictor = int_value(params.get("Predictor", 1)) if isinstance(params, dict) else 1
    if predictor < _PNG_PREDICTORS:
        return data
    colors, columns, bits = (int_value(params.get(key, usual)) for key, usual in _PREDICTOR_SIZES)
    return apply_png_predictor(predictor, colors, columns, bits, data)
