"""A mapping held against another edition of its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from integplan_pdf.engine.editions import Status
from integplan_pdf.errors import InputError, TemplateError
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.workflow.editions import Held, hold_against, proposal
from integplan_pdf.workflow.mapping import check_mappings, draft_form
from tests.paths import SHARED
from tests.printed_form import Field, Printed, application, form, text, tick

WORDS = [(50, 704, "Fullt navn:"), (50, 684, "Telefon:"), (66, 664, "Jeg samtykker")]
NAME, PHONE = text("navn", (120, 700, 300, 716)), text("telefon", (120, 680, 300, 696), max_length=12)
CONSENT = tick("samtykke", (50, 662, 60, 672))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "skjema.pdf").write_bytes(form(WORDS, NAME, PHONE, CONSENT))
    return draft_form(tmp_path / "skjema.pdf", tmp_path / "mappe").folder


def held(folder: Path, *fields: Field, words: Printed = WORDS) -> Held:
    new = folder.parent / "ny.pdf"
    new.write_bytes(form(words, *fields))
    return hold_against(load_pack(str(folder)), new)


def told(found: Held) -> tuple[list[str], list[str], bool]:
    statuses = [change.status.value for change in found.changes]
    return statuses, [finding.rule for finding in found.findings], found.holds


def test_the_same_pdf_holds(folder: Path) -> None:
    assert told(held(folder, NAME, PHONE, CONSENT)) == (["same"] * 3, [], True)


def test_a_moved_field_holds(folder: Path) -> None:
    words = [(50, 604, "Fullt navn:"), *WORDS[1:]]
    moved = text("navn", (120, 600, 300, 616))
    assert told(held(folder, moved, PHONE, CONSENT, words=words)) == (["moved", "same", "same"], [], True)


def test_less_room_is_a_warning(folder: Path) -> None:
    shorter = text("telefon", (120, 680, 300, 696), max_length=8)
    assert told(held(folder, NAME, shorter, CONSENT)) == (["same", "changed", "same"], ["T204"], True)


def test_a_renamed_field_does_not_hold_and_is_proposed(folder: Path) -> None:
    found = held(folder, text("fullt_navn", (120, 700, 300, 716)), PHONE, CONSENT)
    assert told(found) == (["renamed", "same", "same"], ["T001", "T002"], False)
    assert (found.changes[0].old, found.changes[0].new) == ("navn", "fullt_navn")


def test_a_new_state_does_not_hold(folder: Path) -> None:
    found = held(folder, NAME, PHONE, tick("samtykke", (50, 662, 60, 672), on="Ja"))
    assert told(found) == (["same", "same", "changed"], ["T005"], False)


def test_a_name_beside_other_words_does_not_hold_although_the_contract_would(folder: Path) -> None:
    words = [(50, 704, "Arbeidsgiver:"), *WORDS[1:]]
    assert told(held(folder, NAME, PHONE, CONSENT, words=words)) == (["doubtful", "same", "same"], ["T203"], False)


def test_names_that_changed_boxes_do_not_hold(folder: Path) -> None:
    crossed = text("telefon", (120, 700, 300, 716), max_length=12), text("navn", (120, 680, 300, 696))
    found = held(folder, *crossed, CONSENT)
    assert told(found) == (["renamed", "renamed", "same"], ["T205", "T205"], False)


def test_added_and_gone_do_not_hold(folder: Path) -> None:
    found = held(folder, NAME, CONSENT, text("adresse", (300, 300, 500, 316)))
    assert told(found) == (["same", "gone", "same", "added"], ["T001", "T002"], False)


def pack_with_proposal(found: Held, folder: Path) -> Pack:
    """Put the new PDF and the proposed mapping into the form's folder."""
    (folder / "pdf.toml").write_text(proposal(found), encoding="utf-8")
    (folder / "standard.pdf").write_bytes((folder.parent / "ny.pdf").read_bytes())
    return load_pack(str(folder))


def test_the_proposal_is_a_mapping_that_holds(folder: Path) -> None:
    found = held(folder, text("fullt_navn", (120, 700, 300, 716)), PHONE, CONSENT, text("nytt", (300, 300, 500, 316)))
    text_of_it = proposal(found)
    assert "# FORESLÅTT (trolig, 0." in text_of_it
    assert "NYTT FELT" in text_of_it
    pack = pack_with_proposal(found, folder)
    assert [binding.path for binding in pack.mapping.bind] == ["navn", "telefon", "samtykke", "nytt"]
    assert check_mappings(str(folder))[0].findings == ()


def test_a_path_whose_field_is_gone_leaves_its_column_to_be_taken_out(folder: Path) -> None:
    found = held(folder, NAME, CONSENT)
    assert "# BORTE: telefon" in proposal(found)
    pack_with_proposal(found, folder)
    assert [one.rule for one in check_mappings(str(folder))[0].findings] == ["T006"]


def test_what_is_no_form_is_refused(folder: Path) -> None:
    pack, new = load_pack(str(folder)), folder.parent / "ny.pdf"
    for data in (b"", form([])):
        new.write_bytes(data)
        with pytest.raises(TemplateError):
            hold_against(pack, new)
    with pytest.raises(InputError):
        hold_against(pack, folder / "finnes ikke.pdf")


def test_the_variant_with_most_in_common_is_compared(tmp_path: Path) -> None:
    pack = load_pack("integreringsplan")
    other = next(variant for variant in pack.form.variants if variant.id == "uten-foreldreveiledning")
    changed = tmp_path / "ny.pdf"
    changed.write_bytes((pack.form.folder / other.file).read_bytes() + b"\n")
    found = hold_against(pack, changed)
    assert found.variant.id == other.id
    assert {change.status for change in found.changes} == {Status.SAME}
    assert found.holds


BLANK = SHARED / "corpus" / "blank"


@pytest.mark.skipif(not BLANK.is_dir(), reason="the corpus is not here")
def test_a_real_form_of_two_years_whose_names_went_to_other_boxes(tmp_path: Path) -> None:
    """In 2024 `f1_04` is the first name, in 2025 it is a note on combat zones."""
    draft_form(BLANK / "us_irs_f1040_2024.pdf", tmp_path / "1040")
    found = hold_against(load_pack(str(tmp_path / "1040")), BLANK / "us_irs_f1040_2025.pdf")
    became = {change.old: change.new for change in found.changes}
    page = "topmostSubform[0].Page1[0]"
    assert became[f"{page}.f1_04[0]"] == f"{page}.f1_14[0]"
    assert became[f"{page}.Address_ReadOrder[0].f1_12[0]"] == f"{page}.Address_ReadOrder[0].f1_22[0]"
    assert not found.holds


def test_the_proposal_for_the_application_is_the_draft_again(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(application())
    folder = draft_form(tmp_path / "a.pdf", tmp_path / "mappe").folder
    new = tmp_path / "ny.pdf"
    new.write_bytes(application() + b"\n")
    found = hold_against(load_pack(str(folder)), new)
    assert found.holds
    (folder / "pdf.toml").write_text(proposal(found), encoding="utf-8")
    (folder / "standard.pdf").write_bytes(new.read_bytes())
    assert check_mappings(str(folder))[0].findings == ()
