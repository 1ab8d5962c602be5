from __future__ import annotations

import copy
import datetime as dt
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.engine import paths
from integplan_pdf.model.finding import Rule
from integplan_pdf.packs.integreringsplan import rules
from integplan_pdf.packs.integreringsplan.plan import Plan

ON = dt.date(2026, 3, 1)
GOOD: dict[str, Any] = {
    "id": "1",
    "deltaker": {"navn": "Olena Kovalenko", "fnr_eller_duf": "14838702016"},
    "varighet": {"startdato": "2026-01-01", "sluttdato": "2026-06-30"},
    "maal": {"langsiktig": "x", "sluttmaal": {"beskrivelse": "x", "begrunnelse": "x"}},
    "spraaktilbud": {"kurs": [{"navn": "Norsk", "periode": "01.2026–06.2026"}]},
    "tiltak": [{"navn": "Praksis", "begrunnelse": "x"}],
    "kontakt": {"programraadgiver": {"navn": "x", "telefon": "+47 40 00 00 01", "epost": "a@example.no"}},
    "klage": {"kontor": "x", "adresse": "x", "postnr_sted": "0001 Oslo"},
}
BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("IP101", "deltaker.navn", {"deltaker.navn": "12345"}),
    ("IP102", "deltaker.fnr_eller_duf", {"deltaker.fnr_eller_duf": ""}),
    ("IP103", "deltaker.fnr_eller_duf", {"deltaker.fnr_eller_duf": "P1234567"}),
    ("IP104", "deltaker.fnr_eller_duf", {"deltaker.fnr_eller_duf": "14838702017"}),
    ("IP105", "deltaker.fnr_eller_duf", {"deltaker.fnr_eller_duf": "209900000104"}),
    ("IP201", "maal.sluttmaal.beskrivelse", {"maal.sluttmaal.beskrivelse": ""}),
    ("IP202", "varighet.startdato", {"varighet.startdato": None}),
    ("IP202", "varighet.sluttdato", {"varighet.sluttdato": None}),
    ("IP203", "varighet.sluttdato", {"varighet.sluttdato": "2026-01-01"}),
    ("IP204", "maal.sluttmaal.begrunnelse", {"maal.sluttmaal.begrunnelse": ""}),
    ("IP205", "maal.langsiktig", {"maal.langsiktig": ""}),
    (
        "IP206",
        "varighet.forlengelse.begrunnelse",
        {"varighet.forlengelse.fra": "2026-07-01", "varighet.forlengelse.til": "2026-08-01"},
    ),
    ("IP207", "varighet.forlengelse.til", {"varighet.forlengelse.begrunnelse": "x"}),
    ("IP301", "tiltak", {"tiltak": []}),
    ("IP302", "spraaktilbud", {"spraaktilbud.kurs": []}),
    ("IP303", "tiltak.1.begrunnelse", {"tiltak.1.begrunnelse": ""}),
    ("IP304", "tiltak.2.navn", {"tiltak.2.timer": "15"}),
    ("IP305", "annet.1.begrunnelse", {"annet.1.beskrivelse": "turgruppe"}),
    ("IP501", "klage.kontor", {"klage.adresse": ""}),
    ("IP501", "klage.kontor", {"klage.kontor": ""}),
    ("IP502", "klage.postnr_sted", {"klage.postnr_sted": "Oslo"}),
    ("IP503", "kontakt.programraadgiver.navn", {"kontakt.programraadgiver.navn": ""}),
    ("IP504", "kontakt.laerer.epost", {"kontakt.laerer.epost": "laerer(at)example.no"}),
    ("IP505", "kontakt.laerer.telefon", {"kontakt.laerer.telefon": "123456"}),
    ("IP601", "maal.langsiktig", {"maal.langsiktig": "Ferdig xx.xx.20xx"}),
    ("IP601", "spraaktilbud.kurs.1.periode", {"spraaktilbud.kurs.1.periode": "xx.20xx-xx.20xx"}),
    ("IP601", "regelverk.begrunnelse", {"regelverk.begrunnelse": "<Beskriv hvorfor deltakeren …>"}),
    ("IP602", "tiltak.1.periode", {"tiltak.1.periode": "våren"}),
    ("IP603", "tiltak.1.periode", {"tiltak.1.periode": "01.06.2026–01.02.2026"}),
]


def found(tree: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in rules.check(Plan.model_validate(tree), ON)]


def test_a_good_plan_breaks_no_rule() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(("rule", "path", "change"), BROKEN)
def test_a_rule_finds_what_it_is_for_and_nothing_else(rule: str, path: str, change: dict[str, Any]) -> None:
    tree = copy.deepcopy(GOOD)
    for place, value in change.items():
        paths.put(tree, place, value)
    assert found(tree) == [(rule, path)]


def test_an_appeal_may_be_sent_electronically() -> None:
    tree = copy.deepcopy(GOOD) | {"klage": {"kontor": "x", "elektronisk": "eDialog"}}
    assert found(tree) == []


def all_rules() -> list[Rule]:
    folder = Path(rules.__file__).parent
    modules = [import_module(f"{rules.__name__}.{file.stem}") for file in sorted(folder.glob("[a-z]*.py"))]
    return [item for module in modules for item in vars(module).values() if isinstance(item, Rule)]


def test_every_rule_has_an_id_of_its_own_a_case_and_both_languages() -> None:
    ids = [rule.id for rule in all_rules()]
    assert len(ids) == len(set(ids))
    assert set(ids) == {rule for rule, _, _ in BROKEN}
    assert all(re.fullmatch(r"IP\d{3}", rule.id) and rule.nb and rule.en and rule.nb != rule.en for rule in all_rules())
