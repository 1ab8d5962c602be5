"""Font files that text is shaped with: those given by the user, then our own.

A document embeds of each what it shows, see `fontmap/shaped.py`. TrueType and OpenType with either kind of outlines,
and collections, whose first font is taken unless `FILE#2` names another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from integplan_pdf.errors import InputError
from integplan_pdf.pdf.embed import FONTS
from integplan_pdf.pdf.fontmap.face import Face, FontFile, extents
from integplan_pdf.pdf.scripts.shaping import Shaper

_OURS = ("NotoSans", "NotoSansArabic", "NotoSansHebrew", "NotoSansEthiopic")
_OUTLINES = {"glyf", "CFF ", "CFF2"}
_RESTRICTED, _NO_SUBSETS, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_LESS_RESTRICTED = 0x000C
_REGULAR, _BOLD_FROM = 400, 600
_NAME = re.compile("[^A-Za-z0-9-]")


@dataclass(frozen=True, slots=True)
class OpenFont:
    """A font file in use.

    Attributes:
        shaper: turns text into its glyphs.
        name: its PostScript name.
        face: as the typesetter sees it; it has no codes of its own.
        weight: 400 for regular, 700 for bold.
        sha256: of its file.
    """

    shaper: Shaper
    name: str
    face: Face
    weight: int
    sha256: str


@lru_cache(maxsize=64)
def open_font(font: FontFile) -> OpenFont:
    """Return the font in a file.

    Raises:
        InputError: it cannot be read, is no font with outlines, or may not be embedded.
    """
    try:
        data = font.path.read_bytes()
    except OSError as error:
        raise InputError(
            nb=f"Skriftfilen «{font.path.name}» kan ikke leses ({error.strerror}).",
            en=f"The font file “{font.path.name}” cannot be read ({error.strerror}).",
        ) from None
    try:
        with TTFont(BytesIO(data), lazy=True, fontNumber=font.number) as tables:
            return _opened(font, data, tables)
    except InputError:
        raise
    except Exception:  # the library's border: damaged fonts raise anything
        raise _no_font(font) from None


def _opened(font: FontFile, data: bytes, tables: Any) -> OpenFont:
    characters = frozenset(tables.getBestCmap() or {})
    if not characters or _OUTLINES.isdisjoint(tables.keys()):
        raise _no_font(font)
    os2 = tables.get("OS/2", None)
    if os2 and _is_withheld(os2.fsType):
        raise _withheld(font)
    face = hb.Face(hb.Blob(data), font.number)
    if not face.glyph_count:
        raise _no_font(font)
    weight = int(os2.usWeightClass) if os2 else _REGULAR
    digest = hashlib.sha256(data).hexdigest()
    resource = "Is" + digest[:8] + (f"-{font.number}" if font.number else "")
    name = _NAME.sub("", tables["name"].getDebugName(6) or "") or "Font"
    return OpenFont(Shaper(face, characters), name, _face(face, font, resource.encode(), weight), weight, digest)


def read_fonts(names: Iterable[str | Path], folders: Iterable[Path] = ()) -> tuple[FontFile, ...]:
    """Return the fonts called `names` (a file, or `FILE#2` for the second font in it), then those in `folders`.

    Raises:
        InputError: one of them is no font, or may not be embedded.
    """
    given = [_named(str(name)) for name in names]
    found = [FontFile(path.resolve()) for folder in folders for path in _fonts_in(folder)]
    return tuple(dict.fromkeys(map(_known, [*given, *found])))


@lru_cache(maxsize=64)
def shaping_faces(given: tuple[FontFile, ...], *, bold: bool) -> tuple[Face, ...]:
    """Return the faces that text is shaped with, those tried first at the front."""
    fitting = sorted(given, key=lambda font: (open_font(font).weight >= _BOLD_FROM) != bold)
    ours = [FontFile(FONTS / f"{name}-{'Bold' if bold else 'Regular'}.ttf") for name in _OURS]
    return tuple(open_font(font).face for font in (*fitting, *ours))


def _known(font: FontFile) -> FontFile:
    """Return a font that can be used, with the digest of its file."""
    return replace(font, sha256=open_font(font).sha256)


def _named(name: str) -> FontFile:
    path, mark, number = name.rpartition("#")
    if mark and number.isdecimal() and not Path(name).is_file():
        return FontFile(Path(path).resolve(), max(int(number) - 1, 0))
    return FontFile(Path(name).resolve())


def _fonts_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc"))


def _no_font(font: FontFile) -> InputError:
    return InputError(
        nb=f"«{font.path.name}» er ingen skrift som kan brukes. Den må være TrueType eller OpenType med konturer "
        "(.ttf, .otf eller .ttc).",
        en=f"“{font.path.name}” is no font that can be used. It must be TrueType or OpenType with outlines "
        "(.ttf, .otf or .ttc).",
    )


def _is_withheld(kind: int) -> bool:
    """Return whether a font may not be embedded, or not in part (OpenType specification, OS/2, fsType)."""
    restricted = kind & _RESTRICTED and not kind & _LESS_RESTRICTED
    return bool(restricted or kind & (_NO_SUBSETS | _BITMAPS_ONLY))


def _withheld(font: FontFile) -> InputError:
    return InputError(
        nb=f"Skriften i «{font.path.name}» tillater ikke at den bygges inn i dokumenter. Velg en annen skrift.",
        en=f"The font in “{font.path.name}” does not permit embedding in documents. Choose another font.",
    )


def _face(face: Any, font: FontFile, resource: bytes, weight: int) -> Face:
    figures = hb.Font(face).get_font_extents("ltr")
    em = 1000 / face.upem
    ascent, descent, leading = extents(figures.ascender * em, figures.descender * em)
    return Face(
        resource=resource,
        codes={},
        widths={},
        composite=True,
        ascent=ascent,
        descent=descent,
        leading=leading,
        bold=weight >= _BOLD_FROM,
        font=font,
    )
