"""Which workbooks calamine reads just as we do.

It knows nothing of hidden rows, of formulas without a value and of most number formats, it takes white space off
texts, and it passes over broken XML. A workbook is plain when it has nothing of all this. Asking costs a fraction of
reading.
"""

from __future__ import annotations

import re
import zipfile
from xml.parsers import expat

from integplan_pdf.tables.excel.package import DAMAGE

_MOST_UNPACKED = 16 * 2**20
"""Bytes of XML: calamine holds a whole sheet, and beyond this memory counts for more than time."""
_MOST_ROWS = 10_000
"""It makes room for all cells up to the last row and column, which may be far from the others."""
_PLAIN_IDS = {"0", "1", "2", "3", "4", "14", "49"}
_PLAIN_CODE = re.compile(
    r"General|@|0|0\.0+|#,##0(?:\.0+)?"
    r"|(?:\[\$-[0-9A-F]+\])?(?:d{1,2}\\?[./ -]m{1,2}\\?[./ -](?:yy){1,2}|yyyy\\?-mm\\?-dd)(?:;@)?",
    re.IGNORECASE,
)
_MARKS = (b"<rPh", b"<![CDATA[", b"='", b":row", b"\r")
"""Reading aids, and XML that we leave to a real parser."""
_SPACE = (rb"[ \t\r\n]", rb"&#9;", rb"&#10;", rb"&#13;", rb"&#32;", rb"&#x[9AaDd];", rb"&#x20;")
_TRIMMED = rb"<t>(?:%b|[^<]*+(?:%b)</t>)" % (b"|".join(_SPACE), b"|".join(b"(?<=%b)" % space for space in _SPACE))
_SIGNS = tuple(
    re.compile(sign)
    for sign in (
        rb"<f[\s>/]",  # formulas
        rb' t="(?:e|d|str)"',  # errors, days as text, results of formulas
        rb'<row\s[^>]*\shidden="(?:1|true)"',
        rb' date1904="(?:1|true)"',
        rb' r="[A-Za-z]{3,}\d',  # columns far out
        rb"<v>-?\d{8}",  # numbers that calamine gives up on if they are formatted as days
        rb"<v>[-.\d]*[Ee]",
        rb"_x[0-9A-Fa-f]{4}_",  # escapes
        _TRIMMED,
    )
)
_ROW = re.compile(rb'<row\s(?:[^>]*\s)?r="(\d+)"')


def is_plain(archive: zipfile.ZipFile) -> bool:
    """Return whether a workbook can be given to calamine. False also for what is damaged."""
    parts = [part for part in archive.infolist() if part.filename.startswith("xl/") and part.filename.endswith(".xml")]
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        return False
    try:
        return all(_is_plain(part.filename, archive.read(part)) for part in parts)
    except (*DAMAGE, OSError, expat.ExpatError, KeyError):
        return False


def _is_plain(name: str, data: bytes) -> bool:
    parser = expat.ParserCreate()
    formats = _Formats()
    if name == "xl/styles.xml":
        parser.StartElementHandler = formats.start
    parser.Parse(data, True)
    body = data[data.find(b"?>") + 2 :].lstrip(b"\r\n") if data.startswith(b"<?xml") else data
    last = _ROW.match(body, max(body.rfind(b"<row "), 0))
    return (
        formats.are_plain()
        and not any(mark in body for mark in _MARKS)
        and not any(sign.search(body) for sign in _SIGNS)
        and (not last or int(last[1]) <= _MOST_ROWS)
    )


class _Formats:
    """The number formats of a workbook, and which are used."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._used: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an element."""
        match name.rpartition(":")[2]:
            case "numFmt":
                self._codes[attributes["numFmtId"]] = attributes["formatCode"]
            case "xf":
                self._used.add(attributes.get("numFmtId", "0"))

    def are_plain(self) -> bool:
        """Return whether all formats are of texts, plain numbers and days."""
        return all(used in _PLAIN_IDS or _PLAIN_CODE.fullmatch(self._codes.get(used, "")) for used in self._used)
