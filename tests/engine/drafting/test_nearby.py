from __future__ import annotations

from integplan_pdf.engine.drafting.nearby import labels_near, phrases
from integplan_pdf.model.printed import PrintedPage, Word
from integplan_pdf.model.template import Field, FieldKind, Rect, Template, Widget

HEIGHT, WIDTH = 9.0, 5.0


def line(x: float, y: float, text: str) -> list[Word]:
    """Return the words of a line, each letter 5 points wide and 9 high."""
    words = []
    for word in text.split():
        words.append(Word(word, (x, y, x + WIDTH * len(word), y + HEIGHT)))
        x += WIDTH * (len(word) + 0.6)
    return words


def labels(printed: list[Word], *boxes: tuple[FieldKind, Rect], questions: bool = False) -> list[str]:
    fields = tuple(Field(str(n), kind, widgets=(Widget(1, rect),)) for n, (kind, rect) in enumerate(boxes))
    template = Template("", 1, fields)
    return [found for (found,) in labels_near(template, [PrintedPage(1, tuple(printed))], questions=questions)]


def written(rect: Rect) -> tuple[FieldKind, Rect]:
    return FieldKind.TEXT, rect


def ticked(rect: Rect) -> tuple[FieldKind, Rect]:
    return FieldKind.CHECK, rect


def test_to_the_left_of_a_box() -> None:
    printed = [*line(50, 702, "Fullt navn:"), *line(50, 682, "Adresse:")]
    assert labels(printed, written((120, 700, 300, 714)), written((120, 680, 300, 694))) == ["Fullt navn:", "Adresse:"]


def test_above_a_box() -> None:
    printed = [*line(50, 716, "Fornavn"), *line(200, 716, "Etternavn")]
    assert labels(printed, written((50, 700, 190, 714)), written((200, 700, 340, 714))) == ["Fornavn", "Etternavn"]


def test_above_in_two_lines() -> None:
    printed = [*line(50, 725, "Navn på den som"), *line(50, 715, "søker om plass")]
    assert labels(printed, written((50, 700, 190, 714))) == ["Navn på den som søker om plass"]


def test_inside_the_frame_of_a_box() -> None:
    assert labels(line(52, 740, "Navn"), written((50, 700, 300, 750))) == ["Navn"]


def test_below_a_line_to_sign_on() -> None:
    assert labels(line(50, 688, "Underskrift"), written((50, 700, 250, 714))) == ["Underskrift"]


def test_to_the_right_of_a_tick_box() -> None:
    printed = [*line(64, 702, "Ja"), *line(104, 702, "Nei")]
    assert labels(printed, ticked((50, 700, 60, 710)), ticked((90, 700, 100, 710))) == ["Ja", "Nei"]


def test_the_text_of_a_tick_box_goes_on_below() -> None:
    printed = [*line(64, 702, "Jeg har lest"), *line(64, 692, "reglene")]
    assert labels(printed, ticked((50, 700, 60, 710))) == ["Jeg har lest reglene"]


def test_the_question_stands_before_the_boxes() -> None:
    printed = [*line(50, 702, "Trenger du tolk?"), *line(164, 702, "Ja"), *line(204, 702, "Nei")]
    boxes = ticked((150, 700, 160, 710)), ticked((190, 700, 200, 710))
    assert labels(printed, *boxes) == ["Ja", "Nei"]
    assert labels(printed, *boxes, questions=True)[0] == "Trenger du tolk?"


def test_the_head_of_a_column_is_the_label_of_every_row() -> None:
    printed = [*line(50, 716, "Kurs"), *line(200, 716, "Timer")]
    boxes = [written((x, y, x + 140, y + 14)) for y in (700, 684, 668) for x in (50, 200)]
    assert labels(printed, *boxes) == ["Kurs", "Timer"] * 3


def test_words_of_another_box_are_no_label() -> None:
    printed = line(50, 702, "Navn:")
    assert labels(printed, written((80, 700, 200, 714)), written((210, 700, 300, 714))) == ["Navn:", ""]


def test_words_far_away_are_no_label() -> None:
    assert labels(line(50, 100, "Side 1"), written((50, 700, 200, 714))) == [""]


def test_hidden_boxes_have_none() -> None:
    template = Template("", 1, (Field("a", FieldKind.TEXT, widgets=(Widget(1, (120, 700, 300, 714), hidden=True),)),))
    assert labels_near(template, [PrintedPage(1, tuple(line(50, 702, "Navn:")))]) == (("",),)


def test_leader_dots_and_boxes_part_phrases() -> None:
    dotted = line(50, 700, "Sum inntekt ........ 1a")
    assert [phrase.text for phrase in phrases(dotted, [])] == ["Sum inntekt", "1a"]
    between: Rect = (72, 698, 78, 710)
    assert [phrase.text for phrase in phrases([*line(50, 700, "Navn"), *line(79, 700, "Dato")], [between])] == [
        "Navn",
        "Dato",
    ]
    assert [phrase.text for phrase in phrases(line(50, 700, "Navn") + line(78, 700, "Dato"), [])] == ["Navn Dato"]
