"""Objects as they stand in a file, held against those that a form is known to have."""

from __future__ import annotations

from functools import lru_cache

from pdfminer.pdftypes import PDFObjRef
from pdfminer.psexceptions import PSEOF

from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.parser import Budget, ValueParser
from integplan_pdf.pdf.read.tree import Dictionary

_STREAM, _LENGTH, _STREAM_END = b">>stream\n", b"/Length ", b"\nendstream"
_LONGEST_NUMBER = 9


def stream_opening(body: bytes) -> bytes:
    """Return how an object begins, up to its length, that is a stream any reader takes for one; empty if it is none."""
    end = body.find(_STREAM)
    start = body.rfind(_LENGTH, 0, max(end, 0)) + len(_LENGTH)
    sound = start >= len(_LENGTH) and is_stream(body, body[:start]) and _opens_dictionary(body[: start - len(_LENGTH)])
    return body[:start] if sound else b""


def is_stream(body: bytes, opening: bytes) -> bool:
    """Return whether an object that begins as a stream does is as long as it says."""
    if not opening or not body.startswith(opening) or not body.endswith(_STREAM_END):
        return False
    end = body.find(_STREAM, len(opening), len(opening) + _LONGEST_NUMBER + len(_STREAM))
    length = body[len(opening) : end]
    return length.isdigit() and len(body) == end + len(_STREAM) + int(length) + len(_STREAM_END)


@lru_cache(4096)
def _opens_dictionary(raw: bytes) -> bool:
    return dictionary(raw + b">>", None) is not None


def dictionary(raw: bytes, file: PdfFile | None) -> Dictionary | None:
    """Return the dictionary that `raw` is and nothing more; None if it is not."""
    parser = ValueParser(raw, Budget.of(len(raw)))
    if file is not None:
        parser.set_document(file)
    try:
        found = parser.nextobject()[1]
    except Exception:  # pdfminer raises whatever its parts raise
        return None
    try:
        parser.nextobject()
    except PSEOF:
        return found if isinstance(found, dict) else None
    except Exception:
        return None
    return None


def same(found: object, known: object) -> bool:
    """Return whether two objects are the same, references by what they refer to."""
    if isinstance(found, dict) and isinstance(known, dict):
        return found.keys() == known.keys() and all(same(found[key], known[key]) for key in found)
    if isinstance(found, list) and isinstance(known, list):
        return len(found) == len(known) and all(map(same, found, known))
    if isinstance(found, PDFObjRef) and isinstance(known, PDFObjRef):
        return bool(found.objid == known.objid)
    return type(found) is type(known) and found == known
