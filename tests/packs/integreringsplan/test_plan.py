from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from integplan_pdf.engine.plans import field_paths, to_plan
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.integreringsplan.plan import Nivaa, Plan, Proevenivaa, Utdanning


def test_a_plan_survives_json() -> None:
    plan = Plan.model_validate(
        {
            "id": 20260001.0,
            "varighet": {"startdato": "1.2.2026", "sluttdato": dt.datetime(2026, 7, 31)},
            "delmaal": [{"periode": {"fra": "2026-02-01", "til": "2026-06-30"}, "oppnaadd": "x"}, {}],
            "norskmaal": {"muntlig": " b1 "},
            "proever": {"lese": {"nivaa": "A2/B1"}},
            "opplysninger": {"utdanning": "Grunnskole", "har_barn": "nei", "permisjon_dager": "14"},
        }
    )
    assert plan.id == "20260001"
    assert plan.varighet.sluttdato == dt.date(2026, 7, 31)
    assert [delmaal.periode.text for delmaal in plan.delmaal] == ["01.02.2026–30.06.2026"]
    assert plan.norskmaal.muntlig is Nivaa.B1
    assert plan.proever.lese.nivaa is Proevenivaa.A2_B1
    assert plan.opplysninger.utdanning is Utdanning.GRUNNSKOLE
    assert plan.opplysninger.har_barn is False
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_text_is_cleaned_but_never_cut() -> None:
    plan = Plan.model_validate(
        {"maal": {"langsiktig": "  A\u030ase\r\nto\tlinjer\x0b\r "}, "deltaker": {"navn": "Anna\nBo"}}
    )
    assert plan.maal.langsiktig == "Åse\nto linjer"
    assert plan.deltaker.navn == "Anna Bo"


@pytest.mark.parametrize(
    ("tree", "path", "rule"),
    [
        ({"varighet": {"startdato": "31.02.2026"}}, "varighet.startdato", "R011"),
        ({"norskmaal": {"muntlig": "A2, B1"}}, "norskmaal.muntlig", "R012"),
        ({"norskmaal": {"muntlig": "A2/B1"}}, "norskmaal.muntlig", "R012"),
        ({"norskmaal": {"muntlig": "D1"}}, "norskmaal.muntlig", "R010"),
        ({"delmaal": [{"oppnaadd": "kanskje"}]}, "delmaal.1.oppnaadd", "R010"),
        ({"opplysninger": {"permisjon_dager": "noen"}}, "opplysninger.permisjon_dager", "R010"),
        ({"maal": {"langsiktigt": "x"}}, "maal.langsiktigt", "R013"),
        ({"foreldreveiledning": [{"gis_av": "x"}] * 6}, "foreldreveiledning", "R014"),
        ({"tiltak": "praksis"}, "tiltak", "R015"),
        ({"deltaker": {"navn": ["x"]}}, "deltaker.navn", "R010"),
        ({"delmaal": [{"periode": {"fra": "1.1.2026", "tekst": "vår"}}]}, "delmaal.1.periode", "R010"),
    ],
)
def test_what_cannot_be_understood_is_a_finding_on_its_cell(tree: dict[str, object], path: str, rule: str) -> None:
    cell = Origin("fil.xlsx", "Ark", 7, "Kolonne", "1")
    plan, findings = to_plan(Row("1", Origin("fil.xlsx"), {"id": "1"} | tree, {path: cell}), Plan)
    assert [(finding.rule, finding.path, finding.origin) for finding in findings] == [(rule, path, cell)]
    assert isinstance(plan, Plan)
    assert plan.id == "1"


def test_messages_never_repeat_the_value() -> None:
    tree = {"varighet": {"startdato": "hemmelig"}, "norskmaal": {"lese": "hemmelig"}, "tiltak": "hemmelig"}
    _, findings = to_plan(Row("1", Origin(), tree), Plan)
    assert len(findings) == 3
    assert not any("hemmelig" in finding.nb + finding.en for finding in findings)


def test_the_plan_is_frozen() -> None:
    with pytest.raises(ValidationError):
        Plan().deltaker.navn = "x"  # type: ignore[misc]


def test_every_part_has_its_path() -> None:
    paths = field_paths(Plan)
    assert "spraaktilbud.kurs.{i}.periode" in paths
    assert "opplysninger.har_barn" in paths
    assert len(paths) == len(set(paths))
