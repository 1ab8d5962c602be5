"""What is stored is what is seen: each field's words stand inside its box, in pdfium and in poppler."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from integplan_pdf.model.stored import StoredField, StoredForm
from integplan_pdf.model.template import FieldKind, Rect
from integplan_pdf.pdf.look import ink, visible_text
from integplan_pdf.pdf.read import read_form


def filled_texts(stored: StoredForm) -> list[tuple[StoredField, int, Rect]]:
    return [
        (field, widget.page, widget.rect)
        for field in stored.fields
        if field.kind is FieldKind.TEXT and field.value
        for widget in field.widgets
        if widget.page is not None
    ]


def test_pdfium_shows_every_word_inside_its_box(plans: list[Path]) -> None:
    for path in plans:
        data = path.read_bytes()
        texts = filled_texts(read_form(data))
        assert len(texts) > 20
        seen = visible_text(data, [(page, rect) for _, page, rect in texts])
        for (field, _, _), text in zip(texts, seen, strict=True):
            assert text.split() == str(field.value).split(), (path.name, field.name)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_poppler_shows_every_word_inside_its_box(plans: list[Path]) -> None:
    for path in plans:
        words = poppler_words(path)
        for field, page, rect in filled_texts(read_form(path.read_bytes())):
            inside = [text for text, box in words[page] if within(box, rect)]
            assert inside == str(field.value).split(), (path.name, field.name)


def poppler_words(path: Path) -> dict[int, list[tuple[str, Rect]]]:
    """Return the words of each page with their boxes, in points from the lower left corner."""
    out = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode()
    words: dict[int, list[tuple[str, Rect]]] = defaultdict(list)
    page, height = 0, 0.0
    for line in out.splitlines():
        if found := re.search(r'<page width="[\d.]+" height="([\d.]+)"', line):
            page, height = page + 1, float(found[1])
        elif found := re.search(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line
        ):
            x0, y0, x1, y1 = (float(found[n]) for n in range(1, 5))
            words[page].append((html.unescape(found[5]), (x0, height - y1, x1, height - y0)))
    return words


def within(box: Rect, rect: Rect) -> bool:
    """Return whether the middle of a word, and its whole width, lie inside `rect`."""
    middle = (box[1] + box[3]) / 2
    return rect[0] - 0.5 <= box[0] and box[2] <= rect[2] + 0.5 and rect[1] <= middle <= rect[3]


def test_a_ticked_box_has_ink_and_an_empty_one_has_not(plans: list[Path]) -> None:
    data = plans[0].read_bytes()
    boxes = [
        (field, widget) for field in read_form(data).fields if field.kind is FieldKind.CHECK for widget in field.widgets
    ]
    shares = ink(data, [(widget.page or 0, inner(widget.rect)) for _, widget in boxes])
    ticked = [share for (field, widget), share in zip(boxes, shares, strict=True) if field.value in widget.states]
    empty = [share for (field, widget), share in zip(boxes, shares, strict=True) if field.value not in widget.states]
    assert ticked
    assert empty
    assert min(ticked) > 0.05 > max(empty)


def inner(rect: Rect) -> Rect:
    """Return the box without its printed frame."""
    return rect[0] + 1.5, rect[1] + 1.5, rect[2] - 1.5, rect[3] - 1.5


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(plans: list[Path]) -> None:
    for path in plans:
        subprocess.run(["qpdf", "--check", "--no-warn", str(path)], check=True, capture_output=True)
        assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0
