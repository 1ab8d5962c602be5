"""The form has the words of the official text, and no others but those that `verbatim.toml` gives a reason for."""

from __future__ import annotations

import hashlib
import re
import tomllib
from typing import Any

import pdfplumber
import pytest

from integplan_pdf.pdf.author import read_source
from tests.acroform import read_fields
from tests.paths import FORM, SHARED

ORIGINAL = (FORM / "original.txt").read_text("utf-8")
FOOTER = 26 * 72 / 25.4


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FORM / name).read_text("utf-8"))


def squeezed(text: str) -> str:
    """Return `text` without white space, which differs with the breaking of lines."""
    return re.sub(r"\s+", "", text)


def sentences(text: str) -> list[str]:
    parts = (part for line in text.splitlines() for part in re.split(r"(?<=[.?!]) +", line.strip("· \t\u00a0")))
    return [part.strip() for part in parts if part.strip()]


@pytest.fixture(scope="module")
def form_text() -> str:
    """Return the text in the order it was set, which is reading order, without white space and footers."""
    with pdfplumber.open(FORM / "med-veiledning.pdf") as pdf:
        return squeezed(
            "".join(char["text"] for page in pdf.pages for char in page.chars if char["bottom"] < page.height - FOOTER)
        )


def test_the_original_is_the_one_that_was_given() -> None:
    digest = hashlib.sha256((FORM / "original.txt").read_bytes()).hexdigest()
    assert digest == toml("form.toml")["source"]["sha256"]
    if SHARED.exists():
        given = list((SHARED / "seed").glob("*.txt"))
        assert [path.read_text("utf-8") for path in given] == [ORIGINAL]


def test_every_sentence_of_the_official_text_stands_on_the_form(form_text: str) -> None:
    text = ORIGINAL
    for exception in toml("verbatim.toml")["exception"]:
        assert exception["text"] in text and exception["reason"]
        text = text.replace(exception["text"], "\n")
    wanted = sentences(text.replace("☐", "\n"))
    assert len(wanted) > 150
    assert [sentence for sentence in wanted if squeezed(sentence) not in form_text] == []


def test_exceptions_are_not_shown_after_all(form_text: str) -> None:
    shown = [item["text"] for item in toml("verbatim.toml")["exception"] if squeezed(item["text"]) in form_text]
    assert shown == []


def test_every_box_of_the_official_text_is_there() -> None:
    boxes = [
        widget for field in read_fields(FORM / "standard.pdf").values() for widget in field.widgets if field.states
    ]
    assert len(boxes) == ORIGINAL.count("☐")


def test_the_source_has_no_words_of_its_own_without_a_reason() -> None:
    source = read_source(FORM)
    schema = source.schema
    prose = [text for blocks in source.prose.values() for _, block in blocks for text in _texts(block)]
    labels = [label for rows in schema.rows.values() for label in rows.items.values()]
    labels += [field.label for field in schema.field]
    labels += [shown for field in schema.field for shown in field.states.values()]
    additions = {item["text"] for item in toml("verbatim.toml")["addition"] if item["reason"]}
    words = [*prose, *labels, *schema.text.values(), schema.date_hint]
    assert {text for text in words if squeezed(text) not in squeezed(ORIGINAL)} == additions


def _texts(block: str | list[str]) -> list[str]:
    return [block] if isinstance(block, str) else block
