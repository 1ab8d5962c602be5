"""Which pages of the plan a file's pages are, and where its boxes lie on them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from integplan_pdf.model.recognized import Basis
from integplan_pdf.pdf.recognize import PageMatch, match_pages
from integplan_pdf.workflow.returned import Returned, read_returned
from tests.reading.paper import layout, paper, saved
from tests.reading.plans import Made, pack, sample
from tests.reading.programs import PROGRAMS

Change = Callable[[pikepdf.Pdf], None]
LAST = len(layout().pages)
ALL = list(range(1, LAST + 1))


def add_front(document: pikepdf.Pdf) -> None:
    document.add_blank_page(page_size=(595, 842))
    document.pages.insert(0, document.pages[-1])
    del document.pages[-1]


def drop_second(document: pikepdf.Pdf) -> None:
    del document.pages[1]


def double_second(document: pikepdf.Pdf) -> None:
    document.pages.insert(2, document.pages[1])


def turn_about(document: pikepdf.Pdf) -> None:
    document.pages.reverse()


PAGES: list[tuple[Change, list[int | None]]] = [
    (lambda document: None, [*ALL]),
    (add_front, [None, *ALL]),
    (drop_second, [1, *ALL[2:]]),
    (double_second, [1, 2, 2, *ALL[2:]]),
    (turn_about, [*ALL[::-1]]),
]


def matched(change: Change) -> tuple[PageMatch, ...]:
    document = paper()
    change(document)
    return match_pages(saved(document), layout())


@pytest.mark.parametrize(("change", "numbers"), PAGES)
def test_pages_are_found_wherever_they_are(change: Change, numbers: list[int | None]) -> None:
    found = matched(change)
    assert [match.template_page for match in found] == numbers
    assert all(match.score > 0.99 for match in found if match.template_page)


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        ("1 0 0 1 30 -20", (130, 180, 230, 190)),
        (".5 0 0 .5 0 0", (50, 100, 100, 105)),
        (".94 0 0 .94 18 25", (112, 213, 206, 222.4)),
        ("0 1 -1 0 842 0", (632, 100, 642, 200)),
        ("-1 0 0 -1 595 842", (395, 632, 495, 642)),
    ],
)
def test_boxes_are_found_on_pages_laid_otherwise(matrix: str, place: tuple[float, ...]) -> None:
    def lay(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.contents_add(f"q {matrix} cm".encode(), prepend=True)
            page.contents_add(b"Q")

    for match in matched(lay):
        assert match.template_page == match.page
        assert match.place((100, 200, 200, 210)) == pytest.approx(place, abs=0.5)


def test_turning_the_page_moves_no_box() -> None:
    def turn(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.Rotate = 90

    for match in matched(turn):
        assert match.place((100, 200, 200, 210)) == pytest.approx((100, 200, 200, 210), abs=0.1)


@pytest.fixture(scope="module")
def made() -> Made:
    return sample(0)


@pytest.fixture(scope="module")
def flat(made: Made) -> bytes:
    return next(one for one in PROGRAMS if one.name == "pdfium flattened").change(made.pdf, made.blank)


def read(data: bytes, folder: Path, *changes: Change) -> Returned:
    document = pikepdf.open(io.BytesIO(data))
    for change in changes:
        change(document)
    path = folder / "plan-001.pdf"
    document.save(path)
    return read_returned(path, pack())


def rules(returned: Returned) -> set[str]:
    return {finding.rule for finding in returned.findings}


def forget(document: pikepdf.Pdf) -> None:
    """Take away what the file says of itself, as printing does."""
    del document.Root.Metadata
    del document.trailer.Info


def test_added_turned_and_reordered_pages_change_no_value(made: Made, flat: bytes, tmp_path: Path) -> None:
    def turn(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.Rotate = 180

    first = read(made.pdf, tmp_path).row
    row = read(flat, tmp_path, turn_about, add_front, turn).row
    assert first is not None
    assert row is not None
    assert row.tree == first.tree


def test_what_stood_on_a_missing_page_is_said_to_be_missing(flat: bytes, tmp_path: Path) -> None:
    whole, less = read(flat, tmp_path), read(flat, tmp_path, drop_second)
    assert "V053" in rules(less) - rules(whole)
    assert set(less.provenance) < set(whole.provenance)


def test_the_mark_tells_the_form_where_the_file_says_nothing(flat: bytes, tmp_path: Path) -> None:
    found, told = (read(flat, tmp_path, *changes).recognized for changes in ((forget,), ()))
    assert found is not None
    assert told is not None
    assert (found.how, told.how) == (Basis.MARKS, Basis.INFO)
    assert (found.form, found.edition, found.variant) == (told.form, told.edition, told.variant)


def test_another_form_is_none_of_ours(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.save(tmp_path / "annet.pdf")
    returned = read_returned(tmp_path / "annet.pdf", pack())
    assert returned.row is None
    assert returned.recognized is None
    assert "V040" in rules(returned)
