"""The font that people type with, as a PDF font dictionary."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from integplan_pdf.pdf.embed import FONTS, TYPEABLE, FontProgram, subset_font


@cache
def field_font() -> FontProgram:
    """Return the font of the fields, with everything a person can type."""
    return subset_font(FONTS / "NotoSans-Regular.ttf", TYPEABLE)


def embed_field_font(pdf: Pdf) -> Any:
    """Return the font of the fields in `pdf`, copied as it was packed for the first form."""
    return pdf.copy_foreign(_packed().Root.Font)


@cache
def _packed() -> Pdf:
    pdf, packed = Pdf.new(), io.BytesIO()
    pdf.Root.Font = embed_font(pdf, field_font())
    pdf.save(packed)
    return pikepdf.open(packed)


def embed_font(pdf: Pdf, font: FontProgram) -> Any:
    """Return `font` as a Type0 font with Identity-H in `pdf` (ISO 32000-2 §9.7.6)."""
    name = Name(f"/{font.name}")
    program = Stream(pdf, font.data)
    program.Length1 = len(font.data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=font.flags,
        FontBBox=Array(font.bbox),
        ItalicAngle=font.italic_angle,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.cap_height,
        StemV=font.stem_v,
        FontFile2=pdf.make_indirect(program),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([0, Array(font.widths)]),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, font.to_unicode)),
        )
    )
