"""Objects of object streams are the same whether we read them or pypdf does."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import ObjectStreamMode
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, IndirectObject, NullObject, StreamObject

from integplan_pdf.pdf.objectstreams import Reader
from tests.paths import ROOT, SHARED

OURS = sorted((ROOT / "forms").glob("*/*.pdf"))
FOREIGN = sorted((SHARED / "corpus" / "blank").glob("*.pdf"))[::7] or [OURS[0]]


def plain(item: Any) -> Any:
    """Return an object with its type, down to the last; streams by their dictionary."""
    kind = type(item).__name__
    if isinstance(item, dict):
        return kind, [(key, plain(dict.get(item, key))) for key in dict.keys(item)]
    if isinstance(item, list):
        return kind, [plain(one) for one in list.__iter__(item)]
    if isinstance(item, IndirectObject):
        return kind, item.idnum, item.generation
    if isinstance(item, BooleanObject):
        return kind, item.value
    if isinstance(item, NullObject | None):
        return (kind,)
    return kind, repr(item), getattr(item, "original_bytes", b"")


def all_objects(reader: PdfReader) -> list[Any]:
    if reader.is_encrypted:
        reader.decrypt("")
    found = []
    for number in sorted(reader.xref_objStm):
        try:
            found.append(plain(reader.get_object(number)))
        except PyPdfError as error:
            found.append(type(error))
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", [*OURS, *FOREIGN], ids=lambda path: path.stem)
def test_forms(path: Path) -> None:
    data = path.read_bytes()
    assert all_objects(Reader(io.BytesIO(data))) == all_objects(PdfReader(io.BytesIO(data)))


ODD = {
    "numbers": b"[ 0 -1 +2 .5 -.5 4. 007 1 0 R 12 0 R]",
    "strings": rb"[ () (a) (\n\t\\\)\041\377) (a\(b\)c) (\101) <> <41> <FEFF0041> (\376\377\000A) ]",
    "odd strings": rb"[ (\400) (\8) (\1) (\q) (a(b)c) <4 1> <414> ]",
    "line ends": b"[ (a\rb) (a\r\nb) (a\\\nb) ]",
    "names": b"<< /A /B#20C /D/E /F.g-h_i /J (k) /L<</M[/N]>> >>",
    "touching": b"<</A 1/B(x)/C<41>/D[1 0 R/E]/F true/G null>>",
    "twice": b"<< /A 1 /A 2 >>",
    "comment": b"<< /A 1 % hei\n /B 2 >>",
    "deep": b"[" * 60 + b"1" + b"]" * 60,
}


def odd_file(body: bytes) -> bytes:
    """Return a file whose object 3 stands in an object stream as `body`."""
    first = b"3 0 4 %d " % (len(body) + 1)
    stream = b"<</Type/ObjStm/N 2/First %d/Length %d>>stream\n" % (len(first), len(first) + len(body) + 5)
    parts = [
        b"%PDF-1.7\n",
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n",
        b"5 0 obj\n" + stream + first + body + b" null" + b"\nendstream\nendobj\n",
    ]
    at = [sum(map(len, parts[:number])) for number in range(len(parts) + 1)]
    rows = [(0, 0, 65535), (1, at[1], 0), (1, at[2], 0), (2, 5, 0), (2, 5, 1), (1, at[3], 0), (1, at[4], 0)]
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + more.to_bytes(2, "big") for kind, place, more in rows
    )
    entries = b"/Type/XRef/W[1 4 2]/Size 7/Root 1 0 R/Length %d" % len(table)
    return b"".join(parts) + b"6 0 obj\n<<%b>>stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        entries,
        table,
        at[4],
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_syntax(body: bytes) -> None:
    data = odd_file(body)
    ours, theirs = all_objects(Reader(io.BytesIO(data))), all_objects(PdfReader(io.BytesIO(data)))
    assert ours == theirs
    assert ours[1] == ("NullObject",)


def test_only_what_is_asked_for_is_read() -> None:
    pdf = pikepdf.new()
    pdf.Root.A = pdf.make_indirect(pikepdf.Array([1]))
    pdf.Root.B = pdf.make_indirect(pikepdf.Array([2]))
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=ObjectStreamMode.generate)
    reader = Reader(out)
    first, second = sorted(reader.xref_objStm)[-2:]
    assert reader.get_object(first) is not None
    assert (0, first) in reader.resolved_objects
    assert (0, second) not in reader.resolved_objects
    assert isinstance(reader.get_object(first), list | dict)
    assert not isinstance(reader.get_object(first), StreamObject)
