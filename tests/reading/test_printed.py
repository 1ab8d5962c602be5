"""What is written on the plan as paper is read from its boxes; what cannot be read is said to be unreadable."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from integplan_pdf.model.got import Got, How
from integplan_pdf.pdf.printed import PrintedForm, read_printed
from tests.reading.paper import drawn, field, layout, paper, saved

TICK, AREA = "delmaal.1.oppnaadd", "maal.sluttmaal.begrunnelse"
NARROW = "delmaal.1.ansvarlig"


def read(data: bytes) -> PrintedForm:
    return read_printed(data, layout())


def written(name: str, *lines: str, font: str = "F1", size: float = 10, mode: int = 0) -> Got:
    """Return what is read of lines written from the top of a box."""
    return value(name, text_of(name, lines, font, size, mode))


def text_of(name: str, lines: tuple[str, ...], font: str = "F1", size: float = 10, mode: int = 0) -> str:
    left, _, _, top = field(name).widgets[0].rect
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return f"BT {mode} Tr /{font} {size} Tf {1.2 * size} TL {left + 2} {top - 1.2 * size} Td {shown} ET"


def value(name: str, content: str) -> Got:
    return read(drawn(field(name).widgets[0].page or 0, content)).values[name]


def told(content: str, name: str) -> set[str]:
    found = read(drawn(field(name).widgets[0].page or 0, content)).findings
    return {finding.rule for finding in found if finding.field == name}


def test_paper_nobody_wrote_on_is_empty_and_certain() -> None:
    form = read(saved(paper()))
    assert set(form.values) == {one.name for one in layout().template.fields if one.kind.value != "signature"}
    assert {got.value for got in form.values.values()} == {"", "Off"}
    assert all(got.certain for got in form.values.values())
    assert form.findings == ()


def test_a_line_is_read_and_certain() -> None:
    assert written(AREA, "Øver på arbeidsplassen, 37,5 timer") == Got(
        "Øver på arbeidsplassen, 37,5 timer", How.PRINTED, 1.0
    )


LONG = "Deltakeren øver hver uke på en arbeidsplass fordi kommunen ønsker å gi henne en mulighet"


@pytest.mark.parametrize(
    ("lines", "text", "certain"),
    [
        ((f"{LONG} til et arbeid", "og utdanning"), f"{LONG} til et arbeid og utdanning", True),
        (("Kort linje", "ny linje"), "Kort linje\nny linje", True),
        (("Kort linje", "", "nytt avsnitt", "og mer"), "Kort linje\n\nnytt avsnitt\nog mer", True),
        ((f"{LONG} til arbeid.", "Utdanningsløp senere"), f"{LONG} til arbeid. Utdanningsløp senere", False),
        ((f"{LONG} til arbeid.", "utdanning senere"), f"{LONG} til arbeid.\nutdanning senere", False),
        ((f"{LONG} i et arbeids-", "og læreløp"), f"{LONG} i et arbeids- og læreløp", True),
        ((f"{LONG} til arbeids-", "markedstiltak"), f"{LONG} til arbeids- markedstiltak", False),
        (("- norsk", f"- {LONG} til et arbeid", "- praksis"), f"- norsk\n- {LONG} til et arbeid\n- praksis", False),
    ],
)
def test_lines_are_joined_as_they_were_typed(lines: tuple[str, ...], text: str, certain: bool) -> None:
    got = written(AREA, *lines)
    assert got.value == text
    assert got.certain is certain


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("introduksjonsprogr", "ammet"), "introduksjonsprogrammet"),
        (("introduksjonsprog:", "og mer"), "introduksjonsprog: og mer"),
    ],
)
def test_a_word_too_long_for_its_box_is_one_word_but_not_certain(lines: tuple[str, ...], text: str) -> None:
    got = written(NARROW, *lines, size=11)
    assert got.value == text
    assert not got.certain


def test_letters_that_run_past_their_box_belong_to_it() -> None:
    got = written(NARROW, "Veilederne i voksenopplæringen", size=10)
    assert got.value == "Veilederne i voksenopplæringen"
    assert not got.certain


X0, Y0, X1, Y1 = field(TICK).widgets[0].rect
MARKS = {
    "glyph": f"BT /F2 10 Tf {X0 + 1} {Y0 + 2} Td (4) Tj ET",
    "letter": f"BT /F1 10 Tf {X0 + 2} {Y0 + 2} Td (X) Tj ET",
    "vector": f"1 w {X0 + 2} {Y0 + 2} m {X1 - 2} {Y1 - 2} l {X0 + 2} {Y1 - 2} m {X1 - 2} {Y0 + 2} l S",
    "curve": f"1.5 w {X0 + 2} {Y0 + 5} m {X0 + 4} {Y0 + 1} {X0 + 5} {Y0 + 3} {X1 - 1} {Y1 - 1} c S",
    "picture": f"{X1 - X0 - 4} 0 0 {Y1 - Y0 - 4} {X0 + 2} {Y0 + 2} cm /Im1 Do",
}


@pytest.mark.parametrize("kind", MARKS)
def test_a_box_is_ticked_by_whatever_drew_in_it(kind: str) -> None:
    assert value(TICK, MARKS[kind]) == Got("Ja", How.INK, 1.0)


def test_a_dot_in_a_box_is_left_to_people() -> None:
    middle = f"{(X0 + X1) / 2 - 0.8} {(Y0 + Y1) / 2 - 0.8} 1.6 1.6 re f"
    assert value(TICK, middle).unreadable
    assert told(middle, TICK) == {"V057"}


def test_two_ticks_where_one_can_count_are_none() -> None:
    places = [widget.rect for widget in field("norskmaal.muntlig").widgets[:2]]
    crosses = " ".join(
        f"1 w {a + 2} {b + 2} m {c - 2} {d - 2} l {a + 2} {d - 2} m {c - 2} {b + 2} l S" for a, b, c, d in places
    )
    assert value("norskmaal.muntlig", crosses).unreadable
    assert told(crosses, "norskmaal.muntlig") == {"V056"}


def test_a_drawing_in_a_box_for_text_is_not_read_as_nothing() -> None:
    left, bottom, _, _ = field(AREA).widgets[0].rect
    squiggle = (
        f"1 w {left + 10} {bottom + 20} m {left + 30} {bottom + 60} {left + 60} {bottom} {left + 90} {bottom + 40} c S"
    )
    assert value(AREA, squiggle).unreadable
    assert told(squiggle, AREA) == {"V050"}


def test_recognised_text_under_a_picture_is_not_certain() -> None:
    got = written(AREA, "Norsk hver uke", mode=3)
    assert got.value == "Norsk hver uke"
    assert not got.certain


def test_pictures_of_pages_are_said_to_be_a_scan() -> None:
    page = pdfium.PdfDocument(layout().data)[0].render(scale=1).to_pil()
    out = io.BytesIO()
    page.save(out, "PDF")
    form = read(out.getvalue())
    assert form.values == {}
    assert [finding.rule for finding in form.findings] == ["V052"]


def test_pages_of_something_else_are_said_to_be_none_of_the_form() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    form = read(saved(document))
    assert form.values == {}
    assert [finding.rule for finding in form.findings] == ["V044"]


def test_a_page_that_stands_twice_with_other_answers_is_told() -> None:
    document = pikepdf.open(io.BytesIO(drawn(2, text_of(AREA, ("Norsk",)))))
    with pikepdf.open(io.BytesIO(drawn(2, text_of(AREA, ("Engelsk",))))) as other:
        document.pages.append(other.pages[1])
        form = read(saved(document))
    assert form.values[AREA].value == "Norsk"
    assert ("V054", AREA) in {(finding.rule, finding.field) for finding in form.findings}
