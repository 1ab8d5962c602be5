"""What is seen in a box: the stored appearance, never one made up for the occasion."""

from __future__ import annotations

import io

import pikepdf
import pytest

from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.look import ink, render_page, visible_text
from tests.pdf.reading import form, stream, widget

RECT = (50.0, 700.0, 200.0, 720.0)
HELV = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"


def drawn(operators: bytes, width: int = 150) -> bytes:
    return stream(operators, b"/Type/XObject/Subtype/Form/BBox[0 0 %d 20]%b" % (width, HELV))


def line(text: bytes, x: int = 2, y: int = 5) -> bytes:
    return b"BT /F 10 Tf %d %d Td (%b) Tj ET " % (x, y, text)


BLACK = drawn(b"0 0 150 20 re f")


def page(*fields: bytes, objects: dict[int, bytes] | None = None, printed: bytes = b"", entries: bytes = b"") -> bytes:
    annotations = b" ".join(b"%d 0 R" % (10 + number) for number in range(len(fields)))
    body = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R%b/Annots[%b]%b>>" % (
        HELV,
        annotations,
        entries,
    )
    usual = {3: body, 6: stream(printed), 20: drawn(line(b"synlig")), 21: BLACK, 22: drawn(b"")}
    return form(*fields, objects=usual | (objects or {}), acroform=b"/NeedAppearances true/DA(/F 10 Tf)")


def seen(data: bytes, rect: Rect = RECT, **options: bool) -> str:
    return visible_text(data, [(1, rect)], **options)[0]


def test_stored_and_seen_are_two_things() -> None:
    assert seen(page(widget(b"/FT/Tx/T(a)/V(lagret)/AP<</N 20 0 R>>"))) == "synlig"


def test_no_appearance_is_made_up() -> None:
    assert seen(page(widget(b"/FT/Tx/T(a)/V(lagret)/DA(/F 10 Tf)"))) == ""


@pytest.mark.parametrize(("flag", "text"), [(0, "synlig"), (2, ""), (4, "synlig"), (32, "")])
def test_hidden_widgets_are_not_seen(flag: int, text: str) -> None:
    assert seen(page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>/F %d" % flag))) == text


def test_lines_and_norwegian_letters() -> None:
    two = {20: drawn(line(b"f\xf8rste linje", y=11) + line(b"andre", y=1))}
    assert seen(page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>"), objects=two)) == "første linje\nandre"


def test_text_that_runs_out_of_its_box_is_seen_only_as_far_as_the_box_goes() -> None:
    narrow = widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>").replace(b"[50 700 200 720]", b"[50 700 80 720]")
    text = seen(page(narrow, objects={20: drawn(line(b"altfor lang tekst"), width=30)}), (50, 700, 80, 720))
    assert "altfor lang tekst".startswith(text)
    assert 0 < len(text) < len("altfor lang")


def test_letters_of_the_neighbours_are_not_seen() -> None:
    printed = line(b"ledetekst gj", 50, 722) + line(b"kr", 203, 705) + line(b"j", 55, 691)
    assert seen(page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>"), printed=printed)) == "synlig"


def test_what_the_page_prints_in_the_box() -> None:
    data = page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>"), printed=line(b"..........", 100, 705))
    assert seen(data) == "synlig .........."
    assert seen(data, printed=False) == "synlig"


def test_flattened_text_is_printed_text() -> None:
    data = page(printed=line(b"flatet", 52, 705))
    assert (seen(data), seen(data, printed=False)) == ("flatet", "")


def test_other_annotations_are_seen() -> None:
    note = b"<</Type/Annot/Subtype/FreeText/Rect[50 700 200 720]/Contents(x)/AP<</N 20 0 R>>>>"
    assert seen(page(note)) == "synlig"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_in_user_space_however_the_page_is_turned_and_cropped(rotation: int) -> None:
    turned = b"/Rotate %d/CropBox[10 20 500 800]" % rotation
    data = page(
        widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>"),
        widget(b"/FT/Tx/T(b)/AP<</N 21 0 R>>/Rect[300 300 340 320]"),
        entries=turned,
    )
    assert seen(data) == "synlig"
    full, empty = ink(data, [(1, (300, 300, 340, 320)), (1, (342, 300, 382, 320))])
    assert full > 0.95
    assert empty == 0


@pytest.mark.parametrize(
    ("entries", "black"),
    [
        (b"/AS/Yes/AP<</N<</Yes 21 0 R/Off 22 0 R>>>>", True),
        (b"/AS/Off/V/Yes/AP<</N<</Yes 21 0 R/Off 22 0 R>>>>", False),
        (b"/AS/Off/AP<</N<</Yes 21 0 R>>>>", False),
        (b"/V/Yes/AP<</N<</Yes 21 0 R>>>>", False),
        (b"/V/Yes/AP<</N<</Yes 21 0 R/Off 22 0 R>>>>", False),
        (b"/AS/Nei/AP<</N<</Yes 21 0 R>>>>", False),
    ],
)
def test_ticks_are_seen_by_their_ink(entries: bytes, black: bool) -> None:
    (share,) = ink(page(widget(b"/FT/Btn/T(a)" + entries)), [(1, RECT)])
    assert share == pytest.approx(float(black), abs=0.05)


def test_ink_is_a_share_of_the_box() -> None:
    data = page(widget(b"/FT/Tx/T(a)/AP<</N 21 0 R>>"))
    assert ink(data, [(1, (50, 700, 200, 740))])[0] == pytest.approx(0.5, abs=0.02)


def test_light_backgrounds_are_no_ink() -> None:
    data = page(widget(b"/FT/Tx/T(a)/AP<</N 21 0 R>>"), objects={21: drawn(b"0.8 0.9 1 rg 0 0 150 20 re f")})
    assert ink(data, [(1, RECT)]) == [0.0]


def test_answers_come_in_the_order_of_the_boxes() -> None:
    data = page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>"))
    boxes = [(7, RECT), (1, (0.0, 0.0, 9.0, 9.0)), (1, RECT), (0, RECT)]
    assert visible_text(data, boxes) == ["", "", "synlig", ""]
    assert [share > 0 for share in ink(data, boxes)] == [False, False, True, False]
    assert visible_text(data, []) == ink(data, []) == []


@pytest.mark.parametrize("rect", [(0, 0, 0, 0), (900, 900, 950, 950), (-50, -50, -10, -10), (200, 720, 50, 700)])
def test_boxes_that_are_none(rect: Rect) -> None:
    data = page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>"))
    assert visible_text(data, [(1, rect)]) == [""]


def test_page_as_a_picture() -> None:
    picture = render_page(page(entries=b"/Rotate 90"), 1, scale=0.5)
    assert (picture.mode, picture.size) == ("RGB", (421, 298))


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(InputError):
        render_page(page(), 2)


def test_gigantic_pages_are_drawn_smaller() -> None:
    data = page(widget(b"/FT/Tx/T(a)/AP<</N 21 0 R>>"), entries=b"/MediaBox[0 0 14400 14400]")
    assert ink(data, [(1, RECT)])[0] > 0.9


def test_encrypted_files() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>")))) as document:
        document.save(target, encryption=pikepdf.Encryption(user="å", owner="b"))
    assert visible_text(target.getvalue(), [(1, RECT)], password="å") == ["synlig"]
    with pytest.raises(InputError) as error:
        visible_text(target.getvalue(), [(1, RECT)])
    assert error.value.exit_code is ExitCode.INPUT


@pytest.mark.parametrize("data", [b"", b"<html>", b"%PDF-1.7\n"])
def test_files_that_cannot_be_drawn(data: bytes) -> None:
    for look in (visible_text, ink):
        with pytest.raises(InputError):
            look(data, [(1, RECT)])


def test_the_file_given_is_not_changed() -> None:
    data = page(widget(b"/FT/Tx/T(a)/AP<</N 20 0 R>>"))
    before = bytes(data)
    assert seen(data) == seen(data) == "synlig"
    assert data == before
