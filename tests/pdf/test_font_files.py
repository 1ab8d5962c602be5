"""Font files that users give."""

from __future__ import annotations

import pickle
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from integplan_pdf.errors import InputError
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.embed import FONTS
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.pdf.fontmap.files import open_font, read_fonts, shaping_faces
from integplan_pdf.pdf.write import Filled, fill
from tests.builders import FormBuilder
from tests.renderers import RENDERERS, ink, text_in

RECT = (50.0, 700.0, 350.0, 716.0)
CJK = "\u4e2d\u6587"


@cache
def made(*, compact: bool = False, permission: int = 0, characters: str = CJK, name: str = "Egen") -> bytes:
    """Return a font whose letters are boxes, with TrueType outlines or compact ones."""
    builder = FontBuilder(2000, isTTF=not compact)
    names = [".notdef", "space", *(f"uni{ord(character):04X}" for character in characters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({32: "space", **dict(zip(map(ord, characters), names[2:], strict=True))})
    drawn = {each: _box(compact) if each.startswith("uni") else _blank(compact) for each in names}
    if compact:
        builder.setupCFF(name, {}, drawn, {})
    else:
        builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1900, 200)))
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(fsType=permission)
    builder.setupPost()
    target = BytesIO()
    builder.font.save(target)
    return target.getvalue()


def _box(compact: bool) -> object:
    pen = T2CharStringPen(1900, None) if compact else TTGlyphPen(None)
    pen.moveTo((200, 0))
    for point in ((200, 1400), (1700, 1400), (1700, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.getCharString() if compact else pen.glyph()


def _blank(compact: bool) -> object:
    return T2CharStringPen(1900, None).getCharString() if compact else TTGlyphPen(None).glyph()


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def filled(text: str, fonts: tuple[FontFile, ...]) -> Filled:
    form = FormBuilder()
    form.text("felt", RECT)
    return fill(compile_template(form.data(), fonts=fonts), {"felt": text})


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("renderer", RENDERERS)
def test_both_kinds_of_outlines_are_drawn(compact: bool, renderer: str, tmp_path: Path) -> None:
    fonts = read_fonts([written(tmp_path / "egen.otf", made(compact=compact))])
    result = filled(CJK, fonts)
    assert not result.findings
    assert text_in(result.data, RECT) == CJK
    assert ink(result.data, RECT, renderer) > 300


def test_a_font_of_a_collection_by_its_number(tmp_path: Path) -> None:
    both = TTCollection()
    both.fonts = [TTFont(BytesIO(made(name="Ene"))), TTFont(BytesIO(made(characters="\u6587\u5b57", name="Andre")))]
    path = tmp_path / "samling.ttc"
    both.save(path)
    assert [open_font(font).name for font in read_fonts([path, f"{path}#2"])] == ["Ene", "Andre"]
    assert filled("\u5b57", read_fonts([path])).findings
    assert not filled("\u5b57", read_fonts([f"{path}#2"])).findings
    with pytest.raises(InputError):
        read_fonts([f"{path}#3"])


@pytest.mark.parametrize(
    "data", [b"", b"junk", b"\0\1\0\0" + b"\0\1" * 50, (FONTS / "NotoSans-Bold.ttf").read_bytes()[:5000], b"wOF2" * 20]
)
def test_what_is_no_font_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_fonts([written(tmp_path / "feil.ttf", data)])
    assert "feil.ttf" in error.value.nb and "feil.ttf" in error.value.en


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mangler\.ttf"):
        read_fonts([tmp_path / "mangler.ttf"])


@pytest.mark.parametrize(
    ("permission", "allowed"), [(0, True), (2, False), (4, True), (8, True), (0x100, False), (0x200, False)]
)
def test_fonts_that_forbid_embedding_are_refused(permission: int, allowed: bool, tmp_path: Path) -> None:
    path = written(tmp_path / "egen.ttf", made(permission=permission))
    if allowed:
        assert read_fonts([path])
    else:
        with pytest.raises(InputError, match="bygges inn"):
            read_fonts([path])


def test_fonts_given_come_first_then_those_of_the_folders_by_name_then_ours(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    for name in ("b.ttf", "a.ttf"):
        written(folder / name, made(name=name[0]))
    written(folder / "OFL.txt", b"a licence")
    given = written(tmp_path / "egen.ttf", made())
    fonts = read_fonts([given], [folder, tmp_path / "no-such-folder"])
    assert [font.path.name for font in fonts] == ["egen.ttf", "a.ttf", "b.ttf"]
    faces = [face.font.path.name for face in shaping_faces(fonts, bold=False) if face.font]
    assert faces[:4] == ["egen.ttf", "a.ttf", "b.ttf", "NotoSans-Regular.ttf"]


def test_a_font_is_known_by_what_it_holds(tmp_path: Path) -> None:
    one, other = (read_fonts([written(tmp_path / name, made())])[0] for name in ("en.ttf", "to.ttf"))
    assert one.sha256 == other.sha256 != ""
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    assert filled(CJK, (one,)).data == filled(CJK, (other,)).data


def test_the_fields_own_font_and_latin_words_stay_as_they_are(tmp_path: Path) -> None:
    fonts = read_fonts([written(tmp_path / "egen.ttf", made(characters=CJK + "abc"))])
    assert filled("abc Åse", fonts).data == filled("abc Åse", ()).data
