"""Invented plans with random contents, filled into the form: the same seed gives the same files."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.engine.bind import Place, bind
from integplan_pdf.model.form import Variant
from integplan_pdf.model.mapping import CheckBinding, DateBinding, OneOfBinding, PeriodBinding
from integplan_pdf.model.row import Origin, Row, Tree
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.workflow.elastic import open_shelf
from integplan_pdf.workflow.prepare import FillOptions, prepare
from integplan_pdf.workflow.shelf import Shelf
from tests.paths import ROOT

WORDS = """
norskopplæring arbeidspraksis språkpraksis øver hver uke på arbeidsplassen fordi kommunen ønsker å gi deg mulighet til
fast arbeid og du får veiledning av programrådgiver i Ålesund; helsefagarbeider, sykepleier, e-post, nord-norsk
arbeids- og utdanningsrettet (B1) 37,5 timer «kvalifisering» 50 % § 37 c 1/3 – mål: ærlig, tålmodig! Hvorfor?
introduksjonsprogrammet voksenopplæringssenteret samfunnskunnskap livsmestring sluttmålet Tromsø Øygarden ABC123
""".split()  # noqa: SIM905
NAMES = (
    "Olena Kovalenko",
    "Ahmad Al-Sayed",
    "Władysława Żółć",
    "Øyvind Ærøskøbing Åse",
    "Ayşe Yağız",
    "Олена Шевченко",
)
SHORT = (
    "NAV Sandvika",
    "Karriere Østfold",
    "B-kurs, spor 2",
    "0301 Oslo",
    "post@eksempel.no",
    "+47 900 00 000",
    "15 t/uke",
)
MOST_ROWS = 7


@dataclass(frozen=True)
class Made:
    """One plan: its file, the blank form it was filled into, and the row that was filled in."""

    key: str
    pdf: bytes
    blank: bytes
    row: Row
    variant: str


@cache
def pack() -> Pack:
    return load_pack("integreringsplan")


@cache
def shelf() -> Shelf:
    return open_shelf(pack(), None)


def plans(count: int, seed: int = 2026) -> Iterator[Made]:
    """Yield `count` plans."""
    dice = random.Random(seed)  # noqa: S311 - made-up contents
    while count:
        made = _made(_row(dice, f"plan-{count:03}"))
        if made:
            count -= 1
            yield made


def sample(number: int) -> Made:
    """Return one of the sample plans, which the published form has room for."""
    tree = json.loads((ROOT / "samples" / "deltakere.json").read_text("utf-8"))[number]
    made = _made(Row(tree[pack().columns.key_path], Origin("deltakere.json"), tree))
    assert made is not None
    return made


def _made(row: Row) -> Made | None:
    prepared = prepare(row, shelf(), FillOptions(dt.date(2026, 3, 1), draft=True))
    if prepared.filled is None or prepared.opened is None:
        return None
    return Made(row.key, prepared.filled.data, prepared.opened.data, row, prepared.opened.variant.id)


def _row(dice: random.Random, key: str) -> Row:
    """Return the row of a plan; every other one fits the form as it is."""
    variant = dice.choice([one for one in pack().form.variants if one.file])
    tree: Tree = {pack().columns.key_path: key, "skjemavariant": variant.id}
    rows: dict[str, int] = {}
    large = dice.random() < 0.5
    for place in _places(variant) if large else shelf().open(variant.id).bound.places:
        table = place.path.split(".")
        number = next((int(part) for part in table if part.isdecimal()), 0)
        if number > rows.setdefault(place.path.partition(f".{number}.")[0], dice.randint(1, MOST_ROWS)):
            continue
        if dice.random() < 0.75:
            paths.put(tree, place.path, _value(dice, place, large))
    return Row(key, Origin("plan.json", key=key), tree)


def _places(variant: Variant) -> tuple[Place, ...]:
    """Return every path of a variant, tables with more rows than the form has."""
    names = frozenset(shelf().open(variant.id).compiled.template.by_name())
    more = {name.replace(".1.", f".{number}.", 1) for name in names for number in range(1, MOST_ROWS + 1)}
    grown = {name for name in names | more if not name.startswith("foreldreveiledning") or name in names}
    return bind(pack().mapping, frozenset(grown), pack().form.switches_of(variant)).places


def _value(dice: random.Random, place: Place, large: bool) -> Any:
    match place.binding:
        case CheckBinding():
            return True
        case OneOfBinding():
            return dice.choice(sorted(place.binding.states or place.binding.fields))
        case DateBinding():
            return _day(dice)
        case PeriodBinding():
            return f"{_day(dice)}–{_day(dice)}"
    name = place.path.rpartition(".")[2]
    if name in ("navn", "gjennomfoert_av", "navn_blokkbokstaver") and not place.path.startswith(("tiltak", "spraak")):
        return dice.choice(NAMES)
    if name == "fnr_eller_duf":
        return "14838702016"
    if name in ("begrunnelse", "beskrivelse", "langsiktig"):
        return _text(dice, (3, 8, 15, 30, 30, 60, 110) if large else (3, 5, 8, 15))
    return dice.choice(SHORT) if dice.random() < 0.7 else " ".join(dice.choices(WORDS, k=3))


def _day(dice: random.Random) -> str:
    return (dt.date(2026, 1, 1) + dt.timedelta(days=dice.randrange(1000))).strftime("%d.%m.%Y")


def _text(dice: random.Random, lengths: Sequence[int]) -> str:
    """Return sentences; sometimes a list with a line for each point, sometimes more than the box has room for."""
    if dice.random() < 0.2:
        return "\n".join(f"- {' '.join(dice.choices(WORDS, k=dice.randint(2, 8)))}" for _ in range(dice.randint(2, 4)))
    text = " ".join(dice.choices(WORDS, k=dice.choice(lengths)))
    return text.replace(" Ålesund; ", " Ålesund.\n", 1) if dice.random() < 0.3 else text
