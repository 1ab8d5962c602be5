"""A small form with something of everything, as several programs write it, and ways to change single bytes of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader, PdfWriter

from tests.pdf.reading import array, form, stream, updated, widget

_BOX = b"/AP<</N<</Ja 5 0 R/Off 5 0 R>>/D<</Ja 5 0 R>>>>"
_LOOK = b"/AP<</N 50 0 R>>"
_FIELDS = (
    widget(b"/FT/Tx/T(navn)/V(Kari)/TU(Hele navnet)/DA(/Helv 0 Tf 0 g)/P 3 0 R/F 4/MaxLen 40" + _LOOK),
    widget(rb"/FT/Tx/T(bo\(sted\))/V(\345 \(Al\\ta\)\r\nto\051)/Ff 4096/MK<</R 90/CA(4)>>" + _LOOK),
    widget(b"/FT/Tx/T<FEFF00E5>/V<FEFF00C500730061>/F 2/AP<</N 51 0 R>>"),
    widget(b"/FT/Btn/T(ja)/V/Ja/AS/Ja" + _BOX),
    widget(b"/FT/Btn/T(nei) /V /Off /AS /Off " + _BOX),
    b"<</FT/Btn/Ff 49152/T(valg)/V/b/Opt[(En)(To)]/Kids[40 0 R 41 0 R]>>",
    widget(b"/FT/Ch/Ff 131072/T(liste)/Opt[[(1)(En)][(2)(To)]]/V(2)/DV null" + _LOOK),
    widget(b"/FT/Ch/T(flere)/Opt[(a)(b)(c)]/V[(a)(c)]/I[0 2]"),
    b"<</Subtype/Widget/FT/Sig/T(signatur)/Rect[0 0 -1.5 +.5]>>",
    b"<</T(gruppe)/FT/Tx/Ff 2/Kids[42 0 R 43 0 R]>>",
    widget(b"/FT/Btn/T(annet)/V/J#c3#b8/AS/J#c3#b8/TU 52 0 R/AP<</N<</J#C3#B8 5 0 R>>>>"),
    widget(b"/FT/Tx/T(rik)/V(a b)/RV(<p>a <b>b</b></p>)"),
)
_KIDS = {
    40: widget(b"/Parent 15 0 R/AS/Off/AP<</N<</a 5 0 R/Off 5 0 R>>>>"),
    41: widget(b"/Parent 15 0 R/AS/b/AP<</N<</b 5 0 R>>>>"),
    42: widget(b"/T(1)/Parent 19 0 R/V(en)"),
    43: b"<</T(2)/Parent 19 0 R/Kids[44 0 R 45 0 R]/V(to)>>",
    44: widget(b"/Parent 43 0 R"),
    45: widget(b"/Parent 43 0 R/TU(Andre)"),
    46: b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/)>>>>",
    50: stream(b"/Tx BMC EMC", b"/Type/XObject/Subtype/Form/BBox[0 0 150 20]/Resources<</Font<</Helv 53 0 R>>>>"),
    51: b"<</Subtype/Form/BBox[0 0 1 1]/Length 54 0 R>>stream\nq Q\nendstream",
    52: b"(Tips)",
    53: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    54: b"3",
    55: b"<</Title(Pr\\370ve)/Producer(Ingen)/Trapped/False>>",
}
_SHOWN = (10, 11, 12, 13, 14, 16, 17, 18, 20, 40, 41, 42, 44, 45, 46)


def plain() -> bytes:
    """Return the form with a cross-reference table and no object streams."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots%b>>" % array(_SHOWN)
    return form(*_FIELDS, objects={**_KIDS, 3: page}, trailer=b"/Info 55 0 R")


def by_pikepdf(data: bytes, **options: Any) -> bytes:
    """Return the file as qpdf writes it."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(target, static_id=True, **options)
    return target.getvalue()


def by_pypdf(data: bytes) -> bytes:
    """Return the file as pypdf writes it."""
    target = BytesIO()
    PdfWriter(clone_from=PdfReader(BytesIO(data))).write(target)
    return target.getvalue()


_PACKED = pikepdf.ObjectStreamMode.generate
_UNPACKED = pikepdf.ObjectStreamMode.disable

WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "qpdf, object streams": lambda data: by_pikepdf(data, object_stream_mode=_PACKED),
    "qpdf, plain": lambda data: by_pikepdf(data, object_stream_mode=_UNPACKED),
    "qpdf, QDF": lambda data: by_pikepdf(data, qdf=True, object_stream_mode=_UNPACKED),
    "qpdf, linearized": lambda data: by_pikepdf(data, linearize=True, object_stream_mode=_PACKED),
    "qpdf, nothing compressed": lambda data: by_pikepdf(
        data, object_stream_mode=_PACKED, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
    ),
    "pypdf": by_pypdf,
}
"""Ways to write a file again, by name."""


def variants() -> list[bytes]:
    """Return the small form as each writer leaves it, and with an update."""
    form = plain()
    return [*(write(form) for write in WRITERS.values()), updated(form, {10: _FIELDS[0], 60: b"(ny)"}, size=61)]


_MARKS = b"()<>[]{}/%#\\ \r\n\t\x00\x0b\x0c+-.0123456789RnfTVAobjxstream\xff\xfe\xef"

_SHORTEST = 1000


def mutated(data: bytes, seed: int) -> bytes:
    """Return `data` with one or two changes, most of which leave everything else where it is."""
    chance = random.Random(seed)  # noqa: S311
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2))):
        if len(changed) >= _SHORTEST:
            chance.choice(_CHANGES)(changed, chance)
    return bytes(changed)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.choice(_MARKS)


def _copy(data: bytearray, chance: random.Random) -> None:
    length = chance.randrange(1, 12)
    source, target = chance.randrange(len(data) - length), chance.randrange(len(data) - length)
    data[target : target + length] = data[source : source + length]


def _shift(data: bytearray, chance: random.Random) -> None:
    """Take out a byte and put one in a little further on."""
    place = chance.randrange(len(data) - 1)
    del data[place]
    data.insert(min(len(data), place + chance.randrange(60)), chance.choice(_MARKS))


def _redirect(data: bytearray, chance: random.Random) -> None:
    """Let a reference or another number be one of the file's other numbers of the same length."""
    numbers = [(found.start(), found.end()) for found in re.finditer(rb"\d+", data)]
    start, end = chance.choice(numbers)
    others = [bytes(data[a:b]) for a, b in numbers if b - a == end - start]
    data[start:end] = chance.choice(others)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 2, 30, len(data)))]


def _swap_case(data: bytearray, chance: random.Random) -> None:
    """Change the letters of a name, so that a key is another one."""
    names = [found.span() for found in re.finditer(rb"/[A-Za-z]+", data)]
    (start, end), (other, _) = chance.choice(names), chance.choice(names)
    data[start:end] = data[other : other + end - start]


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _overwrite,
    _overwrite,
    _overwrite,
    _copy,
    _copy,
    _shift,
    _shift,
    _redirect,
    _redirect,
    _swap_case,
    _cut,
)
