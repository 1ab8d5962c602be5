"""Small forms with printed words and named boxes, made in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.pdf.reading import array, pdf, stream

Rect = tuple[float, float, float, float]
Printed = Sequence[tuple[float, float, str]]
"""Where a text begins, x and y of its baseline in points, and the text; set in Helvetica 9."""

_FIRST = 20
_TICK, _OFF = 10, 11


@dataclass(frozen=True)
class Field:
    """One field: the entries that all its widgets share, and each widget's rectangle and own entries."""

    entries: str
    widgets: tuple[tuple[Rect, str], ...]


def text(name: str, rect: Rect, *, help: str = "", flags: int = 0, max_length: int = 0, value: str = "") -> Field:
    more = f"/MaxLen {max_length}" if max_length else ""
    more += f"/V{_string(value)}" if value else ""
    return Field(f"/FT/Tx/T{_string(name)}{_help(help)}/Ff {flags}{more}", ((rect, ""),))


def tick(name: str, rect: Rect, *, on: str = "Yes", help: str = "") -> Field:
    return Field(f"/FT/Btn/T{_string(name)}{_help(help)}", ((rect, _states(on)),))


def radio(name: str, boxes: Mapping[str, Rect], *, help: str = "") -> Field:
    widgets = tuple((rect, _states(state)) for state, rect in boxes.items())
    return Field(f"/FT/Btn/T{_string(name)}{_help(help)}/Ff {1 << 15}", widgets)


def combo(name: str, rect: Rect, options: Sequence[tuple[str, str]], *, flags: int = 1 << 17) -> Field:
    listed = "".join(f"[{_string(export)}{_string(display)}]" for export, display in options)
    return Field(f"/FT/Ch/T{_string(name)}/Ff {flags}/Opt[{listed}]", ((rect, ""),))


def button(name: str, rect: Rect) -> Field:
    return Field(f"/FT/Btn/T{_string(name)}/Ff {1 << 16}", ((rect, ""),))


def signature(name: str, rect: Rect) -> Field:
    return Field(f"/FT/Sig/T{_string(name)}", ((rect, ""),))


def form(
    printed: Printed,
    *fields: Field,
    title: str = "",
    language: str = "",
    page: str = "/MediaBox[0 0 595 842]",
    info: str = "",
    turn: str = "1 0 0 1",
) -> bytes:
    """Return a one-page PDF with these words and fields; `turn` is the start of the words' text matrix."""
    tops: list[int] = []
    notes: list[int] = []
    objects: dict[int, bytes] = {}
    for number, field in zip(range(_FIRST, 10_000, 50), fields, strict=False):
        kids = range(number + 1, number + 1 + len(field.widgets))
        tops.append(number)
        notes += kids
        objects[number] = f"<<{field.entries}/Kids{array(kids).decode()}>>".encode("latin-1")
        for kid, (rect, own) in zip(kids, field.widgets, strict=True):
            place = " ".join(f"{side:g}" for side in rect)
            widget = f"<</Type/Annot/Subtype/Widget/Parent {number} 0 R/P 3 0 R/F 4/Rect[{place}]/MK<<>>{own}>>"
            objects[kid] = widget.encode("latin-1")
    drawn = "".join(f"BT /F 9 Tf {turn} {x:g} {y:g} Tm {_string(words)} Tj ET\n" for x, y, words in printed)
    mark = b"/Type/XObject/Subtype/Form/BBox[0 0 10 10]"
    usual = {
        1: f"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R/Lang{_string(language)}>>".encode(),
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R{page}/Annots{array(notes).decode()}/Contents 5 0 R"
        "/Resources<</Font<</F 6 0 R>>>>>>".encode(),
        4: b"<</Fields%b/DA(/Helv 9 Tf 0 g)/DR<</Font<</Helv 6 0 R>>>>>>" % array(tops),
        5: stream(drawn.encode("latin-1")),
        6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        7: f"<</Title{_string(title)}{info}>>".encode("latin-1"),
        _TICK: stream(b"0 0 10 10 re f", mark),
        _OFF: stream(b"", mark),
    }
    return pdf(usual | objects, trailer=b"/Info 7 0 R")


def _states(on: str) -> str:
    return f"/AS/Off/AP<</N<</{on} {_TICK} 0 R/Off {_OFF} 0 R>>>>"


def _help(help: str) -> str:
    return f"/TU{_string(help)}" if help else ""


def _string(text: str) -> str:
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def application() -> bytes:
    """Return a form with a field of each kind, labels to the left, above and to the right, and a table."""
    rows = [
        field
        for number in (1, 2, 3)
        for field in (
            text(f"KursRow{number}", (50, 540 - 20 * number, 250, 556 - 20 * number)),
            text(f"TimerRow{number}", (260, 540 - 20 * number, 320, 556 - 20 * number)),
            tick(f"BestaattRow{number}", (335, 542 - 20 * number, 347, 554 - 20 * number)),
        )
    ]
    printed = [
        (50, 800, "Søknad om opplæring"),
        (50, 764, "Fullt navn:"),
        (50, 744, "Fødselsdato"),
        (300, 744, "(dd.mm.åååå)"),
        (66, 704, "Jeg har lest reglene"),
        (50, 680, "Trenger du tolk?"),
        (166, 680, "Ja"),
        (216, 680, "Nei"),
        (50, 652, "Nivå"),
        (116, 652, "A1"),
        (166, 652, "A2"),
        (216, 652, "B1"),
        (50, 624, "Morsmål"),
        (50, 600, "Begrunnelse"),
        (50, 560, "Kurs"),
        (260, 560, "Timer"),
        (330, 560, "Bestått"),
    ]
    fields = [
        text("Text1", (120, 760, 400, 776), flags=1 << 1),
        text("Text2", (120, 740, 290, 756)),
        tick("Check Box3", (50, 702, 62, 714)),
        tick("tolk_ja", (150, 678, 162, 690), on="1"),
        tick("tolk_nei", (200, 678, 212, 690), on="1"),
        radio("nivaa", {"0": (100, 650, 112, 662), "1": (150, 650, 162, 662), "2": (200, 650, 212, 662)}),
        combo("Dropdown5", (120, 620, 290, 636), [("ukr", "Ukrainsk"), ("ara", "Arabisk, standard")]),
        text("Text6", (120, 570, 400, 612), flags=1 << 12, help="Hvorfor trenger du opplæringen?"),
        *rows,
        button("Skriv ut", (420, 780, 500, 800)),
        signature("Signature7", (50, 400, 250, 430)),
        text("sum", (420, 520, 500, 536), flags=1),
    ]
    return form(printed, *fields, title="Søknad om opplæring (Rev. 2026)", language="nb-NO")
