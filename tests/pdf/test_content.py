"""What pages draw is read quickly, and as pdfminer reads it: it is the oracle, and takes over where syntax is odd."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from pdfminer.cmapdb import CMapParser, FileUnicodeMap

from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.recognize import letters
from integplan_pdf.pdf.recognize.drawing import Drawing, OverdrawnError, Work
from integplan_pdf.pdf.recognize.faces import to_unicode
from integplan_pdf.pdf.recognize.letters import PageText, read_pages
from integplan_pdf.pdf.recognize.tokens import UnusualError, tokens
from tests.paths import ROOT
from tests.pdf.contents import PLENTY, TO_UNICODE, by_pdfminer, quickly
from tests.pdf.reading import form, stream

TEXT = (
    rb"q 1 0 0 1 50 60 cm BT /F1 12 Tf 1 0 0 1 5 6 Tm 2 Tc 3 Tw 90 Tz 14 TL 1 Ts (Hei p\345 deg) Tj T* "
    rb"[(A)-120(B \(x\))3.5<4142>]TJ (neste) ' 1 2 (ord) "
    b'" ET Q (uten font) Tj\n'
)
PRINTED = (
    b"/Span<</MCID 0/ActualText(\xfe\xff)/L[1 /A (b)]/D<</E null>>>>BDC q .5 0 0 -1 -56.69 775.9 cm/c0 cs 0.04 0.2 0.4 "
    rb"scn BT 0 Tr/F2 13 Tf 1 0 0 -1 0 0 Tm[(\000\020\000\021)20(\000\001\000\002)]TJ 10 -5 TD <00300031> Tj ET Q EMC "
    b"/Artifact BMC 3 w [2 1] 0 d 10 20 m 30 20 l 30 40 l h S EMC"
)
DRAWN = (
    b"q 10 10 100 20 re W n 0 0 5 5 re 7 7 m 1 2 3 4 5 6 c 1 2 3 4 v 4 5 6 7 y b* 1 0 0 RG 5 5 20 20 re s /GS gs Q "
    b"/Fm1 Do BT 3 Tr /F1 -9 Tf 0 1 -1 0 300 300 Tm (skjult) Tj ET /Im1 Do % slutt\n BT /F1 8 Tf (etter) Tj ET\n"
)
STRINGS = (
    b"BT /F1 10 Tf 3 0 Td (a(b(c)d)e\\)\\\\) Tj 0 -12 Td (to\\\nlinjer\\n\\t) Tj /F2 9 Tf <0010 0011\n0012> Tj "
    b"1 0 .2 1 50 50 Tm (\\0\\20) Tj ET BX EX 5 j 1 J 10 M 0.3 i /Perceptual ri /Sh1 sh 0 0 0 1 k 0 g F"
)
SEEDS = (TEXT, PRINTED, DRAWN, STRINGS)
ODD = (
    b"BT /F1 9 Tf (\\d) Tj ET",
    b"BT /F1 9 Tf (\\777) Tj ET",
    b"BT /F1 9 Tf <123> Tj ET",
    b"BT /F1 9 Tf [(a) /x] TJ ET",
    b"BT /F#31 9 Tf (a) Tj ET",
    b"BT /F9 9 Tf (a) Tj ET",
    b"BT /F1 Tf (a) Tj ET",
    b"BT /F1 9 Tf (a Tj ET",
    b"BT /F1 9 Tf (a) Tj ET {",
    b"BT /F1 9 Tf 1--2 0 Td (a) Tj ET",
    b"BT /F1 9 Tf nan 0 Td (a) Tj ET",
    b"BT /F1 9 Tf (a) 0 0 m Tj ET",
    b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI BT /F1 9 Tf (a) Tj ET",
    b"/Span<</A>>BDC BT /F1 9 Tf (a) Tj ET EMC",
)


@pytest.mark.parametrize("content", SEEDS)
@pytest.mark.parametrize("frames", [False, True])
def test_ordinary_content_is_read_as_pdfminer_reads_it(content: bytes, frames: bool) -> None:
    found = quickly(content, frames=frames)
    assert found == by_pdfminer(content, frames=frames)
    assert len(found.letters) > 5
    assert bool(found.frames) == (frames and content in (PRINTED, DRAWN))


def test_what_ordinary_content_says() -> None:
    assert "".join(letter.text for letter in quickly(TEXT).letters) == "Hei på degAB (x)ABnesteord"
    assert [letter.text for letter in quickly(PRINTED).letters] == ["a", "b", "A", "fi", "æ", "ø"]
    said = [(letter.text, letter.turn, letter.hidden) for letter in quickly(DRAWN).letters]
    assert said[:5] == [(letter, 0, False) for letter in "indre"]
    assert ("s", 270, True) in said
    assert quickly(DRAWN).has_images


@pytest.mark.parametrize("content", ODD)
def test_odd_content_is_left_to_pdfminer(content: bytes) -> None:
    with pytest.raises(UnusualError):
        quickly(content, frames=False)


def test_streams_of_a_page_are_one_content() -> None:
    parts = (b"BT /F1 9 Tf 1 0", b"0 1 5 5 Tm (a) Tj", b"ET")
    assert quickly(*parts) == by_pdfminer(*parts)
    assert len(quickly(*parts).letters) == 1


def test_the_matrix_of_a_form_ends_with_it() -> None:
    letter = by_pdfminer(b"/Fm1 Do BT /F1 10 Tf (a) Tj ET").letters[-1]
    assert letter[1:3] == pytest.approx((2.78, 2.5))


BITS = b" |(|)|<|>|[|]|/|%|\\|\n|\r|0|-|.|q|Q|Tj|TJ|'|\"|<<|>>|BI|ID|EI|#20|\0|Tf|BT|\\8|\\777|true|T*".split(b"|")


def mutated(dice: random.Random) -> bytes:
    content = bytearray(dice.choice(SEEDS))
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(content))
        match dice.randrange(6):
            case 0:
                content[place] = dice.randrange(256)
            case 1:
                del content[place : place + dice.randint(1, 6)]
            case 2:
                content[place:place] = dice.choice(BITS)
            case 3:
                other = dice.randrange(len(content))
                content[place:place] = content[other : other + dice.randint(1, 12)]
            case _:
                place = dice.choice([place for place, char in enumerate(content) if chr(char).isdigit()])
                content[place] = dice.choice(b"0123456789.-")
    return bytes(content)


def outcome(content: bytes, run: Any, frames: bool) -> Drawing | None:
    try:
        found: Drawing = run(content, frames=frames)
    except Exception:
        return None
    return found


@pytest.mark.parametrize("frames", [False, True])
def test_changed_content_is_read_as_pdfminer_reads_it_or_left_to_it(frames: bool) -> None:
    dice = random.Random(2026)  # noqa: S311 - made-up contents
    read = 0
    for _ in range(400):
        content = mutated(dice)
        found = outcome(content, quickly, frames)
        if found is not None:
            read += 1
            assert found == outcome(content, by_pdfminer, frames), content
    assert read > 50


@pytest.mark.parametrize(
    "part",
    [b"(", b"<", b"[", b"<<", b"/A", b"/A    ", b"1.", b"1   ", b"[(a)", b"(\\", b"<</A<<", b"[1] ", b"% ", b"(a(b"],
)
def test_no_content_takes_long_to_take_apart(part: bytes) -> None:
    """Work grows with the length of the content; what grows faster would not end here."""
    content = part * (1_000_000 // len(part))
    try:
        tokens(content, paths=True)
    except UnusualError:
        return
    assert set(part) & set(b"/%1[<")


def test_forms_that_draw_each_other_over_and_over_are_left_out() -> None:
    with pytest.raises(OverdrawnError):
        quickly(b"/Fm1 Do " * 50, work=2000)
    with pytest.raises(OverdrawnError):
        by_pdfminer(b"/Fm1 Do " * 50, work=2000)


def laughing() -> bytes:
    """Return a file whose page draws a form that draws one twenty times that draws one twenty times, seven deep."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = {
        number: stream(b"/X Do " * 20 + b" " * 1000, head % (number + 1)) if number < 27 else stream(b"", head % 2)
        for number in range(20, 28)
    }
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</XObject<</X 20 0 R>>>>>>"
    return form(objects={3: page, 6: stream(b"/X Do"), **forms})


def test_a_file_of_endless_forms_is_said_to_be_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_LEAST_WORK", 1 << 20)
    (page,) = read_pages(laughing())
    assert page.damaged


CMAPS = (
    TO_UNICODE,
    b"1 beginbfrange <20> <22> <0041> endbfrange",
    b"1 beginbfrange <fe> <ff> <00FE00FF> endbfrange 1 beginbfchar <01> <D83DDE00> endbfchar",
    b"1 beginbfchar <01> <> endbfchar 1 beginbfchar <02> <00a0> <02> <0020> <02> <00A0> endbfchar",
    b"begincmap /A 1 def 1 beginbfrange <01> <05> [<0041> <0042>] endbfrange endcmap",
    b"",
)
ODD_CMAPS = (
    b"1 beginbfchar <01> /space endbfchar",
    b"1 beginbfchar <1> <41> endbfchar",
    b"1 beginbfchar <01> <0041> endbfrange",
    b"1 beginbfchar <01> <0041>",
    b"1 begincidchar <01> 5 endcidchar",
    b"1 beginbfrange <01> <02> <> endbfrange",
    b"endcmap 1 beginbfchar <01> <0041> endbfchar",
    b"1 beginbfchar % <01> <0041>\n <02> <0042> endbfchar",
)


@pytest.mark.parametrize("data", CMAPS)
def test_maps_to_unicode_are_read_as_pdfminer_reads_them(data: bytes) -> None:
    wanted = FileUnicodeMap()
    CMapParser(wanted, io.BytesIO(data)).run()
    found = to_unicode(data, Work(PLENTY))
    assert found is not None
    assert found.cid2unichr == wanted.cid2unichr


@pytest.mark.parametrize("data", ODD_CMAPS)
def test_odd_maps_to_unicode_are_left_to_pdfminer(data: bytes) -> None:
    assert to_unicode(data, Work(PLENTY)) is None


def test_a_map_of_all_codes_again_and_again_is_left_out() -> None:
    with pytest.raises(OverdrawnError):
        to_unicode(b"beginbfrange <00000000> <7fffffff> <0041> endbfrange", Work(PLENTY))


SAMPLE = ROOT / "samples" / "planer" / "2026-0001_integreringsplan.pdf"


def by_pdfminer_alone(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[PageText, ...]:
    def refuse(*_: object) -> None:
        raise UnusualError

    with monkeypatch.context() as patched:
        patched.setattr(letters, "QuickSource", refuse)
        patched.setattr("integplan_pdf.pdf.recognize.content.Interpreter.run", refuse)
        return read_pages(data, frames=True)


def test_a_flattened_plan_is_read_as_pdfminer_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = flatten(SAMPLE.read_bytes()).data
    with monkeypatch.context() as patched:
        patched.delattr(letters, "open_file")
        found = read_pages(data, frames=True)
    assert found == by_pdfminer_alone(data, monkeypatch)
    assert sum(len(page.letters) for page in found) > 10_000
    assert not any(page.damaged for page in found)
    assert [page.letters for page in read_pages(data)] == [page.letters for page in found]


def test_one_odd_page_is_read_too() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F <<%b>>>>>>>>"
    font = b"/Type/Font/Subtype/Type1/BaseFont/Helvetica"
    content = b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI BT /F 9 Tf (a) Tj ET"
    (found,) = read_pages(form(objects={3: page % font, 6: stream(content)}))
    assert [letter.text for letter in found.letters] == ["a"]
    assert found.has_images
    assert not found.damaged
