"""What a person sees in the boxes of a returned plan is held against what is stored."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, String

from integplan_pdf.cli.app import run
from integplan_pdf.model.evidence import Evidence
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.tamper import original
from integplan_pdf.pdf.write import fill
from integplan_pdf.reports import formats
from integplan_pdf.workflow.guard import Opening
from integplan_pdf.workflow.read import read
from integplan_pdf.workflow.seen import seen_and_tampered
from tests.paths import FORM
from tests.pdf.tampering import BOX, TALL_FIELD, TEXT_FIELD, field, tampered

BLANK = (FORM / "standard.pdf").read_bytes()
NAME, LONG = "Kari Oppdiktet", "Fast jobb i butikk, og så fagbrev"


@cache
def plan() -> bytes:
    return fill(compile_template(BLANK), {TEXT_FIELD: NAME, TALL_FIELD: LONG, BOX: True}).data


def looked(data: bytes) -> list[Evidence]:
    return seen_and_tampered(data, read_form(data), original(BLANK))


def rules(data: bytes) -> list[str]:
    return [one.finding.rule for one in looked(data)]


def swap_appearances(pdf: Pdf) -> None:
    one, other = field(pdf, TEXT_FIELD), field(pdf, TALL_FIELD)
    one.AP, other.AP = other.AP, one.AP


def other_value(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).V = String("Ola Oppdiktet")


def emptied_value(pdf: Pdf) -> None:
    del field(pdf, TEXT_FIELD)["/V"]


def emptied_appearance(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).AP.N = _look(pdf, b"")


def no_appearance(pdf: Pdf) -> None:
    del field(pdf, TEXT_FIELD)["/AP"]


def left_to_the_viewer(pdf: Pdf) -> None:
    other_value(pdf)
    pdf.Root.AcroForm.NeedAppearances = True


def longer_value(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).V = String(NAME + " Nordmann")


def off_looks_ticked(pdf: Pdf) -> None:
    looks = field(pdf, "delmaal.2.oppnaadd").AP.N
    looks[Name.Off] = _look(pdf, b"2 2 8 8 re f")


def on_looks_empty(pdf: Pdf) -> None:
    looks = field(pdf, BOX).AP.N
    for state in list(looks.keys()):
        looks[state] = _look(pdf, b"")


def state_changed_by_hand(pdf: Pdf) -> None:
    field(pdf, BOX).AS = Name.Off


def _look(pdf: Pdf, operators: bytes) -> Any:
    made = pdf.make_stream(operators)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, pikepdf.Array([0, 0, 12, 12])
    made.Resources = Dictionary()
    return made


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (swap_appearances, ["V060", "V060"]),
        (other_value, ["V060"]),
        (emptied_value, ["V063"]),
        (emptied_appearance, ["V060"]),
        (no_appearance, ["V061"]),
        (left_to_the_viewer, ["V061"]),
        (longer_value, ["V065"]),
        (off_looks_ticked, ["V062"]),
        (on_looks_empty, ["V062"]),
        (state_changed_by_hand, ["V062"]),
    ],
)
def test_what_is_seen_is_not_what_is_stored(change: Callable[[Pdf], None], expected: list[str]) -> None:
    assert rules(tampered(plan(), change)) == expected


def test_a_plan_shows_what_it_stores() -> None:
    assert rules(plan()) == []


def test_values_are_evidence_and_no_part_of_the_finding() -> None:
    (found,) = looked(tampered(plan(), other_value))
    assert (found.stored, found.seen, found.finding.field) == ("Ola Oppdiktet", NAME, TEXT_FIELD)
    assert "Oppdiktet" not in found.finding.nb + found.finding.en + repr(found)


def test_a_file_that_cannot_be_drawn_is_said_to_be() -> None:
    stored = read_form(plan())
    (found,) = seen_and_tampered(b"%PDF-1.7\n", stored, original(BLANK))
    assert found.finding.rule == "V064"


def test_without_a_form_only_texts_are_compared() -> None:
    data = tampered(tampered(plan(), other_value), off_looks_ticked)
    found = seen_and_tampered(data, read_form(data), None)
    assert [one.finding.rule for one in found] == ["V060"]


@pytest.mark.parametrize("text", ["Żółć ğ ı İ ş", "хочу працювати; її мета", "Ώρα καλή", "«ja» – 100 % … ffi"])
def test_letters_of_many_kinds_are_seen_as_they_are_stored(text: str) -> None:
    data = fill(compile_template(BLANK), {TALL_FIELD: text}).data
    assert looked(data) == []


def test_encrypted_plans_are_looked_at_with_their_password() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(tampered(plan(), other_value))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="å", owner="b"))
    stored = read_form(target.getvalue(), password="å")
    found = seen_and_tampered(target.getvalue(), stored, original(BLANK), password="å")
    assert [one.finding.rule for one in found] == ["V060"]


def test_values_are_in_reports_only_when_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(tampered(plan(), other_value))
    report = read([file], load_pack("integreringsplan"), tmp_path / "ut.json", Opening(), lambda *_: None)
    assert [finding.rule for finding in report.all_findings()] == ["V060"]
    for suffix in (".json", ".html"):
        for show_values in (True, False):
            text = formats.render(report, suffix, "nb", show_values=show_values).decode()
            assert ("Ola Oppdiktet" in text) is show_values
            assert (NAME in text) is show_values


def test_read_shows_values_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.pdf").write_bytes(tampered(plan(), other_value))
    asked = ["read", str(tmp_path / "plan.pdf"), "-o", str(tmp_path / "ut.json"), "--json"]
    for more in ([], ["--show-values"]):
        run([*asked, *more])
        assert ("Ola Oppdiktet" in capsys.readouterr().out) is bool(more)
