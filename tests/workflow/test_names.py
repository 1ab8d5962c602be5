from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integplan_pdf.errors import UsageError
from integplan_pdf.workflow.names import check_pattern, file_name, safe

PLAN = {"deltaker": {"navn": "Anna Bo"}}


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
