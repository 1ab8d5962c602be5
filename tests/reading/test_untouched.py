"""Plans that other people's programs saved, flattened or printed, and nobody touched, are not taken for tampered with.

`pdftk fill_form` is left out: it types into the form with another font's codes, so what is seen really differs. A page
that was set anew with other letters may be said to be so.
"""

from __future__ import annotations

import os

import pytest

from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.tamper import original
from integplan_pdf.workflow.seen import seen_and_tampered
from tests.reading.plans import Made, plans
from tests.reading.programs import PROGRAMS, Program

PLANS = int(os.environ.get("INTEGPLAN_PLANS", "1"))
SET_ANEW = "V097"


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(plans(PLANS))


@pytest.mark.parametrize(
    "program",
    [program for program in PROGRAMS if program.name != "pdftk fill_form"],
    ids=lambda program: program.name,
)
def test_no_false_alarm(program: Program, made: list[Made]) -> None:
    if not program.installed:
        pytest.skip(f"{program.needs} is not installed")
    for plan in made:
        data = program.change(plan.pdf, plan.blank)
        found = seen_and_tampered(data, read_form(data), original(plan.blank))
        assert {one.finding.rule for one in found} - {SET_ANEW} == set(), plan.key
