"""Numbers are invented, synthetic ones (month + 80, DUF of the year 2099)."""

from __future__ import annotations

import datetime as dt

import pytest

from integplan_pdf.packs.integreringsplan.idnumbers import Kind, duf_year, recognise

FNR = ["14838702016", "02917902391", "29820050205", "07869502019", "31926802154", "19899102064", "01810450173"]
DNR = ["54838702271", "42917902113", "69820050460", "47869502002", "71926802148", "59899102058", "41810450167"]
DUF = ["209900000103", "209900000208", "209900000302", "209900000407", "209900000501", "209900000700"]


@pytest.mark.parametrize(("numbers", "kind"), [(FNR, Kind.FNR), (DNR, Kind.DNR), (DUF, Kind.DUF)])
def test_synthetic_numbers_are_recognised(numbers: list[str], kind: Kind) -> None:
    for number in numbers:
        found = recognise(number)
        assert (found.kind, found.valid, found.synthetic) == (kind, True, True)


@pytest.mark.parametrize("number", [*FNR, *DNR, *DUF])
def test_every_wrong_digit_is_caught(number: str) -> None:
    for place in range(len(number)):
        for digit in "0123456789":
            wrong = number[:place] + digit + number[place + 1 :]
            assert wrong == number or not recognise(wrong).valid or recognise(wrong).kind is Kind.OTHER


@pytest.mark.parametrize("number", [*FNR, *DNR])
def test_every_swap_of_neighbours_is_caught(number: str) -> None:
    for place in range(len(number) - 1):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or not recognise(swapped).valid


def test_separators_are_passed_over() -> None:
    assert recognise("148387 02016").valid
    assert recognise("2099 000001 03").valid


@pytest.mark.parametrize("text", ["", "P1234567", "1234", "1234567890", "12345678901234", "١٤٨٣٨٧٠٢٠١٦"])
def test_other_numbers_are_let_through_as_other(text: str) -> None:
    assert recognise(text).kind is Kind.OTHER


def test_a_day_that_does_not_exist_is_not_valid() -> None:
    assert not recognise("31" + FNR[0][2:]).valid


def test_the_relaxed_check_digit_holds_only_from_2032() -> None:
    body = "148387020"
    relaxed = [
        number
        for pair in range(100)
        if recognise(number := f"{body}{pair:02}", dt.date(2032, 1, 1)).valid and not recognise(number).valid
    ]
    assert relaxed
    assert not any(recognise(number, dt.date(2031, 12, 31)).valid for number in relaxed)


@pytest.mark.parametrize(
    ("number", "kind", "synthetic", "help"),
    [
        ("14688700079", Kind.FNR, True, False),
        ("54688700062", Kind.DNR, True, False),
        ("14438700022", Kind.FNR, False, True),
        ("54438700016", Kind.DNR, False, True),
        ("80000000098", Kind.FH, False, True),
    ],
    ids=["SyntPop", "SyntPop, D-nummer", "H or NAV", "H or NAV, D-nummer", "FH"],
)
def test_numbers_of_other_registers_are_recognised(number: str, kind: Kind, synthetic: bool, help: bool) -> None:
    found = recognise(number)
    assert (found.kind, found.valid, found.synthetic, found.help) == (kind, True, synthetic, help)


def test_a_duf_number_of_a_real_year_is_no_test_number() -> None:
    assert not recognise("198900000106").synthetic
    assert duf_year("1989 000001 06") == 1989


def test_relaxed_says_that_only_the_rule_of_2032_holds() -> None:
    before, after = recognise("14838702024"), recognise("14838702024", dt.date(2032, 1, 1))
    assert (before.valid, before.relaxed) == (False, True)
    assert (after.valid, after.relaxed) == (True, True)
    assert not recognise("14838702016").relaxed
    assert not recognise("14838702017").relaxed
