from __future__ import annotations

from pathlib import Path

import pytest

from integplan_pdf.model.form import Form, Variant

FORM = Form(
    "ferie", "Ferie", "1", "Testforlaget", "nb-NO", Path(),
    tuple(Variant(id) for id in ("standard", "standard.uke-2", "standard.signaturlinje", "uten-barn")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("id", "base"),
    [
        ("standard", "standard"),
        ("standard.uke-9", "standard"),
        ("standard.uke-2", "standard.uke-2"),
        ("standard.uke-2.hoyde-0123abcd", "standard.uke-2"),
        ("standard.signaturlinje.uke-12.dag_to-3.hoyde-0123abcd", "standard.signaturlinje"),
        ("uten-barn.hoyde-0123abcd", "uten-barn"),
        ("uten-barn.signaturlinje.uke-9", None),
        ("standard.hoyde-123", "standard"),
        ("standard.hoyde-0123abcz", None),
        ("ukjent.uke-9", None),
        ("", None),
    ],
)
def test_a_grown_variant_is_known_by_the_one_it_grew_from(id: str, base: str | None) -> None:
    found = FORM.base(id)
    assert (found.id if found else None) == base
