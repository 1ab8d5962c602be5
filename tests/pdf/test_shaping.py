"""Shaping by HarfBuzz, and what a document embeds of it."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from integplan_pdf.pdf.embed import FONTS
from integplan_pdf.pdf.fontmap.face import Face, FontFile
from integplan_pdf.pdf.fontmap.fallback import face_for
from integplan_pdf.pdf.fontmap.files import open_font, shaping_faces
from integplan_pdf.pdf.fontmap.glyphs import ShapedGlyphs
from integplan_pdf.pdf.fontmap.shaped import program, tokens
from integplan_pdf.pdf.scripts.shaping import Glyph, Shaper
from integplan_pdf.pdf.typesetter import Typesetter
from tests.paths import ROOT

ARABIC, HEBREW = FontFile(FONTS / "NotoSansArabic-Regular.ttf"), FontFile(FONTS / "NotoSansHebrew-Regular.ttf")
LATIN = FontFile(FONTS / "NotoSans-Regular.ttf")
CJK = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")

GOLDEN = {
    "سلام": ["uni0633.init", "uni0644.medi.rlig", "uni0627.fina.rlig.2", "uni0645"],
    "ليلى": ["uni0644.init", "twodotshorizontalbelowar", "uni066E.medi.wide", "uni0644.medi", "uni0649.fina"],
    "محمد": ["uni0645.init", "uni062D.medi", "uni0645.medi", "uni062F.fina"],
    "بيت": [
        "dotbelowar", "uni066E.init", "twodotshorizontalbelowar", "uni066E.medi.wide",
        "twodotshorizontalabovear", "uni066E.fina",
    ],
}  # fmt: skip
"""Arabic words and the glyphs of their letters as they are read: seen to be right, letter by letter."""


def shaper(font: FontFile) -> Shaper:
    return open_font(font).shaper


def names(font: FontFile, text: str) -> list[str]:
    """Return the names of the glyphs that HarfBuzz itself gives, from left to right."""
    buffer, hb_font = hb.Buffer(), hb.Font(hb.Face(hb.Blob(font.path.read_bytes())))
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb_font, buffer)
    order = TTFont(font.path).getGlyphOrder()
    return [order[info.codepoint] for info in buffer.glyph_infos]


@pytest.mark.parametrize("word", ["سلام", "ليلى", "محمدرضا", "لا", "مُدَرِّس"])
def test_glyphs_are_those_that_harfbuzz_gives(word: str) -> None:
    order = TTFont(ARABIC.path).getGlyphOrder()
    shaped = [order[part[0]] for glyph in shaper(ARABIC).shape(word, rtl=True) for part in glyph.parts]
    assert sorted(shaped) == sorted(names(ARABIC, word))


@pytest.mark.parametrize("word", GOLDEN)
def test_letters_take_the_forms_of_their_places_in_a_word(word: str) -> None:
    order = TTFont(ARABIC.path).getGlyphOrder()
    glyphs = reversed(shaper(ARABIC).shape(word, rtl=True))
    assert [order[part[0]] for glyph in glyphs for part in glyph.parts] == GOLDEN[word]


def test_each_glyph_means_its_characters_and_all_are_there() -> None:
    for font, word in [(ARABIC, "سَلَامٌ"), (ARABIC, "می\u200cخواهم"), (HEBREW, "עולם")]:
        shown = shaper(font).shape(word, rtl=True)
        assert "".join(glyph.text for glyph in reversed(shown)) == word
    assert "".join(glyph.text for glyph in shaper(LATIN).shape("नमस्ते", rtl=False)) == "नमस्ते"


def test_a_mark_is_put_over_its_letter_and_takes_no_room() -> None:
    base, mark = shaper(LATIN).shape("x\u0302", rtl=False)
    assert (mark.text, mark.advance) == ("\u0302", 0)
    bounds = [BoundsPen(None), BoundsPen(None)]
    shaper(LATIN).draw(base, bounds[0])
    shaper(LATIN).draw(mark, bounds[1])
    middle = [(pen.bounds[0] + pen.bounds[2]) / 2 for pen in bounds]
    assert middle[1] + base.advance == pytest.approx(middle[0], abs=25)


def test_a_character_of_several_glyphs_becomes_one() -> None:
    glyphs = shaper(ARABIC).shape("ي", rtl=True)
    assert len(glyphs) == 1
    assert len(glyphs[0].parts) == len(names(ARABIC, "ي")) > 1


def test_what_the_font_lacks_is_known() -> None:
    assert shaper(HEBREW).covers("שלום")
    assert not shaper(HEBREW).covers("שלום中")
    assert any(glyph.missing for glyph in shaper(HEBREW).shape("中", rtl=False))


def test_scripts_within_a_word_are_shaped_each_for_itself() -> None:
    both = shaper(LATIN).shape("abनम", rtl=False)
    assert both == shaper(LATIN).shape("ab", rtl=False) + shaper(LATIN).shape("नम", rtl=False)


def test_a_document_numbers_the_glyphs_that_it_shows_as_they_come() -> None:
    one, two = Glyph(((5, 0, 0),), 500, "a"), Glyph(((5, 0, 0), (7, -3, 10)), 510, "b")
    numbered = ShapedGlyphs()
    content = b"/X 9 Tf <~X~%b> Tj (~) Tj <~X~%b> Tj" % (tokens([one, two, one]), tokens([two]))
    assert numbered.encode(content) == b"/X 9 Tf <000100020001> Tj (~) Tj <0002> Tj"
    assert numbered.of(b"X") == tuple(token.strip() for token in (tokens([one]), tokens([two])))


def embedded(font: FontFile, text: str, *, rtl: bool) -> tuple[TTFont, tuple[Glyph, ...]]:
    glyphs = tuple(dict.fromkeys(shaper(font).shape(text, rtl=rtl)))
    return TTFont(BytesIO(program(font, tuple(token.strip() for token in map(tokens_of, glyphs))).data)), glyphs


def tokens_of(glyph: Glyph) -> bytes:
    return tokens([glyph])


@pytest.mark.parametrize(("font", "text"), [(ARABIC, "سَلَامٌ يلي"), (HEBREW, "שָׁלוֹם"), (LATIN, "नमस्ते")])
def test_the_embedded_font_has_the_outlines_and_widths_of_the_glyphs(font: FontFile, text: str) -> None:
    file, glyphs = embedded(font, text, rtl=font is not LATIN)
    assert file["maxp"].numGlyphs == len(glyphs) + 1
    for number, glyph in enumerate(glyphs, 1):
        name = file.getGlyphOrder()[number]
        ours, theirs = AreaPen(None), AreaPen(None)
        file.getGlyphSet()[name].draw(ours)
        shaper(font).draw(glyph, theirs)
        assert ours.value == pytest.approx(theirs.value, rel=2e-3, abs=60)
        assert file["hmtx"][name][0] == glyph.advance


def test_the_embedded_font_is_small_and_follows_from_the_text_alone() -> None:
    wanted = tuple(token.strip() for token in map(tokens_of, shaper(ARABIC).shape("سلام", rtl=True)))
    first = program(ARABIC, wanted)
    program.cache_clear()
    assert program(ARABIC, wanted) == first
    assert len(first.data) < 3000
    assert first.name.endswith("+NotoSansArabic-Regular")


def test_the_checksums_of_the_embedded_font_are_right() -> None:
    data = program(
        ARABIC, tuple(token.strip() for token in map(tokens_of, shaper(ARABIC).shape("سلام", rtl=True)))
    ).data
    padded = data + b"\0" * (-len(data) % 4)
    total = sum(int.from_bytes(padded[at : at + 4], "big") for at in range(0, len(padded), 4)) & 0xFFFFFFFF
    assert total == 0xB1B0AFBA


@pytest.mark.skipif(not CJK.is_file(), reason="needs a Chinese font")
def test_a_large_font_gives_what_is_asked_for_only() -> None:
    wanted = tuple(token.strip() for token in map(tokens_of, shaper(FontFile(CJK)).shape("我想学好", rtl=False)))
    assert len(program(FontFile(CJK), wanted).data) < 5000


OWN = Face(b"Own", {c: c.encode() for c in "abc() -0123456789"}, dict.fromkeys("abc() -0123456789", 500.0))


def test_a_line_is_set_from_left_to_right_in_the_faces_it_takes() -> None:
    setter = Typesetter(OWN, face_for)
    runs = setter.runs(["abc", "سلام", "abc"])
    assert [face.resource == b"Own" for face, _ in runs] == [True, False, True]
    assert runs[0][1].startswith(b"abc ")


def test_brackets_of_the_fields_own_font_are_mirrored_in_right_to_left_text() -> None:
    runs = Typesetter(OWN, face_for).runs(["שלום", "(", "12", ")"])
    own = b"".join(content for face, content in runs if face.resource == b"Own")
    assert own.replace(b" ", b"") == b"(12)"
    assert runs[-1][0].font


def test_the_width_of_a_line_is_that_of_its_glyphs() -> None:
    setter = Typesetter(OWN, face_for)
    glyphs = shaper(ARABIC).shape("سلام", rtl=True)
    assert setter.width("سلام") == sum(glyph.advance for glyph in glyphs)
    assert setter.shown_width(["سلام", "سلام"]) == 2 * setter.width("سلام") + setter.space


def test_bold_fields_are_shaped_with_bold_fonts() -> None:
    assert [face.font.path.stem.rpartition("-")[2] for face in shaping_faces((), bold=True) if face.font] == [
        "Bold"
    ] * 4


def test_latin_text_loads_nothing_of_what_shaping_takes() -> None:
    script = (
        "import sys; from integplan_pdf.pdf.compile import compile_template; from integplan_pdf.pdf.write import fill;"
        "from tests.builders import FormBuilder; f = FormBuilder(); f.text('a', (50, 700, 250, 716));"
        "fill(compile_template(f.data()), {'a': 'Åse Олена'});"
        "heavy = ('bidi', 'unicode_segmentation_rs', 'integplan_pdf.pdf.scripts.shaping');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_a_glyph_that_no_font_has_is_not_drawn_in_silence() -> None:
    setter = Typesetter(OWN, face_for)
    setter.runs(["سل中"])
    assert setter.lacking([["سل中"]]) == "中"
    assert setter.lacking([["س"], ["ل"]]) == ""
