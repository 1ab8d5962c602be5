"""The lab: one form with the structures that other tools get wrong, filled once, looked at field by field.

What is stored is read with pikepdf, what is shown by pdfium and poppler after flattening: three parsers that the
writer does not share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.write import Filled, fill
from tests.builders import (
    COMB,
    COMBO,
    EDIT,
    FILE_SELECT,
    MULTI_SELECT,
    MULTILINE,
    PASSWORD,
    PUSH,
    RADIO,
    READ_ONLY,
    RICH,
    FormBuilder,
)  # fmt: skip
from tests.renderers import RENDERERS, ink, ink_box, text_in

LONG = "Deltakeren skal lære norsk muntlig til nivå B1, og vil arbeide i barnehage eller på sykehjem."
VERY_LONG = " ".join([LONG] * 30)
FLIGHT = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


@dataclass(frozen=True)
class Case:
    """A value, what must be stored for it, and the text or tick that must be seen in a rectangle."""

    name: str
    value: FieldValue
    rect: tuple[float, float, float, float]
    stored: Any
    shown: str | None = None
    page: int = 1


class Lab:
    """Lays fields out row by row and remembers what is asked of them."""

    def __init__(self) -> None:
        self.form = FormBuilder(pages=3)
        self.cases: list[Case] = []
        self.place = 0

    def rect(self, width: float = 200, height: float = 16) -> tuple[float, float, float, float]:
        """Return the next free place."""
        self.place += 1
        column, row = self.place % 2, self.place // 2
        return 40 + column * 270, 815 - row * 22 - height, 40 + column * 270 + width, 815 - row * 22

    def ask(
        self, name: str, value: FieldValue, rect: Any, shown: str | None = None, stored: Any = None, page: int = 1
    ) -> None:
        self.cases.append(Case(name, value, rect, value if stored is None else stored, shown, page))

    def text(
        self, name: str, value: str, da: str | None = "/Helv 10 Tf 0 g", shown: str | None = None, **entries: Any
    ) -> Any:
        rect = self.rect()
        self.ask(name, value, rect, value if shown is None else shown)
        return self.form.text(name, rect, da, **entries)

    def check(self, name: str, on: Any, value: FieldValue = True, state: str = "Yes", **entries: Any) -> Any:
        x, y, *_ = self.rect()
        rect = (x, y, x + 12, y + 12)
        self.ask(name, value, rect, stored=f"/{state}")
        return self.form.check(name, rect, on, **entries)


@cache
def lab() -> tuple[bytes, dict[str, Case]]:
    """Return the blank lab form and its cases by name."""
    made = Lab()
    _texts(made)
    _tall(made)
    _boxes(made)
    _choices(made)
    _hierarchies(made)
    return made.form.data(), {case.name: case for case in made.cases}


def _texts(lab: Lab) -> None:
    lab.text("fixed", "Ærlig Øyvind Åse")
    lab.text("auto", "Ærlig Øyvind Åse", "/Helv 0 Tf 0 g")
    lab.text("auto_too_wide", LONG[:70], "/Helv 0 Tf 0 g")
    lab.text("comb", "01020312345", "/Helv 12 Tf 0 g", Ff=COMB, MaxLen=11, shown="0 1 0 2 0 3 1 2 3 4 5")
    lab.text("comb_auto", "01020312345", "/Helv 0 Tf 0 g", Ff=COMB, MaxLen=11, shown="0 1 0 2 0 3 1 2 3 4 5")
    lab.text("right", "til høyre", Q=2)
    lab.text("centred", "i midten", Q=1)
    lab.text("rich", "Ny tekst", Ff=RICH, RV=String("<body><p>GAMMEL</p></body>"), V=String("GAMMEL"))
    lab.text("polish", "Żółć Łukasz")
    lab.text("cyrillic", "Олена Шевченко")
    lab.text("greek", "Γιώργος")
    lab.text("mixed", "Åse og Олена, 2026")
    lab.text("brackets", r"(a) \ [b] <<c>> %d")
    lab.text("combining", "A\u030ase", shown="Åse")
    lab.text("no_da", "uten DA", None)
    lab.text("broken_da", "ødelagt DA", "/Helv Tf 1 (")
    lab.text("unknown_font", "ukjent skrift", "/ArialMT 10 Tf 0 g")
    lab.text("password", "hemmelig", Ff=PASSWORD, shown="********")
    lab.text("file_select", "/hjem/fil.pdf", Ff=FILE_SELECT)
    lab.text("read_only", "skrivebeskyttet", Ff=READ_ONLY)
    lab.text("kept_script", "01.02.2026", AA=Dictionary(F=Dictionary(S=Name.JavaScript, JS=String("x"))))
    lab.text("newline_in_line", "to\nlinjer", shown="to linjer")
    lab.text("no_break", "10\u00a0000", shown="10 000")
    lab.text("coloured", "rød", "/Helv 10 Tf 0.8 0 0 rg")
    lab.text("windows_signs", "‚ƒ„ €")
    lab.text("odd_name (1) å", "navn med tegn")
    embedded_only_digits = lab.form.pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name("/ABCDEF+Odd"),
            FirstChar=48,
            LastChar=57,
            Widths=Array([500] * 10),
            Encoding=Dictionary(Differences=Array([48, *(Name(f"/g{n}") for n in range(10))])),
        )
    )
    lab.form.form.DR.Font.Odd = embedded_only_digits
    lab.text("meaningless_encoding", "012 abc", "/Odd 10 Tf 0 g")


def _tall(lab: Lab) -> None:
    def block(name: str, value: str, place: int, size: int, shown: str | None = None, **entries: Any) -> None:
        x = 40 + place % 3 * 180
        rect = (x, 640 - place // 3 * 75, x + 160, 700 - place // 3 * 75)
        lab.ask(name, value, rect, value if shown is None else shown, page=2)
        lab.form.text(name, rect, f"/Helv {size} Tf 0 g", page=2, Ff=MULTILINE, **entries)

    block("wrapped", LONG, 0, 10)
    block("wrapped_auto", " ".join([LONG] * 4), 1, 0)
    block("newlines", "én\r\nto\rtre\nfire", 2, 10, "én to tre fire")
    block("long_word", FLIGHT, 3, 8, "")
    block("soft_hyphens", "ansvars\u00adfraskrivelses\u00aderklæringens " * 3, 4, 9, "")
    block("does_not_fit", VERY_LONG, 5, 9, "")
    block(
        "bordered", "innrammet", 6, 9, MK=Dictionary(BC=Array([1, 0, 0]), BG=Array([0.9])), BS=Dictionary(W=2, S=Name.B)
    )
    turned = (220, 490, 236, 550)
    lab.ask("turned", "snudd", turned, page=2)
    lab.form.text("turned", turned, page=2, MK=Dictionary(R=90))


def _boxes(lab: Lab) -> None:
    lab.check("yes", "Yes")
    lab.check("ja", "Ja", state="Ja")
    lab.check("one", "1", "1", state="1")
    lab.check("paa", "På", "På", state="På")
    lab.check("no_appearance", "Yes", AP=Dictionary())
    lab.check("only_down", "Yes", AP=Dictionary(D=Dictionary(Yes=lab.form.stream(b"0 0 12 12 re f"))))
    lab.check("indirect_states", "Yes").AP.N = lab.form.pdf.make_indirect(lab.form.states("Yes").N)
    blank = lab.check("blank_state", "Yes")
    blank.AP.N.Yes = lab.form.stream(b"q Q")
    misdescribed = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats, Encoding=Name.WinAnsiEncoding
    )
    letters = lab.check("misdescribed_dingbats", "Yes")
    fonts = Dictionary(Font=Dictionary(ZaDb=misdescribed))
    letters.AP.N.Yes = lab.form.stream(b"BT /ZaDb 10 Tf 2 2 Td (3) Tj ET", Resources=fonts)
    lab.check("font_not_there", "Yes").AP.N.Yes = lab.form.stream(b"BT /ZaDb 10 Tf 2 2 Td (4) Tj ET")
    lab.check("empty_bbox", "Yes").AP.N.Yes = lab.form.stream(b"0 0 9 9 re f", BBox=Array([0, 0, 0, 0]))
    x, y, *_ = lab.rect()
    lab.ask("exclusive", "nei", (x + 30, y, x + 42, y + 12), stored="/nei")
    lab.form.boxes("exclusive", {"ja": (x, y, x + 12, y + 12), "nei": (x + 30, y, x + 42, y + 12)})
    x, y, *_ = lab.rect()
    lab.ask("radio", "B", (x + 30, y, x + 42, y + 12), stored="/B")
    lab.form.boxes("radio", {on: (x + n * 30, y, x + n * 30 + 12, y + 12) for n, on in enumerate("ABC")}, RADIO)
    x, y, *_ = lab.rect()
    lab.ask("radio_opt", "Utdanning", (x + 30, y, x + 42, y + 12), stored="/1")
    shown = Array([String("Arbeid"), String("Utdanning")])
    lab.form.boxes("radio_opt", {str(n): (x + n * 30, y, x + n * 30 + 12, y + 12) for n in (0, 1)}, RADIO, Opt=shown)
    two = [lab.form.widget((40, 60, 52, 72), page, AP=lab.form.states("Yes"), AS=Name.Off) for page in (1, 2)]
    lab.ask("two_pages", True, (40, 60, 52, 72), stored="/Yes")
    lab.form.group("two_pages", two, FT=Name.Btn, V=Name.Off)


def _choices(lab: Lab) -> None:
    levels = [("a1", "Nivå A1"), ("b1", "Nivå B1")]
    for name, flags, value, stored, shown in (
        ("combo", COMBO, "b1", "b1", "Nivå B1"),
        ("combo_by_display", COMBO, "Nivå B1", "b1", "Nivå B1"),
        ("combo_editable", COMBO | EDIT, "fritt valg", "fritt valg", "fritt valg"),
    ):
        rect = lab.rect()
        lab.ask(name, value, rect, shown, stored)
        lab.form.choice(name, rect, levels, flags, I=Array([0]))
    tall = (40, 80, 120, 130)
    lab.ask("list_pairs", "b1", tall, "Nivå A1 Nivå B1")
    lab.form.choice("list_pairs", tall, levels)
    tall = (140, 80, 220, 130)
    lab.ask("list_several", ["rød", "blå"], tall, "rød grønn blå")
    lab.form.choice("list_several", tall, ["rød", "grønn", "blå"], MULTI_SELECT)


def _hierarchies(lab: Lab) -> None:
    form, pages = lab.form, 3
    for row, parent in enumerate(("deltaker", "kontakt")):
        rect = (40, 700 - row * 30, 240, 716 - row * 30)
        lab.ask(f"{parent}.navn", f"{parent} sitt navn", rect, f"{parent} sitt navn", page=pages)
        form.group(parent, [form.widget(rect, pages, FT=Name.Tx, T=String("navn"), DA=String("/Helv 10 Tf 0 g"))])
    rect = (40, 600, 240, 640)
    lab.ask("arv.navn", LONG[:60], rect, LONG[:60], page=pages)
    inherited = {"FT": Name.Tx, "DA": String("/Helv 10 Tf 0 g"), "Q": 2, "Ff": MULTILINE}
    form.group("arv", [form.widget(rect, pages, T=String("navn"))], **inherited)
    rect = (40, 550, 240, 566)
    lab.ask("fnr", "01020312345", rect, "0 1 0 2 0 3 1 2 3 4 5", page=pages)
    border = Dictionary(BC=Array([0]))
    kids = [form.widget(rect, page, MK=border) for page in (pages, 2)]
    kids[1].V = String("gammel verdi hos barnet")
    form.group("fnr", kids, FT=Name.Tx, Ff=COMB, MaxLen=11, DA=String("/Helv 12 Tf 0 g"))
    rect = (40, 500, 240, 516)
    lab.ask("foreldreloes", "ikke i Fields", rect, "ikke i Fields", page=pages)
    form.widget(rect, pages, FT=Name.Tx, T=String("foreldreloes"), DA=String("/Helv 10 Tf 0 g"))
    for row in (0, 1):
        rect = (40, 470 - row * 30, 240, 486 - row * 30)
        form.text("dobbel", rect, page=pages)
    lab.ask("dobbel", "begge steder", rect, "begge steder", page=pages)
    form.add(form.pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("uten_plass"), DA=String("/Helv 10 Tf"))))
    lab.ask("uten_plass", "bare lagret", None)
    form.text("skjult", (300, 500, 400, 516), page=pages, F=2)
    lab.ask("skjult", "lagret og tegnet", None)
    form.add(form.widget((300, 400, 400, 430), pages, FT=Name.Sig, T=String("signatur")))
    form.add(form.widget((300, 360, 400, 380), pages, FT=Name.Btn, Ff=PUSH, T=String("knapp")))


NAMES = list(lab()[1])


@cache
def filled() -> Filled:
    """Return the lab form filled with every value."""
    data, cases = lab()
    return fill(compile_template(data), {name: case.value for name, case in cases.items()})


@cache
def data() -> bytes:
    """Return the filled file."""
    return filled().data


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    """The filled file as pikepdf reads it."""
    with pikepdf.open(BytesIO(data())) as opened:
        yield opened


def field(pdf: pikepdf.Pdf, name: str) -> Any:
    """Return the first field of a full name."""
    found = fields(pdf, name)
    assert found, f"no field {name}"
    return found[0]


def fields(pdf: pikepdf.Pdf, name: str) -> list[Any]:
    """Return the fields of a full name."""
    found = list(pdf.Root.AcroForm.Fields)
    for depth, part in enumerate(name.split(".") if name.startswith(("deltaker", "kontakt", "arv")) else [name]):
        found = [kid for node in found for kid in (node.Kids if depth else [node]) if str(kid.get("/T", "")) == part]
    return found


def stored(node: Any) -> Any:
    value = node.get("/V")
    if isinstance(value, Name):
        return str(value)
    return [str(item) for item in value] if isinstance(value, Array) else str(value)


@pytest.mark.parametrize("name", NAMES)
def test_value_is_stored(pdf: pikepdf.Pdf, name: str) -> None:
    assert stored(field(pdf, name)) == lab()[1][name].stored


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("name", [name for name in NAMES if lab()[1][name].rect])
def test_value_is_shown(name: str, renderer: str) -> None:
    case = lab()[1][name]
    before = ink(lab()[0], case.rect, renderer, case.page)
    assert ink(data(), case.rect, renderer, case.page) >= before + 10


@pytest.mark.parametrize("name", [name for name in NAMES if lab()[1][name].shown])
def test_text_is_found_where_it_is_shown(name: str) -> None:
    case = lab()[1][name]
    assert text_in(data(), case.rect, case.page) == case.shown


@pytest.mark.parametrize("name", NAMES)
def test_every_widget_has_an_appearance_of_its_own(pdf: pikepdf.Pdf, name: str) -> None:
    for node in fields(pdf, name):
        for widget in node.get("/Kids", [node]):
            if "/Rect" in widget:
                assert (
                    isinstance(widget.AP.N, pikepdf.Stream)
                    or f"/{widget.AS}" in map(str, widget.AP.N)
                    or "/AS" in widget
                )


def test_only_what_should_be_found_is_found() -> None:
    rules = sorted((finding.rule, finding.field) for finding in filled().findings)
    assert rules == [("F004", "does_not_fit"), ("F010", "password")]


def test_text_that_does_not_fit_is_reported_and_stored_whole(pdf: pikepdf.Pdf) -> None:
    fit = next(fit for fit in filled().fits if fit.field == "does_not_fit")
    assert fit.size == 8
    shown = text_in(data(), lab()[1]["does_not_fit"].rect, 2)
    in_sight = VERY_LONG[: -fit.lost].rstrip()
    assert shown.startswith(in_sight)
    assert len(shown) - len(in_sight) < 50, "pdfium finds the line below the clip too, but no more"
    assert str(field(pdf, "does_not_fit").V) == VERY_LONG


def test_automatic_size_shrinks_until_all_is_seen() -> None:
    assert text_in(data(), lab()[1]["wrapped_auto"].rect, 2) == " ".join([LONG] * 4)
    assert "wrapped_auto" not in {fit.field for fit in filled().fits}


def test_a_word_wider_than_its_box_is_broken() -> None:
    assert text_in(data(), lab()[1]["long_word"].rect, 2).replace(" ", "").replace("\u00ad", "") == FLIGHT


def test_soft_hyphens_are_seen_only_at_line_ends() -> None:
    shown = text_in(data(), lab()[1]["soft_hyphens"].rect, 2)
    assert "\u00ad" not in shown.replace("\u00ad ", "- ")
    assert "ansvarsfraskrivelses" in shown


@pytest.mark.parametrize(("name", "side"), [("right", 2), ("arv.navn", 2), ("fixed", 0)])
def test_alignment(name: str, side: int) -> None:
    case = lab()[1][name]
    box = ink_box(data(), case.rect, page=case.page)
    assert abs(box[side] - case.rect[side]) < 4


def test_centred_text_has_equal_margins() -> None:
    case = lab()[1]["centred"]
    box = ink_box(data(), case.rect)
    assert abs((box[0] - case.rect[0]) - (case.rect[2] - box[2])) < 2


def test_comb_puts_one_character_into_each_cell() -> None:
    x0, y0, x1, y1 = lab()[1]["comb_auto"].rect
    cell = (x1 - x0) / 11
    for place in range(11):
        box = ink_box(data(), (x0 + place * cell, y0, x0 + (place + 1) * cell, y1))
        assert abs((box[0] + box[2]) / 2 - (x0 + (place + 0.5) * cell)) < 1.5


def test_turned_text_runs_upwards() -> None:
    x0, y0, x1, y1 = ink_box(data(), lab()[1]["turned"].rect, page=2)
    assert y1 - y0 > 2 * (x1 - x0)


def test_password_is_not_shown_in_clear() -> None:
    assert "hemmelig" not in text_in(data(), (0, 0, 595, 842))


def test_old_rich_text_and_old_selection_are_gone(pdf: pikepdf.Pdf) -> None:
    assert "/RV" not in field(pdf, "rich")
    assert "/I" not in field(pdf, "combo")


def test_a_widget_has_no_value_of_its_own_beside_its_field(pdf: pikepdf.Pdf) -> None:
    assert all("/V" not in kid for kid in field(pdf, "fnr").Kids)


def test_one_box_on_two_pages_is_ticked_on_both(pdf: pikepdf.Pdf) -> None:
    assert [str(kid.AS) for kid in field(pdf, "two_pages").Kids] == ["/Yes", "/Yes"]
    assert ink(data(), (40, 60, 52, 72), "pdfium", 2) > 10


@pytest.mark.parametrize(("name", "states"), [("exclusive", ["/Off", "/nei"]), ("radio", ["/Off", "/B", "/Off"])])
def test_only_the_chosen_box_is_on(pdf: pikepdf.Pdf, name: str, states: list[str]) -> None:
    assert [str(kid.AS) for kid in field(pdf, name).Kids] == states


def test_text_in_two_places_is_drawn_in_both() -> None:
    rect = lab()[1]["fnr"].rect
    assert text_in(data(), rect, 2) == text_in(data(), rect, 3)


def test_borders_of_kid_widgets_are_drawn() -> None:
    x0, _, x1, y1 = lab()[1]["fnr"].rect
    assert ink(data(), (x0, y1 - 2, x1, y1), "pdfium", 3) > 200


def test_fields_of_one_name_all_get_the_value(pdf: pikepdf.Pdf) -> None:
    assert [str(node.V) for node in fields(pdf, "dobbel")] == ["begge steder"] * 2
    assert text_in(data(), (40, 470, 240, 486), 3) == "begge steder"


def test_a_field_on_a_page_alone_is_listed_afterwards(pdf: pikepdf.Pdf) -> None:
    assert "foreldreloes" in [str(node.get("/T", "")) for node in pdf.Root.AcroForm.Fields]


def test_signature_and_push_button_are_left_alone(pdf: pikepdf.Pdf) -> None:
    assert "/V" not in field(pdf, "signatur")
    assert "/AP" not in field(pdf, "knapp")


def test_scripts_are_kept(pdf: pikepdf.Pdf) -> None:
    assert str(field(pdf, "kept_script").AA.F.JS) == "x"


def test_the_chosen_options_stand_on_a_band() -> None:
    with pikepdf.open(BytesIO(data())) as pdf:
        content = field(pdf, "list_several").AP.N.read_bytes()
    assert content.count(b" re f") == 2


def test_a_colour_is_kept(pdf: pikepdf.Pdf) -> None:
    assert b"0.8 0 0 rg" in field(pdf, "coloured").AP.N.read_bytes()


def test_nothing_leaves_the_drawing_to_viewers(pdf: pikepdf.Pdf) -> None:
    assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_qpdf_finds_no_fault() -> None:
    with pikepdf.open(BytesIO(data())) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_template_is_the_beginning_of_the_file() -> None:
    assert data().startswith(lab()[0])
