"""Plans that continue on sheets stay PDF/UA-1 and sound, and plans in three scripts stay small."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from integplan_pdf.model.room import Fitting
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.read import read_form
from integplan_pdf.workflow.continuing import ContinuingShelf
from integplan_pdf.workflow.elastic import ElasticShelf
from integplan_pdf.workflow.prepare import Prepared, prepare
from tests.vera import validate
from tests.workflow.randomplans import ARABIC, ETHIOPIC, HEBREW, LATIN, plan
from tests.workflow.test_elastic import DRAFT, SENTENCE, person

PACK = load_pack("integreringsplan")
SHELVES = {"elastic": ElasticShelf(PACK), "continue": ContinuingShelf(PACK)}
TIGRINYA = "ኣብ ኖርወይ ክሰርሕን ክመሃርን እደሊ ኣለኹ። ድሕሪ ክልተ ዓመት ከም ኣላዪ ክሰርሕ እየ። "
ARABIC_TEXT = "أريد أن أتعلم اللغة النرويجية وأن أعمل محاسبا في شركة صغيرة قريبة من البيت. "


def prepared(tree: dict[str, object], shelf: str) -> Prepared:
    found = prepare(Row(str(tree["id"]), Origin(), tree), SHELVES[shelf], DRAFT)
    assert found.filled, found.findings
    return found


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("shelf", sorted(SHELVES))
def test_continued_plans_pass_pdf_ua_1(shelf: str, tmp_path: Path) -> None:
    made = prepared(plan(3, 6000, (LATIN, ARABIC, HEBREW, ETHIOPIC)), shelf)
    assert made.filled
    fittings = {fit.fitting for fit in made.fits}
    assert Fitting.CONTINUED in fittings
    assert (Fitting.ELASTIC in fittings) == (shelf == "elastic")
    path = tmp_path / "plan.pdf"
    path.write_bytes(made.filled.data)
    outcome = validate(path)
    assert outcome.passed, outcome.failures
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def test_a_continued_plan_can_be_flattened(tmp_path: Path) -> None:
    made = prepared(plan(3, 6000, (LATIN, ARABIC)), "continue")
    assert made.filled
    pages = read_form(made.filled.data).page_count
    flat = flatten(made.filled.data).data
    assert read_form(flat).fields == () and read_form(flat).page_count == pages
    path = tmp_path / "flat.pdf"
    path.write_bytes(flat)
    outcome = validate(path)
    assert outcome.passed, outcome.failures


@pytest.mark.parametrize("shelf", sorted(SHELVES))
def test_a_plan_in_three_scripts_is_small(shelf: str) -> None:
    tree = person("tre-skrifter")
    tree["deltaker"]["navn"] = "ሰላም ተስፋይ / سلام تسفاي"
    tree["maal"] = {
        "langsiktig": ARABIC_TEXT * 2,
        "sluttmaal": {"beskrivelse": TIGRINYA * 2, "begrunnelse": SENTENCE * 3 + ARABIC_TEXT},
    }
    tree["regelverk"]["begrunnelse"] = SENTENCE * 4 + TIGRINYA
    made = prepared(tree, shelf)
    assert made.filled
    assert [finding for finding in made.findings if finding.rule in ("F004", "F005")] == []
    assert len(made.filled.data) < 250_000
