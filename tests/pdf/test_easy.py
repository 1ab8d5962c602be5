"""What is drawn in one step looks as if it had been drawn with care, whatever was drawn before."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.pdf import typesetter as typesetting
from integplan_pdf.pdf.appearance.block import block_box
from integplan_pdf.pdf.appearance.canvas import Canvas, make_canvas
from integplan_pdf.pdf.appearance.frame import Border, Frame
from integplan_pdf.pdf.appearance.line import line_box
from integplan_pdf.pdf.appearance.style import Style
from integplan_pdf.pdf.compile import CompiledTemplate, compile_template
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.fontmap.fallback import face_for
from integplan_pdf.pdf.parts.button import ButtonPart
from integplan_pdf.pdf.text import drawable
from integplan_pdf.pdf.typesetter import Typesetter
from integplan_pdf.pdf.write import fill
from tests.builders import RADIO, FormBuilder
from tests.paths import FORM

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå -/.,0123456789"
SIMPLE = Face(b"Own", {char: char.encode("cp1252") for char in LETTERS}, dict.fromkeys(LETTERS, 500.0))
COMPOSITE = replace(
    SIMPLE,
    codes={char: b"%04X" % ord(char) for char in LETTERS},
    widths={char: 250.0 + ord(char) * 7 % 500 for char in LETTERS},
    composite=True,
)
TEXTS = st.text("aeimnr øå. \n", max_size=60) | st.sampled_from(["ord " * 40, "linje\n" * 8, "x" * 300, "A b", "Я"])
FONTS = [Typesetter(face, face_for) for face in (SIMPLE, COMPOSITE)]


def canvas(width: float, height: float, size: float, font: int, alignment: int, edge: float) -> Canvas:
    border = Border(edge, b"S", (3.0,), (0.0,)) if edge else None
    frame = Frame(width, height, b"", border, (), edge, max(2.0, 2 * edge))
    return make_canvas(frame, Style(b"Own", size), FONTS[font], alignment)


CANVASES = st.builds(
    canvas,
    st.floats(3, 400),
    st.floats(3, 120),
    st.sampled_from([0.0, 7.0, 9.0, 11.5]),
    st.sampled_from([0, 1]),
    st.sampled_from([0, 0, 0, 1, 2]),
    st.sampled_from([0.0, 1.0, 2.5]),
)


@given(CANVASES, TEXTS.map(drawable))
@settings(derandomize=True, max_examples=400, deadline=None)
def test_wrapped_text(canvas: Canvas, text: str) -> None:
    box = block_box(canvas)
    easy, careful = box.easily(text), box.draw(text)
    assert easy is None or (easy, careful.reduced, careful.lost, careful.lacking) == (careful.content, False, 0, "")


@given(CANVASES, TEXTS.map(drawable))
@settings(derandomize=True, max_examples=400, deadline=None)
def test_a_line(canvas: Canvas, text: str) -> None:
    box = line_box(canvas)
    easy, careful = box.easily(text), replace(box, start=b"").draw(text)
    assert easy is None or (easy, careful.reduced, careful.lost, careful.lacking) == (careful.content, False, 0, "")


@pytest.mark.parametrize("font", [0, 1])
def test_most_texts_are_drawn_so(font: int) -> None:
    wide = canvas(300, 60, 9.0, font, 0, 1.0)
    assert line_box(wide).easily("en dato, 12.03.2026")
    assert block_box(wide).easily("en tekst med flere ord, som tar mer enn en linje i en boks av denne bredden.\nog en")


def test_what_is_a_little_too_wide_takes_care() -> None:
    box = line_box(canvas(4 + 60 * 4.5, 20, 9.0, 0, 0, 0.0))  # 60 letters of half an em
    assert box.easily("x" * 60)
    assert box.easily("x" * 61) is None


def test_what_takes_care_is_left_to_it() -> None:
    box = canvas(60, 30, 9.0, 0, 0, 0.0)
    for text in ("", "for mange ord til en boks så smal og lav som denne er", "Я", "x" * 60):
        assert line_box(box).easily(text) is None
        assert block_box(box).easily(text) is None
    assert line_box(box).easily("a\nb") is None
    assert line_box(canvas(60, 30, 9.0, 0, 2, 0.0)).easily("a") is None
    assert block_box(canvas(60, 30, 9.0, 0, 2, 0.0)).easily("a") is None


@pytest.fixture(scope="module")
def compiled() -> CompiledTemplate:
    return compile_template((FORM / "standard.pdf").read_bytes())


def plans(compiled: CompiledTemplate, count: int) -> list[dict[str, Any]]:
    """Return plans that have words and lines in common, and each some of its own."""
    texts = [field for field in compiled.template.fields if field.kind == "text"]
    boxes = [field for field in compiled.template.fields if field.kind == "check"]
    odd = dict(enumerate(["Żółć", "مرحبا", "日本", "Олена", "𓀀"]))
    return [
        {field.name: f"Rad {number % (place + 1)} {odd.get(place, 'kurs')}" for place, field in enumerate(texts)}
        | {box.name: (number + place) % 3 == 0 for place, box in enumerate(boxes)}
        for number in range(count)
    ]


def outcomes(compiled: CompiledTemplate, rows: list[dict[str, Any]]) -> list[Any]:
    return [fill(compiled, row) for row in rows]


def cold(compiled: CompiledTemplate) -> CompiledTemplate:
    """Return the form with nothing remembered."""
    return pickle.loads(pickle.dumps(compiled))  # noqa: S301


def test_what_is_remembered_changes_nothing(compiled: CompiledTemplate) -> None:
    rows = plans(compiled, 12)
    fresh = [fill(cold(compiled), row) for row in rows]
    assert outcomes(compiled, rows) == fresh
    assert outcomes(compiled, rows[::-1]) == fresh[::-1]


@pytest.mark.parametrize(("bound", "memory"), [("_WORDS", "advances"), ("_WORDS", "encoded"), ("_LINES", "lines")])
def test_what_is_remembered_is_bounded(
    compiled: CompiledTemplate, monkeypatch: pytest.MonkeyPatch, bound: str, memory: str
) -> None:
    rows = plans(compiled, 12)
    expected = outcomes(cold(compiled), rows)
    monkeypatch.setattr(typesetting, bound, 10)
    small = cold(compiled)
    for row, filled in zip(rows, expected, strict=True):
        assert fill(small, row) == filled
        assert all(len(getattr(typesetter, memory)) <= 10 for typesetter in small.typesetters)


def test_long_lines_are_not_remembered() -> None:
    box = line_box(canvas(5000, 20, 7.0, 0, 0, 0.0))
    box.draw("ord " * 100)
    assert not any(len(line) > 200 for line in FONTS[0].lines)


def unready(compiled: CompiledTemplate) -> CompiledTemplate:
    """Return the form with no state of a button written beforehand."""
    parts = {
        name: tuple(replace(part, ready=None) if isinstance(part, ButtonPart) else part for part in several)
        for name, several in compiled.parts.items()
    }
    return replace(compiled, parts=parts)


@pytest.mark.parametrize("value", [True, False, "Off", "", "Ja", "finnes ikke"])
def test_states_written_beforehand_are_those_that_are_written(compiled: CompiledTemplate, value: str | bool) -> None:
    values = {field.name: value for field in compiled.template.fields if field.kind == "check"}
    assert fill(compiled, values) == fill(unready(compiled), values)
    assert all(part.ready for [part] in compiled.parts.values() if isinstance(part, ButtonPart))


@pytest.mark.parametrize(("count", "ready"), [(3, True), (30, False)])
def test_only_few_states_are_written_beforehand(count: int, ready: bool) -> None:
    form = FormBuilder()
    form.boxes("valg", {f"V{number}": (50, 20 * number, 60, 20 * number + 10) for number in range(count)}, RADIO)
    compiled = compile_template(form.data())
    [part] = compiled.parts["valg"]
    assert isinstance(part, ButtonPart)
    assert bool(part.ready) == ready
    assert fill(compiled, {"valg": "V2"}) == fill(unready(compiled), {"valg": "V2"})
