"""Random plans: texts in several scripts, more rows than the form has, something in every place that it has."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

LATIN = "abcdefghijklmnopqrstuvwxyzæøåÆØÅéüßğşłčŻ"
GREEK = "αβγδεζηθικλμνξοπρστυφχψωΑΔΣΏέό"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыьэюяЇєЖ"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןץ"
ETHIOPIC = "ሀለሐመሠረሰሸቀበተኀነኘአከወዐዘየደገጠጰጸፀፈፐ"
MOST_ROWS = 15


class Chance(random.Random):
    """A source of plans.

    Attributes:
        longest: how many characters a text may have.
        scripts: the letters of the languages that texts are written in.
    """

    def __init__(self, seed: int, longest: int, scripts: tuple[str, ...]) -> None:
        super().__init__(seed)
        self.longest, self.scripts = longest, scripts


Part = Callable[[Chance], Any]


def text(most: int = 0, letters: int = 12) -> Part:
    """Return what writes a text of up to `most` characters, short ones the commonest; words have `letters` at most."""

    def write(chance: Chance) -> str:
        length = int(min(most or chance.longest, chance.longest) * chance.random() ** 3)
        script, words, used = chance.choice(chance.scripts), [], 0
        while used < length:
            words.append("".join(chance.choices(script, k=chance.randint(1, letters))))
            used += len(words[-1]) + 1
        between = chance.choices((" ", "\n", "\n\n"), (40, 2, 1), k=len(words))
        return "".join(map(str.__add__, words, between))[:length].strip()

    return write


def line(most: int, letters: int = 12) -> Part:
    """Return what writes a text without newlines."""
    return lambda chance: " ".join(text(most, letters)(chance).split())


def day(chance: Chance) -> str | None:
    """Return a date, or none."""
    return chance.choice([None, (dt.date(2026, 1, 1) + dt.timedelta(chance.randint(0, 900))).isoformat()])


def tick(chance: Chance) -> bool:
    """Return whether a box is ticked."""
    return chance.random() < 0.5


def one_of(*values: str) -> Part:
    """Return what chooses one of several values, or none."""
    return lambda chance: chance.choice([None, *values])


def part(**parts: Part) -> Part:
    """Return what writes a part of a plan."""
    return lambda chance: {name: write(chance) for name, write in parts.items()}


def rows(most: int = MOST_ROWS, **parts: Part) -> Part:
    """Return what writes the rows of a table."""
    return lambda chance: [part(**parts)(chance) for _ in range(chance.randint(0, most))]


PERIOD = one_of("01.02.2026–30.06.2026", "02.2026–06.2026", "etter avtale")
LEVEL = one_of("A1", "A2", "B1", "B2", "C1")
TEST = part(nivaa=one_of("A1_A2", "A2_B1", "B1_B2"), tidspunkt=line(40), gjennomfoert=tick)
CONTACT = part(navn=line(120), enhet=line(120), telefon=line(30), epost=line(60))
NORSK = {"norskmaal": part(muntlig=LEVEL, skrive=LEVEL, merknad=line(200), frist=day)}
WHOLE = {
    "deltaker": part(navn=line(120), fnr_eller_duf=lambda _: "13097248022"),
    "regelverk": part(begrunnelse=text()),
    "varighet": part(startdato=day, forlengelse=part(fra=day, begrunnelse=text())),
    "maal": part(langsiktig=text(), sluttmaal=part(beskrivelse=text(), begrunnelse=text())),
    "delmaal": rows(beskrivelse=text(), periode=PERIOD, ansvarlig=text(2000), oppnaadd=tick),
    "tiltak": rows(navn=text(2000, 9), periode=PERIOD, timer=line(15), ansvarlig=text(2000, 9), begrunnelse=text()),
    "annet": rows(beskrivelse=text(), begrunnelse=text()),
    "kontakt": part(programraadgiver=CONTACT, laerer=CONTACT),
    "revidering": rows(planlagt_dato=day, enhet=line(120), gjennomfoert_av=line(120)),
    "vedtak": part(sted=line(80, 9), dato=day, navn_blokkbokstaver=line(120)),
    "klage": part(kontor=line(200), adresse=line(200), postnr_sted=line(200), elektronisk=line(200)),
}
COURSES = rows(navn=text(), periode=PERIOD, gjennomfoert=tick)


def plan(seed: int, longest: int = 6000, scripts: tuple[str, ...] = (LATIN, GREEK, CYRILLIC)) -> dict[str, Any]:
    """Return a plan with Norwegian and tests, or with another language offer; with parental guidance or without."""
    chance = Chance(seed, longest, scripts)
    tree: dict[str, Any] = part(**WHOLE)(chance) | {"id": f"plan-{seed}"}
    if seed % 2:
        other = part(beskrivelse=lambda chance: text()(chance) or "tegnspråk")
        tree["spraaktilbud"] = part(kurs=COURSES, annet=other)(chance)
    else:
        tree |= part(**NORSK, spraaktilbud=part(kurs=COURSES), proever=part(lytte=TEST, muntlig=TEST))(chance)
    tree["opplysninger"] = {"har_barn": seed % 3 != 0}
    if seed % 3:
        tree["foreldreveiledning"] = rows(5, gis_av=text(2000), gjennomfoert=tick)(chance)
    return tree
