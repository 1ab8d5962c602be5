"""Plans that other people's programs saved, typed into, flattened or printed are read back.

INTEGPLAN_PLANS=100 makes it the long run; the figures per program are shown with `pytest --log-cli-level=INFO`.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from tests.reading.plans import Made, plans
from tests.reading.programs import PROGRAMS, Program
from tests.reading.score import Score, add

PLANS = int(os.environ.get("INTEGPLAN_PLANS", "2"))


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(plans(PLANS))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_what_was_filled_in_is_read_back(program: Program, made: list[Made], tmp_path: Path) -> None:
    if not program.installed:
        pytest.skip(f"{program.needs} is not installed")
    score = Score()
    for plan in made:
        (tmp_path / "plan.pdf").write_bytes(program.change(plan.pdf, plan.blank))
        add(score, plan, tmp_path / "plan.pdf")
    logging.getLogger(__name__).info("%s: %s", program.name, score)
    assert score.refused == []
    assert score.passed_off == 0, score.wrong
    assert score.share >= (0.995 if program.flat else 1.0), score.wrong


def test_at_least_five_programs_are_tried() -> None:
    assert len({program.needs for program in PROGRAMS}) >= 5
