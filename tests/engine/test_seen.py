"""What is seen and what is stored: the same, a part, different, or not to be told."""

from __future__ import annotations

import pytest

from integplan_pdf.engine.seen import Agreement, agreement

SAME, PART, DIFFERENT, UNKNOWN = Agreement


@pytest.mark.parametrize(
    ("stored", "seen", "expected"),
    [
        ("Kari Oppdiktet", "Kari Oppdiktet", SAME),
        ("to linjer\nher", "to  linjer her", SAME),
        ("arbeidsmarkedsopplæring", "arbeidsmarkeds\nopplæring", SAME),
        ("fin flis", "ﬁn ﬂis", SAME),
        ("A\u030ase", "Åse", SAME),
        ("01\u00ad23", "0123", SAME),
        ("norsk–engelsk", "norsk–engelsk", SAME),
        ("", "", SAME),
        ("010203", "0 1 0 2 0 3", SAME),
        ("أحمد", "ﺪﻤﺣﺃ", SAME),
        ("Kari", "Karl", DIFFERENT),
        ("B1", "B2", DIFFERENT),
        ("godkjent", "ikke godkjent", DIFFERENT),
        ("", "noe", DIFFERENT),
        ("noe", "", DIFFERENT),
        ("أحمد", "سعيد", DIFFERENT),
        ("en lang tekst", "en lang", PART),
        ("Kari 42", "Kari \ufffd\ufffd", UNKNOWN),
        ("Kari 42", "\ue001\ue002\ue003", UNKNOWN),
        ("Kari 42", "Ola \ufffd\ufffd", DIFFERENT),
    ],
)
def test_agreement(stored: str, seen: str, expected: Agreement) -> None:
    assert agreement(stored, seen) is expected
