from __future__ import annotations

import io
import os
import re
import subprocess
import sys

from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.pdf.embed import FONTS, TYPEABLE, subset_font

REGULAR = FONTS / "NotoSans-Regular.ttf"


def test_subset_keeps_what_was_asked_for_and_its_cmap() -> None:
    program = subset_font(REGULAR, "Æøå Żółć Україна")
    with TTFont(io.BytesIO(program.data)) as font:
        cmap = font.getBestCmap()
        assert {chr(code): font.getGlyphID(name) for code, name in cmap.items()} == dict(program.glyphs)
        assert not {"fpgm", "prep", "cvt ", "GSUB", "GPOS"} & set(font.keys())
        assert len(program.widths) == font["maxp"].numGlyphs
    assert set("Æøå Żółć Україна") == set(program.glyphs)


def test_characters_without_a_glyph_are_absent() -> None:
    program = subset_font(REGULAR, "a☐ሰ")
    assert set(program.glyphs) == {"a"}


@settings(derandomize=True, max_examples=25, deadline=None)
@given(st.text(st.sampled_from(TYPEABLE), min_size=1, max_size=12))
def test_widths_are_those_of_the_full_font(text: str) -> None:
    program = subset_font(REGULAR, text)
    with TTFont(REGULAR, lazy=True) as font:
        cmap, em = font.getBestCmap(), font["head"].unitsPerEm
        for character in set(text) & {chr(code) for code in cmap}:
            wanted = round(font["hmtx"][cmap[ord(character)]][0] * 1000 / em)
            assert program.widths[program.glyphs[character]] == wanted


def test_figures_of_the_descriptor_are_those_of_noto_sans() -> None:
    program = subset_font(REGULAR, "Hxg")
    assert (program.ascent, program.descent, program.cap_height) == (1069, -293, 714)
    assert (program.italic_angle, program.flags) == (0, 4)
    bold = subset_font(FONTS / "NotoSans-Bold.ttf", "Hxg")
    assert bold.stem_v > program.stem_v
    x0, y0, x1, y1 = program.bbox
    assert x0 < x1 and y0 < 0 < program.cap_height <= y1  # g hangs below the line, H stands on it


def test_name_carries_a_tag_of_the_content() -> None:
    one, other = subset_font(REGULAR, "ab"), subset_font(REGULAR, "cd")
    assert re.fullmatch(r"[A-Z]{6}\+NotoSans-Regular", one.name)
    assert one.name != other.name


def test_to_unicode_leads_back_from_glyph_to_character() -> None:
    program = subset_font(REGULAR, TYPEABLE)
    text = program.to_unicode.decode("ascii").partition("endcodespacerange")[2]
    back = {
        int(glyph, 16): bytes.fromhex(code).decode("utf-16-be")
        for glyph, code in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", text, re.MULTILINE)
    }
    assert set(back) == set(program.glyphs.values())
    assert all(program.glyphs[character] == glyph for glyph, character in back.items())
    sizes = [int(count) for count in re.findall(r"(\d+) beginbfchar", text)]
    assert sum(sizes) == len(back) and max(sizes) <= 100


def test_of_two_characters_for_one_glyph_the_lowest_is_read_back() -> None:
    program = subset_font(FONTS / "NotoSansArabic-Regular.ttf", "\u00a0 ")
    assert program.glyphs["\u00a0"] == program.glyphs[" "]
    assert b"<0020>" in program.to_unicode and b"<00A0>" not in program.to_unicode


def test_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "from integplan_pdf.pdf.embed import *; import hashlib;"
        "p = subset_font(FONTS / 'NotoSans-Regular.ttf', set('Blåbærsyltetøy på Україна'));"
        "print(p.name, hashlib.sha256(p.data + p.to_unicode).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Pacific/Auckland"))
    ]
    assert runs[0] == runs[1]
