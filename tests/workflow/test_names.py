from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integplan_pdf.errors import UsageError
from integplan_pdf.model.report import Report, Status
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.workflow.fill import fill
from integplan_pdf.workflow.names import SAME_FILE, check_pattern, file_name, safe
from integplan_pdf.workflow.prepare import FillOptions
from tests.paths import ROOT

PLAN = {"deltaker": {"navn": "Anna Bo"}}
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{name}{number}" for name in ("COM", "LPT") for number in "0123456789¹²³"
}
PERSON = json.loads((ROOT / "samples" / "deltakere.json").read_text(encoding="utf-8"))[0]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("integreringsplan")


def is_device(name: str) -> bool:
    """Return whether Windows takes a file name for a device."""
    return name.partition(".")[0].rstrip(" ").upper() in _DEVICES


def _fill(keys: list[str], pack: Pack, out: Path) -> Report:
    """Fill a plan for each key into the folder `out`."""
    rows = out.parent.parent / "rader.json"
    rows.write_text(json.dumps([PERSON | {"id": key} for key in keys]))
    return fill(rows, pack, out, FillOptions(dt.date(2026, 3, 1), draft=True), lambda *_: None)


def test_the_default_name_is_key_and_form() -> None:
    assert file_name("{id}_{form}", "2026-0001", "integreringsplan", PLAN) == "2026-0001_integreringsplan.pdf"


def test_a_name_may_be_asked_for() -> None:
    assert file_name("{id} {deltaker.navn}", "1", "f", PLAN) == "1_Anna_Bo.pdf"
    check_pattern("{id} {deltaker.navn}", ["deltaker.navn"])


@pytest.mark.parametrize("pattern", ["{deltaker.nvan}", "{", "{}"])
def test_a_pattern_that_names_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError):
        check_pattern(pattern, ["deltaker.navn"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows", "C__Windows"),
        ("con", "_con"),
        ("LPT1.x", "_LPT1.x"),
        ("navn. ", "navn"),
        ("...", "_"),
        ("", "_"),
        ("a\u202egnp.exe", "a_gnp.exe"),
        ("con .txt", "_con .txt"),
        ("CONIN$", "_CONIN$"),
        ("nul.", "_nul"),
        ("navn. . .", "navn"),
        ("~", "~"),
        (".hidden", "hidden"),
        ("\ud800x", "_x"),
        ("Ærlig Øst", "Ærlig Øst"),
    ],
)
def test_a_name_is_safe_on_windows(name: str, expected: str) -> None:
    assert safe(name) == expected


@given(st.text())
def test_a_safe_name_never_leaves_the_folder(text: str) -> None:
    name = safe(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name.strip(" .") == name
    assert len(name) <= 121
    assert len(f"{name}.pdf".encode()) <= 255
    assert (Path("/out") / name).resolve().parent == Path("/out")
    assert not is_device(name)


@given(st.text(alphabet="conNULpraxlt1¹²³. :$\\/~", max_size=12))
def test_no_name_is_a_device_of_windows(text: str) -> None:
    assert not is_device(f"{safe(text)}.pdf")


@pytest.mark.parametrize("key", ["../../ute", "/etc/ute", "C:\\ute", "\\\\server\\del\\ute", "con", "a/../../ute"])
def test_what_a_row_is_called_stays_in_the_folder(key: str, tmp_path: Path, pack: Pack) -> None:
    report = _fill([key], pack, tmp_path / "a" / "ut")
    assert report.count(Status.WRITTEN) == 1
    written = tmp_path.rglob("*.pdf")
    assert [path.parent for path in written] == [tmp_path / "a" / "ut"]


def test_names_that_differ_in_case_or_spelling_alone_do_not_collide_silently(tmp_path: Path, pack: Pack) -> None:
    report = _fill(["Bø", "BØ", normalize("NFD", "bø å")[:2], "Å", normalize("NFD", "å")], pack, tmp_path / "a" / "ut")
    assert report.count(Status.WRITTEN) == 2
    assert [finding.rule for finding in report.all_findings()].count(SAME_FILE.id) == 3
