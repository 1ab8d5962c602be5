"""What is mutated: our own plan, small forms, workbooks and text tables, all good as they are."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf

from tests.builders import COMB, EDIT, MULTI_SELECT, MULTILINE, RADIO, FormBuilder
from tests.paths import ROOT

_LINE, _BOX = (50, 700, 350, 720), (50, 500, 350, 650)
_PLANS = ("2026-0001_integreringsplan.pdf", "2026-0012_integreringsplan.pdf")
_GOLDEN = ROOT / "tests" / "tables" / "golden"
TABLES = tuple(
    path
    for path in sorted(_GOLDEN.glob("*.*"))
    if path.suffixes in ([".csv"], [".tsv"], [".txt"], [".json"], [".jsonl"])
)
WORKBOOKS = (ROOT / "samples" / "deltakere.xlsx", *sorted(_GOLDEN.glob("*.xls[mx]")))


@cache
def plan(number: int) -> bytes:
    """Return one of our plans: as it is, or with every object in plain sight."""
    path = ROOT / "samples" / "planer" / _PLANS[number // 2 % len(_PLANS)]
    return _plain(path.read_bytes()) if number % 2 else path.read_bytes()


@cache
def small_form(number: int) -> bytes:
    """Return a small form: with a cross-reference table, or with object streams."""
    made = _FORMS[number // 2 % len(_FORMS)]()
    return made.data(object_stream_mode=pikepdf.ObjectStreamMode.generate) if number % 2 else made.data()


def _plain(data: bytes) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        modes = {
            "object_stream_mode": pikepdf.ObjectStreamMode.disable,
            "stream_decode_level": pikepdf.StreamDecodeLevel.generalized,
        }
        pdf.save(target, compress_streams=False, static_id=True, **modes)
    return target.getvalue()


def _texts() -> FormBuilder:
    form = FormBuilder(pages=2)
    form.text("navn", _LINE, V="Prøve Østby", MaxLen=40)
    form.text("tekst", _BOX, Ff=MULTILINE, page=2, Q=1)
    form.text("nummer", (50, 400, 350, 420), Ff=COMB, MaxLen=11)
    return form


def _boxes() -> FormBuilder:
    form = FormBuilder()
    form.check("ja", (50, 700, 62, 712))
    form.boxes("valg", {"en": (50, 650, 62, 662), "to": (80, 650, 92, 662)}, RADIO)
    form.choice("land", (50, 600, 200, 616), [("1", "Norge"), ("2", "Sverige")], EDIT)
    form.choice("flere", (50, 500, 200, 560), ["a", "b", "c"], MULTI_SELECT)
    return form


def _tree() -> FormBuilder:
    form = FormBuilder()
    inner = form.widget(_LINE, T=pikepdf.String("navn"), FT=pikepdf.Name.Tx, DA=pikepdf.String("/Helv 0 Tf 0 g"))
    middle = form.group("mor", [inner])
    form.group("rot", [middle])
    form.text("dato", (50, 400, 150, 420), DA=pikepdf.String("0 0 1 rg /F9 9 Tf"))
    return form


_FORMS = (_texts, _boxes, _tree)
