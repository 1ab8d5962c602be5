"""Texts of the length that plans usually have fit into their boxes at the size people read."""

from __future__ import annotations

from functools import cache

import pytest

from integplan_pdf.pdf.embed import FONTS, TYPEABLE, FontProgram, subset_font
from tests.acroform import read_fields
from tests.paths import FORM

STANDARD = FORM / "standard.pdf"
SENTENCE = (
    "Praksisen gir en norsk referanse og viser arbeidsgiver hva du kan, noe som styrker muligheten din for "
    "ansettelse i bransjen. Oppholdstillatelsen din er gitt etter utlendingsloven § 34 (kollektiv beskyttelse), og "
    "du har bestått muntlig prøve på nivå A2–B1, men mangler skriftlig prøve fordi kommunen ikke hadde ledige plasser. "
)


@cache
def font() -> FontProgram:
    return subset_font(FONTS / "NotoSans-Regular.ttf", TYPEABLE)


def width(text: str) -> float:
    return sum(font().widths[font().glyphs[letter]] for letter in text) * 9 / 1000


def lines_needed(text: str, most: float) -> int:
    lines, used = 1, 0.0
    for word in map(width, text.split()):
        if used and used + width(" ") + word > most:
            lines, used = lines + 1, word
        else:
            used += word + (width(" ") if used else 0)
    return lines


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("regelverk.begrunnelse", 345),
        ("varighet.forlengelse.begrunnelse", 900),
        ("maal.langsiktig", 250),
        ("maal.sluttmaal.beskrivelse", 250),
        ("maal.sluttmaal.begrunnelse", 900),
        ("delmaal.1.beskrivelse", 300),
        ("delmaal.4.ansvarlig", 40),
        ("spraaktilbud.kurs.1.navn", 100),
        ("foreldreveiledning.5.gis_av", 60),
        ("tiltak.1.navn", 60),
        ("tiltak.1.ansvarlig", 40),
        ("tiltak.4.begrunnelse", 700),
        ("annet.1.beskrivelse", 400),
        ("annet.2.begrunnelse", 400),
    ],
)
def test_texts_of_usual_length_fit_at_9_points(name: str, characters: int) -> None:
    x0, y0, x1, y1 = read_fields(STANDARD)[name].rect
    room = int((y1 - y0 - 3 - 2) // 10.8)
    text = SENTENCE * 4
    for start in range(0, len(SENTENCE), 25):
        assert lines_needed(text[start : start + characters], x1 - x0 - 4) <= room


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("delmaal.1.periode", "01.02.2026–30.06.2026"),
        ("tiltak.1.periode", "01.02.2026–30.06.2026"),
        ("spraaktilbud.kurs.1.periode", "01.02.2026–30.06.2026"),
        ("proever.lytte.tidspunkt", "01.02.2026–30.06.2026"),
        ("tiltak.1.timer", "37,5 timer per uke"),
        ("revidering.1.planlagt_dato", "00.00.0000"),
        ("varighet.forlengelse.fra", "00.00.0000"),
        ("kontakt.laerer.telefon", "+47 00 00 00 00"),
        ("kontakt.laerer.epost", "kateryna.hrytsenko-bondar@voksenopplaeringen.example.no"),
        ("vedtak.navn_blokkbokstaver", "KATERYNA HRYTSENKO-BONDAR"),
    ],
)
def test_a_line_of_usual_length_fits_at_9_points(name: str, text: str) -> None:
    x0, y0, x1, y1 = read_fields(STANDARD)[name].rect
    assert width(text) <= x1 - x0 - 4
    assert y1 - y0 >= 9 * 1.2 + 2


def test_fields_of_a_row_begin_at_the_same_height() -> None:
    fields = read_fields(STANDARD)
    for row in ("delmaal.1", "tiltak.3", "spraaktilbud.kurs.2", "revidering.3"):
        parts = [field for name, field in fields.items() if name.startswith(row) and field.kind == "/Tx"]
        assert len({part.rect[3] for part in parts if not part.name.endswith("begrunnelse")}) == 1
