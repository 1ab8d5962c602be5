"""Which characters a field's font can show: encodings, subsets, damage."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.embed import FONTS, subset_font
from integplan_pdf.pdf.write import Filled, fill
from tests.builders import FormBuilder
from tests.renderers import RENDERERS, ink, text_in

RECT = (50.0, 700.0, 350.0, 716.0)


def filled(font: Any, value: str, form: FormBuilder | None = None) -> Filled:
    """Fill a field whose font is made by `font(form)`."""
    form = form or FormBuilder()
    form.form.DR.Font.Egen = font(form) if callable(font) else font
    form.text("felt", RECT, "/Egen 10 Tf 0 g")
    return fill(compile_template(form.data()), {"felt": value})


def fonts_used(result: Filled) -> list[str]:
    with pikepdf.open(BytesIO(result.data)) as pdf:
        return [str(font.BaseFont) for font in pdf.Root.AcroForm.Fields[0].AP.N.Resources.Font.values()]


def simple(base: str, subtype: Name = Name.Type1, **entries: Any) -> Any:
    made = Dictionary(Type=Name.Font, Subtype=subtype, BaseFont=Name("/" + base))
    for key, value in entries.items():
        made["/" + key] = value
    return made


@cache
def truetype(characters: str, notdef_only: str = "") -> bytes:
    """Return Noto Sans with these characters; those of `notdef_only` have a code but no outline."""
    font = TTFont(BytesIO(subset_font(FONTS / "NotoSans-Regular.ttf", characters + notdef_only).data))
    for character in notdef_only:
        font["glyf"][font.getBestCmap()[ord(character)]] = TTGlyphPen(None).glyph()
    target = BytesIO()
    font.save(target)
    return target.getvalue()


def embedded(form: FormBuilder, data: bytes, key: str = "FontFile2", **stream: Any) -> Any:
    file = Stream(form.pdf, data)
    for name, value in stream.items():
        file["/" + name] = value
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Egen"), Flags=32, Ascent=1069, Descent=-293, CapHeight=714,
        FontBBox=Array([0, -300, 1000, 1000]), ItalicAngle=0, StemV=80,
    )  # fmt: skip
    descriptor["/" + key] = form.pdf.make_indirect(file)
    return form.pdf.make_indirect(descriptor)


def winansi(form: FormBuilder, data: bytes) -> Any:
    font = TTFont(BytesIO(data))
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    widths = [metrics[cmap[code]][0] if code in cmap else 0 for code in range(32, 256)]
    return simple(
        "ABCDEF+Egen", Name.TrueType, FirstChar=32, LastChar=255, Widths=Array(widths),
        Encoding=Name.WinAnsiEncoding, FontDescriptor=embedded(form, data),
    )  # fmt: skip


def type0(form: FormBuilder, characters: str, *, to_unicode: bool = True) -> Any:
    program = subset_font(FONTS / "NotoSans-Regular.ttf", characters)
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Egen"), CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0), DW=500,
        W=Array([0, Array(list(program.widths))]), FontDescriptor=embedded(form, program.data),
    )  # fmt: skip
    font = simple("ABCDEF+Egen", Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([descendant]))
    if to_unicode:
        font.ToUnicode = Stream(form.pdf, program.to_unicode)
    return font


def test_own_font_is_used_where_it_can_show_the_text() -> None:
    result = filled(simple("Times-Roman", Encoding=Name.WinAnsiEncoding), "Ærlig Øyvind")
    assert fonts_used(result) == ["/Times-Roman"]
    assert text_in(result.data, RECT) == "Ærlig Øyvind"


@pytest.mark.parametrize(
    "encoding",
    [
        Name.MacRomanEncoding,
        Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([1, Name.Oslash, Name.AE, Name.oslash])),
        Dictionary(Differences=Array([200, Name.Aring, Name.uni00C6, Name.Oslash, Name.aring, Name("/uni00F8")])),
        Name.PDFDocEncoding,
        Dictionary(BaseEncoding=Name.PDFDocEncoding),
        Name("/FantasiEncoding"),
        None,
    ],
)
@pytest.mark.parametrize("base", ["Helvetica", "ArialMT"])
def test_any_encoding_gives_the_right_letters(encoding: Any, base: str) -> None:
    font = simple(base, Name.TrueType if base == "ArialMT" else Name.Type1)
    if encoding is not None:
        font.Encoding = encoding
    result = filled(font, "Ærlig Øyvind på Å")
    assert text_in(result.data, RECT) == "Ærlig Øyvind på Å"
    assert not result.findings


@pytest.mark.parametrize("font", [simple("Symbol"), simple("ZapfDingbats"), simple("Wingdings", Name.TrueType)])
def test_symbol_fonts_do_not_show_letters(font: Any) -> None:
    assert text_in(filled(font, "abc 123").data, RECT) == "abc 123"


@pytest.mark.parametrize("font", [Dictionary(Type=Name.Font, Subtype=Name.Type3), Dictionary(), simple("", Name.Odd)])
def test_fonts_that_cannot_be_used_are_replaced(font: Any) -> None:
    assert text_in(filled(font, "Ærlig 123").data, RECT) == "Ærlig 123"


def test_embedded_truetype() -> None:
    result = filled(lambda form: winansi(form, truetype("ABCÆØÅabcæøå 123")), "Åbc ÆØ 12")
    assert fonts_used(result) == ["/ABCDEF+Egen"]
    assert text_in(result.data, RECT) == "Åbc ÆØ 12"


@pytest.mark.parametrize("renderer", RENDERERS)
def test_letters_that_a_subset_lacks_come_from_ours(renderer: str) -> None:
    result = filled(lambda form: winansi(form, truetype("abc ", notdef_only="xyz")), "abc xyz def")
    assert "/ABCDEF+Egen" in fonts_used(result)
    assert len(fonts_used(result)) == 2
    assert text_in(result.data, RECT) == "abc xyz def"
    assert ink(result.data, (70, 700, 86, 716), renderer) > 20


def test_type0_font() -> None:
    result = filled(lambda form: type0(form, "abcЖøå "), "åbc Ж ø")
    assert fonts_used(result) == ["/ABCDEF+Egen"]
    assert text_in(result.data, RECT) == "åbc Ж ø"


def test_type0_font_without_tounicode_is_read_by_its_cmap() -> None:
    result = filled(lambda form: type0(form, "abcЖøå ", to_unicode=False), "åbc Ж")
    assert fonts_used(result) == ["/ABCDEF+Egen"]


def test_type0_font_that_is_not_embedded_is_not_trusted() -> None:
    def font(form: FormBuilder) -> Any:
        made = type0(form, "abc ")
        del made.DescendantFonts[0].FontDescriptor["/FontFile2"]
        return made

    result = filled(font, "abc")
    assert "/ABCDEF+Egen" not in fonts_used(result)
    assert text_in(result.data, RECT) == "abc"


def test_damaged_font_programs_are_not_trusted() -> None:
    def font(form: FormBuilder) -> Any:
        made = winansi(form, truetype("abc "))
        made.FontDescriptor.FontFile2 = Stream(form.pdf, b"\0\1\0\0 broken")
        return made

    assert text_in(filled(font, "abc").data, RECT) == "abc"


@cache
def compact() -> bytes:
    """Return a bare CFF font with the letters a and b."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "space", "a", "b"])
    builder.setupCharacterMap({32: "space", 97: "a", 98: "b"})
    pen = T2CharStringPen(600, None)
    pen.moveTo((50, 0))
    for point in ((50, 500), (450, 500), (450, 0)):
        pen.lineTo(point)
    pen.closePath()
    box, blank = pen.getCharString(), T2CharStringPen(600, None).getCharString()
    strings = {".notdef": blank, "space": blank, "a": box, "b": box}
    builder.setupCFF("Egen", {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(strings, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    target = BytesIO()
    builder.font["CFF "].cff.compile(target, builder.font, isCFF2=False)
    return target.getvalue()


def test_embedded_cff_font_shows_the_glyphs_it_has() -> None:
    def font(form: FormBuilder) -> Any:
        descriptor = embedded(form, compact(), "FontFile3", Subtype=Name.Type1C)
        return simple(
            "ABCDEF+Egen", FirstChar=32, LastChar=122, Widths=Array([600] * 91), Encoding=Name.WinAnsiEncoding,
            FontDescriptor=descriptor,
        )  # fmt: skip

    assert fonts_used(filled(font, "ab ba")) == ["/ABCDEF+Egen"]
    assert len(fonts_used(filled(font, "ab xy"))) == 2


@pytest.mark.parametrize("claim", ["pdfuaid:part='1'", "pdfaid:part='2'"])
def test_a_document_that_claims_conformance_gets_embedded_fonts_only(claim: str) -> None:
    form = FormBuilder()
    form.pdf.Root.Metadata = Stream(form.pdf, f"<x {claim}/>".encode())
    result = filled(simple("Helvetica", Encoding=Name.WinAnsiEncoding), "Ærlig 123", form)
    with pikepdf.open(BytesIO(result.data)) as pdf:
        fonts = pdf.Root.AcroForm.Fields[0].AP.N.Resources.Font.values()
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_bold_fonts_get_bold_company() -> None:
    result = filled(simple("Helvetica-Bold", Encoding=Name.WinAnsiEncoding), "Олена")
    assert any("NotoSans-Bold" in name for name in fonts_used(result))


def test_only_the_blocks_in_use_are_embedded_and_each_once() -> None:
    form = FormBuilder()
    form.text("felt", RECT)
    form.text("to", (50, 600, 250, 616))
    data = fill(compile_template(form.data()), {"felt": "Олена", "to": "Шевченко"}).data
    assert data.count(b"/FontFile2") == 1
    assert len(data) < 25_000


def test_wide_characters_of_a_japanese_font() -> None:
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/KozMinPr6N-Regular"), DW=1000,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Japan1", Supplement=6),
    )  # fmt: skip
    font = simple("KozMinPr6N", Name.Type0, Encoding=Name("/UniJIS-UTF16-H"), DescendantFonts=Array([descendant]))
    result = filled(font, "日本 Åse")
    assert not result.findings
    with pikepdf.open(BytesIO(result.data)) as pdf:
        assert b"<65e5672c>" in pdf.Root.AcroForm.Fields[0].AP.N.read_bytes()


def test_a_character_that_no_font_has_is_an_error() -> None:
    result = filled(simple("Helvetica"), "a\u4e2db\U0001f600")
    [finding] = result.findings
    assert (finding.rule, finding.field) == ("F005", "felt")
    assert "U+4E2D, U+1F600" in finding.nb
    with pikepdf.open(BytesIO(result.data)) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V) == "a\u4e2db\U0001f600"


def type1(*, as_hex: bool) -> bytes:
    """Return a Type 1 font program with the glyphs a and b, its private part encrypted."""
    clear = b"%!PS-AdobeFont-1.0: Egen\n/Encoding 256 array\ndup 97 /a put\ndup 98 /b put\nreadonly def\n"
    clear += b"currentfile eexec\n"
    private = b"xxxx/Private 9 dict dup begin /RD {x} def\n/CharStrings 3 dict dup begin\n"
    private += b"/.notdef 4 RD abcd ND\n/a 4 RD abcd ND\n/b 4 RD abcd ND\nend"
    hidden = eexec.encrypt(private, 55665)[0]
    return clear + (hidden.hex().encode() if as_hex else hidden)


@pytest.mark.parametrize("as_hex", [False, True])
@pytest.mark.parametrize("encoding", [Name.WinAnsiEncoding, None])
def test_embedded_type1_font_shows_the_glyphs_it_has(as_hex: bool, encoding: Any) -> None:
    def font(form: FormBuilder) -> Any:
        descriptor = embedded(form, type1(as_hex=as_hex), "FontFile")
        made = simple("ABCDEF+Egen", FirstChar=0, LastChar=255, Widths=Array([600] * 256), FontDescriptor=descriptor)
        if encoding:
            made.Encoding = encoding
        return made

    assert "/ABCDEF+Egen" in fonts_used(filled(font, "abba"))
    assert len(fonts_used(filled(font, "abba cd"))) == 2
