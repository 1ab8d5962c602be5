"""veraPDF passes every variant for PDF/UA-1, and would not if something were broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

from integplan_pdf.pdf.author.rebuild import committed_variants
from tests import vera
from tests.paths import FORM

STANDARD = FORM / "standard.pdf"


@pytest.mark.parametrize("file", [variant.file for variant in committed_variants(FORM)])
def test_every_variant_is_pdf_ua(file: str) -> None:
    validation = vera.validate(FORM / file)
    assert validation.failures == {}
    assert validation.checks > 20_000


def test_nothing_stands_in_the_way_of_an_archive_copy() -> None:
    # Only what the making of a PDF/A copy adds is missing: output intent, PDF/A and PDF/UA identification schemas.
    wanting = {"6.2.4.3-2", "6.2.4.3-4", "6.6.4-1", "6.6.2.3.1-1", "6.6.2.3.1-2"}
    assert set(vera.validate(STANDARD, vera.PDF_A_2A).failures) == wanting


def _widget(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj.Annots[0]


def _without(find: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def mutate(pdf: pikepdf.Pdf) -> None:
        holder = find(pdf)
        del holder[key]

    return mutate


def _wrong_role(pdf: pikepdf.Pdf) -> None:
    element = next(item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == Name.Form)
    element.S = Name.P


def _untagged_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 0 0 10 10 re f Q")


@pytest.mark.parametrize(
    ("mutate", "rule"),
    [
        (_without(_widget, "/TU"), "7.18.1-3"),
        (_without(_widget, "/StructParent"), "7.18.4-1"),
        (_wrong_role, "7.18.4-1"),
        (_without(lambda pdf: pdf.pages[0].obj, "/Tabs"), "7.18.3-1"),
        (_without(lambda pdf: pdf.Root, "/Lang"), "7.2-34"),
        (_without(lambda pdf: pdf.Root, "/MarkInfo"), "6.2-1"),
        (_without(lambda pdf: pdf.Root, "/ViewerPreferences"), "7.1-10"),
        (_untagged_content, "7.1-3"),
    ],
)
def test_a_broken_file_is_caught(tmp_path: Path, mutate: Callable[[pikepdf.Pdf], None], rule: str) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(STANDARD) as pdf:
        mutate(pdf)
        pdf.save(broken)
    validation = vera.validate(broken)
    assert not validation.passed
    assert rule in validation.failures
