"""The samples are what their README says: whole, consistent, within the form's limits, and about nobody."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from integplan_pdf.engine.dates import add_months, parse_period
from integplan_pdf.engine.paths import get, leaves
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.tables.jsonrows import write_json
from tests.paths import ROOT
from tests.tables.reading import read_json

SAMPLES = ROOT / "samples"
ON = dt.date(2026, 11, 23)
PLANS = [plan for _, plan in read_json((SAMPLES / "deltakere.json").read_bytes(), "deltakere.json")]
FAULTY = [plan for _, plan in read_json((SAMPLES / "feil.json").read_bytes(), "feil.json")]

every_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan["id"])
every_file = pytest.mark.parametrize("name", ["deltakere.json", "feil.json"])

DATES = ("bosatt", "krav", "tilbud", "vedtak")
MONTHS: tuple[str, ...] = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
)
MONTHS += ("november", "desember")
LEAST_LEVELS = {
    "under_grunnskole": {"lytte": "A2", "lese": "A2", "skrive": "A2", "muntlig": "B1"},
    "grunnskole": {"lytte": "B1", "lese": "B1", "skrive": "B1", "muntlig": "B1"},
    "vgs_eller_hoeyere": {"lytte": "B1", "lese": "B1", "skrive": "B1", "muntlig": "B2"},
}
MOST_ROWS = {"delmaal": 4, "spraaktilbud.kurs": 3, "tiltak": 4, "annet": 2, "revidering": 3, "foreldreveiledning": 5}
MOST_CHARACTERS = {
    "navn": 120,
    "periode": 40,
    "tidspunkt": 40,
    "timer": 20,
    "merknad": 200,
    "ansvarlig": 70,
    "gis_av": 70,
    "regelverk.begrunnelse": 345,
    "langsiktig": 230,
    "sluttmaal.beskrivelse": 230,
    "sluttmaal.begrunnelse": 800,
    "forlengelse.begrunnelse": 700,
    "delmaal.beskrivelse": 220,
    "tiltak.begrunnelse": 620,
    "annet.beskrivelse": 330,
    "annet.begrunnelse": 330,
    "spraaktilbud.annet.beskrivelse": 620,
}


def texts(plan: Any) -> Iterator[tuple[str, str]]:
    """Yield (path without row numbers, text)."""
    for path, value in leaves(plan):
        if isinstance(value, str):
            yield re.sub(r"\.\d+", "", path), value


def programme(plan: Any) -> tuple[dt.date, dt.date]:
    """Return the first and the last day, the extension included."""
    end = get(plan, "varighet.forlengelse.til") or get(plan, "varighet.sluttdato")
    return dt.date.fromisoformat(get(plan, "varighet.startdato")), dt.date.fromisoformat(end)


def timed_rows(plan: Any) -> Iterator[tuple[str, dt.date, dt.date, bool]]:
    """Yield (what, first day, last day, ticked) of every row with a period or a planned time."""
    rows = [("oppnaadd", "periode", row) for row in plan["delmaal"]]
    rows += [("gjennomfoert", "periode", row) for row in plan["tiltak"] + (get(plan, "spraaktilbud.kurs") or [])]
    rows += [("gjennomfoert", "tidspunkt", row) for row in plan.get("proever", {}).values()]
    for tick, when, row in rows:
        period = parse_period(row[when])
        assert period.start, row[when]
        assert period.end, row[when]
        assert period.text == row[when]
        yield row[when], period.start, period.end, row[tick]


def checksum_holds(number: str) -> bool:
    digits = [int(digit) for digit in number]
    if len(digits) == 12:
        weights = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
        return sum(a * b for a, b in zip(weights, digits, strict=False)) % 11 == int(number[10:])
    first, second = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return all(sum(a * b for a, b in zip(w, digits, strict=False)) % 11 == 0 for w in (first, second))


def is_synthetic(number: str) -> bool:
    return number.startswith("2099") if len(number) == 12 else 81 <= int(number[2:4]) <= 92


@every_file
def test_files_are_written_as_we_write_them(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    assert write_json(plan for _, plan in read_json(data, name)) == data


@every_plan
def test_plans_are_plans(plan: Any) -> None:
    assert Plan.model_validate(plan).id == plan["id"]


@every_plan
def test_nothing_is_longer_than_the_form_can_hold(plan: Any) -> None:
    for path, most in MOST_ROWS.items():
        assert len(get(plan, path) or ()) <= most, path
    for path, text in texts(plan):
        known = [end for end in MOST_CHARACTERS if f".{path}".endswith(f".{end}")]
        assert 0 < len(text) <= MOST_CHARACTERS.get(max(known, key=len, default=""), 120), path
        assert text == text.strip()


@every_plan
def test_numbers_are_synthetic_and_right(plan: Any) -> None:
    number, born = plan["deltaker"]["fnr_eller_duf"], get(plan, "opplysninger.foedselsdato")
    assert is_synthetic(number)
    assert checksum_holds(number)
    if len(number) == 11:
        day, month = int(number[:2]) % 40, int(number[2:4]) - 80
        assert f"{day:02}{month:02}{number[4:6]}" == f"{born[8:]}{born[5:7]}{born[2:4]}"


def test_nobody_has_an_address_that_could_be_real() -> None:
    for plan in PLANS + FAULTY:
        for contact in plan["kontakt"].values():
            assert contact["epost"].endswith(("@example.no", "@example.com", "(at)example.no"))
            assert contact["telefon"].startswith("40 00 00")
        assert re.match(r"999[3-9] ", get(plan, "klage.postnr_sted") or "9993 ")
        assert "example.no" in (get(plan, "klage.elektronisk") or "example.no")


@every_plan
def test_periods_lie_inside_the_programme_and_ticks_follow_the_date(plan: Any) -> None:
    start, end = programme(plan)
    for what, first, last, ticked in timed_rows(plan):
        assert first <= last, what
        whole_months = len(what) in (7, 15)
        assert start <= (last if whole_months else first), what
        assert (first if whole_months else last) <= end, what
        assert not (ticked and last > ON), what
        assert ticked or last > ON - dt.timedelta(days=60), what


@every_plan
def test_dates_follow_each_other(plan: Any) -> None:
    facts = {name: dt.date.fromisoformat(get(plan, f"opplysninger.{name}_dato")) for name in DATES}
    start, end = programme(plan)
    assert facts["bosatt"] <= facts["krav"] <= facts["tilbud"] < dt.date(2026, 1, 1)
    assert facts["tilbud"] < facts["vedtak"] <= start
    assert start < add_months(facts["bosatt"], 3)
    assert get(plan, "vedtak.dato") == facts["vedtak"].isoformat()
    for row in plan["revidering"]:
        planned = dt.date.fromisoformat(row["planlagt_dato"])
        assert start <= planned <= end
        assert ("dato_gjennomfoert" in row) == ("gjennomfoert_av" in row) == (planned <= ON)
    assert all(day.weekday() < 5 for day in facts.values())


@every_plan
def test_durations_are_within_the_rules(plan: Any) -> None:
    facts = plan["opplysninger"]
    start, end = programme(plan)
    planned_end = dt.date.fromisoformat(plan["varighet"]["sluttdato"])
    one_year = facts["sluttmaal_type"] == "hoeyere_utdanning" and "forlengelse" not in plan["varighet"]
    months = 12 if one_year else 6
    if facts["utdanning"] != "vgs_eller_hoeyere":
        months = 36 if facts["sluttmaal_type"] == "fullfoert_vgo" else 24
    leave = dt.timedelta(days=facts["permisjon_dager"])
    assert planned_end <= add_months(start, months) - dt.timedelta(days=1) + leave
    if "forlengelse" in plan["varighet"]:
        extended = dt.date.fromisoformat(plan["varighet"]["forlengelse"]["fra"])
        assert extended == planned_end + dt.timedelta(days=1)
        assert end <= add_months(extended, 6) - dt.timedelta(days=1)
        assert "sluttmål" in plan["varighet"]["forlengelse"]["begrunnelse"]


@every_plan
def test_levels_follow_education_and_tests_can_prove_them(plan: Any) -> None:
    goals = plan.get("norskmaal")
    if goals is None:
        assert get(plan, "spraaktilbud.annet.beskrivelse")
        assert "proever" not in plan
        return
    assert get(plan, "spraaktilbud.annet") is None
    least = LEAST_LEVELS[plan["opplysninger"]["utdanning"]]
    assert all(goals[skill] >= level for skill, level in least.items())
    assert programme(plan)[0] < dt.date.fromisoformat(goals["frist"]) <= programme(plan)[1]
    for skill in ("skrive", "muntlig"):
        assert plan["proever"][skill]["nivaa"].endswith(goals[skill])


@every_plan
def test_work_plans_have_fifteen_hours_a_week_from_the_fourth_month(plan: Any) -> None:
    facts = plan["opplysninger"]
    if (facts["sluttmaal_type"], facts["utdanning"]) != ("arbeid", "vgs_eller_hoeyere"):
        return
    first, last = add_months(programme(plan)[0], 3), programme(plan)[1]
    hours = 0.0
    for row in plan["tiltak"]:
        weekly = re.fullmatch(r"(\d+) t/uke", row["timer"])
        assert weekly or re.fullmatch(r"\d+ timer i alt", row["timer"])
        period = parse_period(row["periode"])
        assert period.start
        assert period.end
        days = (min(last, period.end) - max(first, period.start)).days + 1
        hours += int(weekly[1]) * max(0, days) / 7 if weekly else 0
    needed = 10 if facts.get("deltid_prosent", 100) <= 60 else 15
    assert hours / (((last - first).days + 1) / 7) >= needed


@every_plan
def test_children_decide_parental_guidance(plan: Any) -> None:
    assert len(plan.get("foreldreveiledning", ())) == (5 if plan["opplysninger"]["har_barn"] else 0)


def test_the_samples_vary() -> None:
    facts = [plan["opplysninger"] for plan in PLANS]
    assert len(PLANS) >= 14
    assert len({fact["sluttmaal_type"] for fact in facts}) == 5
    assert len({fact["utdanning"] for fact in facts}) == 3
    assert sum("forlengelse" in plan["varighet"] for plan in PLANS) >= 1
    assert sum(not fact["har_barn"] for fact in facts) >= 3
    assert sum("norskmaal" not in plan for plan in PLANS) == 2
    assert {len(plan["deltaker"]["fnr_eller_duf"]) for plan in PLANS} == {11, 12}
    names = "".join(plan["deltaker"]["navn"] for plan in PLANS)
    assert set("łşçø'") <= set(names.lower())
    assert any(re.search(r"[іїєґ]", text) for plan in PLANS for _, text in texts(plan))


def test_no_one_s_reasons_are_copied_from_another() -> None:
    long = Counter(text for plan in PLANS + FAULTY for path, text in texts(plan) if len(text) > 70)
    assert [text for text, count in long.items() if count > 1] == []


def test_the_readme_names_every_plan_and_every_fault() -> None:
    keys = re.findall(r"^\| (2026-\d{4}) \|", (SAMPLES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert keys == [plan["id"] for plan in PLANS + FAULTY]


def test_the_faults_are_there() -> None:
    faulty = {plan["id"][-3:]: plan for plan in FAULTY}
    for plan in FAULTY:
        assert is_synthetic(plan["deltaker"]["fnr_eller_duf"])
        assert Plan.model_validate(plan)
    assert [key for key, plan in faulty.items() if not get(plan, "deltaker.navn")] == ["901"]
    ends = {key: get(plan, "varighet") for key, plan in faulty.items()}
    assert [key for key, end in ends.items() if end["startdato"] >= end["sluttdato"]] == ["902"]
    assert [key for key, plan in faulty.items() if not get(plan, "maal.sluttmaal.beskrivelse")] == ["903"]
    assert [key for key, plan in faulty.items() if "klage" not in plan] == ["904"]
    numbers = {key: get(plan, "deltaker.fnr_eller_duf") for key, plan in faulty.items()}
    assert [key for key, number in numbers.items() if not checksum_holds(number)] == ["905"]
    leftovers = re.compile(r"xx\.20xx|<Beskriv")
    assert [key for key, plan in faulty.items() if any(leftovers.search(text) for _, text in texts(plan))] == ["906"]
    contacts = {key: get(plan, "kontakt.programraadgiver") for key, plan in faulty.items()}
    assert [key for key, contact in contacts.items() if "@" not in contact["epost"]] == ["907"]
    assert [key for key, contact in contacts.items() if len(re.sub(r"\D", "", contact["telefon"])) != 8] == ["907"]
    no_reason = [key for key, plan in faulty.items() if not all("begrunnelse" in row for row in plan["tiltak"])]
    assert no_reason == ["908"]


@every_plan
def test_the_reason_for_the_old_rules_speaks_of_the_plan_s_own_dates(plan: Any) -> None:
    text = get(plan, "regelverk.begrunnelse")
    facts = [get(plan, f"opplysninger.{name}_dato") for name in DATES] + [plan["varighet"]["startdato"], "2026-01-01"]
    own = {(int(day[8:]), MONTHS[int(day[5:7]) - 1]) for day in facts}
    said = {(int(day), month) for day, month in re.findall(rf"(\d+)\. ({'|'.join(MONTHS)})", text)}
    assert said <= own
