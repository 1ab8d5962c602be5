"""Content streams run by the quick interpreter and by pdfminer's, without a file around them."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT

from integplan_pdf.pdf.recognize import interpreted
from integplan_pdf.pdf.recognize.content import Interpreter
from integplan_pdf.pdf.recognize.drawing import Drawing, Work
from integplan_pdf.pdf.recognize.faces import Fonts

PLENTY = 1 << 24
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar
2 beginbfrange <0010> <0029> <0061> <0030> <0032> [<00E6> <00F8> <00E5>] endbfrange endcmap"""


def stream(content: bytes, number: int, **attributes: Any) -> PDFStream:
    made = PDFStream(attributes, content)
    made.set_objid(number, 0)
    return made


def simple_font(**entries: Any) -> dict[str, Any]:
    return {"Type": LIT("Font"), "Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica"), **entries}


def composite_font(**entries: Any) -> dict[str, Any]:
    below = {
        "Subtype": LIT("CIDFontType2"),
        "BaseFont": LIT("Noto"),
        "CIDSystemInfo": {"Registry": b"Adobe", "Ordering": b"Identity"},
        "DW": 500,
        "W": [1, [600, 700], 16, 41, 550],
        "FontDescriptor": {"FontName": LIT("Noto")},
    }
    return {
        "Type": LIT("Font"),
        "Subtype": LIT("Type0"),
        "Encoding": LIT("Identity-H"),
        "DescendantFonts": [below],
        "ToUnicode": stream(TO_UNICODE, 90),
    } | entries


def resources() -> dict[str, Any]:
    """Return fonts F1 and F2, a picture Im1, and a form Fm1 that draws a form and text of its own."""
    fonts = {"F1": simple_font(Encoding=LIT("WinAnsiEncoding")), "F2": composite_font()}
    inner = stream(b"BT /F1 5 Tf (indre) Tj ET", 91, Subtype=LIT("Form"), BBox=[0, 0, 9, 9], Resources={"Font": fonts})
    outer = stream(
        b"q 2 0 0 2 3 4 cm /Inner Do Q BT /F2 7 Tf 1 1 Td <00100011> Tj ET /Outer Do",
        92,
        Subtype=LIT("Form"),
        BBox=[0, 0, 9, 9],
        Matrix=[1, 0, 0, 1, 100, 200],
    )
    outer.attrs["Resources"] = {"Font": fonts, "XObject": {"Inner": inner, "Outer": outer}}
    picture = stream(b"", 93, Subtype=LIT("Image"), Width=1, Height=1)
    return {"Font": fonts, "XObject": {"Fm1": outer, "Im1": picture}}


class Values:
    """A source without a file."""

    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = []

    def resolve(self, value: object) -> Any:
        return resolve1(value)

    def attributes(self, stream: PDFStream) -> dict[str, Any]:
        return stream.attrs

    def content(self, stream: PDFStream) -> bytes:
        return bytes(stream.get_data())

    def font(self, value: object) -> tuple[object, Any]:
        return None, resolve1(value)


def quickly(*contents: bytes, frames: bool = True, work: int = PLENTY) -> Drawing:
    """Return what the quick interpreter makes of a page's streams."""
    drawing = Drawing(frames)
    left = Work(work)
    Interpreter(Values(), Fonts(left), left).run(resources(), _streams(contents), drawing)
    return drawing


def by_pdfminer(*contents: bytes, frames: bool = True, work: int = PLENTY) -> Drawing:
    """Return what pdfminer makes of them."""
    drawing = Drawing(frames)
    interpreted.run(resources(), _streams(contents), drawing, PDFResourceManager(), Work(work))
    return drawing


def _streams(contents: tuple[bytes, ...]) -> list[PDFStream]:
    return [stream(content, number) for number, content in enumerate(contents, 1)]
