"""Small PDFs written byte by byte, so that a test says exactly what a file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FIRST = 10
"""Object number of the first field; the following ones count on."""

CATALOG, PAGES, PAGE, ACROFORM, TICK = 1, 2, 3, 4, 5


def pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """Return a PDF 1.7 with these objects and a cross-reference table; object 1 is the catalog."""
    data = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)]
    start = len(data)
    table = b"xref\n0 %d\n%b" % (size, b"".join(rows))
    return data + table + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


def updated(data: bytes, objects: Mapping[int, bytes], *, size: int = 99) -> bytes:
    """Return `data` with an incremental update that replaces or adds `objects`."""
    before = int(data.rsplit(b"startxref", 1)[1].split()[0])
    table = b"xref\n"
    for number, body in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    return data + table + b"trailer\n<</Size %d/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, before, start)


def form(
    *fields: bytes,
    objects: Mapping[int, bytes] | None = None,
    listed: Sequence[int] | None = None,
    shown: Sequence[int] | None = None,
    acroform: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """Return a one-page form.

    Args:
        fields: bodies of the objects from `FIRST` on.
        objects: further objects, or others in place of the usual ones.
        listed: numbers in /Fields; all fields if not given.
        shown: numbers in the page's /Annots; all fields if not given.
        acroform, trailer: further entries.
    """
    numbers = range(FIRST, FIRST + len(fields))
    usual = {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>",
        PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots%b>>"
        % array(numbers if shown is None else shown),
        ACROFORM: b"<</Fields%b%b>>" % (array(numbers if listed is None else listed), acroform),
        TICK: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 12 12]"),
    }
    return pdf({**usual, **dict(zip(numbers, fields, strict=True)), **(objects or {})}, trailer=trailer)


def array(numbers: Sequence[int]) -> bytes:
    """Return an array of references."""
    return b"[%b]" % b" ".join(b"%d 0 R" % number for number in numbers)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object's body."""
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def widget(entries: bytes) -> bytes:
    """Return a widget, merged with its field if `entries` say so."""
    return b"<</Type/Annot/Subtype/Widget/Rect[50 700 200 720]%b>>" % entries


def text(value: bytes, name: bytes = b"a", entries: bytes = b"") -> bytes:
    """Return a text field whose /V is `value`, written as PDF."""
    return widget(b"/FT/Tx/T(%b)/V %b%b" % (name, value, entries))


def states(*names: bytes) -> bytes:
    """Return an /AP with these states and Off."""
    return b"/AP<</N<<%b/Off 5 0 R>>>>" % b"".join(b"/%b 5 0 R" % name for name in names)


def box(entries: bytes, *, on: bytes = b"Yes", name: bytes = b"a") -> bytes:
    """Return a check box with the on-state `on`."""
    return widget(b"/FT/Btn/T(%b)%b%b" % (name, states(on), entries))


def choice(value: bytes, entries: bytes = b"", flags: int = 1 << 17) -> bytes:
    """Return a combo box with export and display texts ((no) Norsk, (en) Engelsk)."""
    return widget(b"/FT/Ch/T(a)/Ff %d/V %b/Opt[[(no)(Norsk)][(en)(Engelsk)]]%b" % (flags, value, entries))


def hexed(raw: bytes) -> bytes:
    """Return a hex string."""
    return b"<%b>" % raw.hex().encode("ascii")
