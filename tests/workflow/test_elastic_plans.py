"""Random plans in three alphabets: `read(fill(plan)) == plan`, and every word stands inside its box."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.model.room import Fitting
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.packs.integreringsplan.plan import Opplysninger, Plan
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.read import read_form
from integplan_pdf.workflow.elastic import ElasticShelf
from integplan_pdf.workflow.prepare import FillOptions, prepare
from integplan_pdf.workflow.returned import read_returned
from tests.vera import validate
from tests.workflow.randomplans import (
    CONTACT,
    CYRILLIC,
    GREEK,
    LATIN,
    NORSK,
    PERIOD,
    TEST,
    Chance,
    day,
    line,
    part,
    rows,
    text,
    tick,
)
from tests.workflow.test_visible import filled_texts

DRAFT = FillOptions(dt.date(2026, 3, 1), draft=True)
SCRIPTS = (LATIN, GREEK, CYRILLIC)
LONGEST = 3500

WHOLE = {
    "deltaker": part(navn=line(120), fnr_eller_duf=lambda _: "13097248022"),
    "regelverk": part(begrunnelse=text(3500)),
    "varighet": part(startdato=day, forlengelse=part(fra=day, begrunnelse=text(3500))),
    "maal": part(langsiktig=text(3500), sluttmaal=part(beskrivelse=text(3500), begrunnelse=text(3500))),
    "delmaal": rows(beskrivelse=text(1200), periode=PERIOD, ansvarlig=text(250), oppnaadd=tick),
    "tiltak": rows(navn=text(300, 9), periode=PERIOD, timer=line(15), ansvarlig=text(250, 9), begrunnelse=text(2500)),
    "annet": rows(beskrivelse=text(1200), begrunnelse=text(1200)),
    "kontakt": part(programraadgiver=CONTACT, laerer=CONTACT),
    "revidering": rows(planlagt_dato=day, enhet=line(120), gjennomfoert_av=line(120)),
    "vedtak": part(sted=line(80, 9), dato=day, navn_blokkbokstaver=line(120)),
    "klage": part(kontor=line(200), adresse=line(200), postnr_sted=line(200), elektronisk=line(200)),
}
COURSES = rows(navn=text(1200), periode=PERIOD, gjennomfoert=tick)


def plan(seed: int) -> dict[str, Any]:
    """Return a plan with Norwegian and tests, or with another language offer; with parental guidance or without."""
    chance = Chance(seed, LONGEST, SCRIPTS)
    tree: dict[str, Any] = part(**WHOLE)(chance) | {"id": f"plan-{seed}"}
    if seed % 2:
        other = part(beskrivelse=lambda chance: text(3000)(chance) or "tegnspråk")
        tree["spraaktilbud"] = part(kurs=COURSES, annet=other)(chance)
    else:
        tree |= part(**NORSK, spraaktilbud=part(kurs=COURSES), proever=part(lytte=TEST, muntlig=TEST))(chance)
    tree["opplysninger"] = {"har_barn": seed % 3 != 0}
    if seed % 3:
        tree["foreldreveiledning"] = rows(5, gis_av=text(800), gjennomfoert=tick)(chance)
    return tree


@pytest.fixture(scope="module")
def shelf() -> ElasticShelf:
    return ElasticShelf(load_pack("integreringsplan"))


@pytest.mark.parametrize("seed", range(12))
def test_any_plan_grows_reads_back_and_can_be_seen(seed: int, shelf: ElasticShelf, tmp_path: Path) -> None:
    tree = plan(seed)
    sent = Plan.model_validate(tree)
    prepared = prepare(Row(tree["id"], Origin(), tree), shelf, DRAFT)
    assert prepared.filled, [(finding.rule, finding.path) for finding in prepared.findings if finding.rule[0] == "F"]
    assert all(fit.size == 0 or fit.size >= 8 for fit in prepared.fits)
    assert any(fit.fitting is Fitting.ELASTIC for fit in prepared.fits)
    path, data = tmp_path / f"{tree['id']}.pdf", prepared.filled.data
    path.write_bytes(data)

    returned = read_returned(path, shelf.pack)
    row, findings = returned.row, returned.findings
    assert row and findings == []
    seen = Plan.model_validate(row.tree)
    assert seen.model_copy(update={"skjemavariant": "", "opplysninger": Opplysninger()}) == sent.model_copy(
        update={"opplysninger": Opplysninger()}
    )
    again = prepare(row, shelf, DRAFT)
    assert again.filled and again.filled.data == data

    texts = filled_texts(read_form(data))
    for (field, _, _), shown in zip(texts, visible_text(data, [(page, rect) for _, page, rect in texts]), strict=True):
        assert shown.split() == str(field.value).split(), field.name
    if seed < 4:
        assert validate(path).failures == {}
