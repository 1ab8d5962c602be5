from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.reports.markup import Markup, element, joined

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@settings(derandomize=True, max_examples=300)
@given(_TEXT, _TEXT)
def test_text_and_attributes_come_back_as_they_were_given(text: str, value: str) -> None:
    made = ET.fromstring(element("p", text, element("b", text), title=value))  # noqa: S314
    assert made.text == (text or None)
    assert made[0].text == (text or None)
    assert made.attrib == {"title": value}
    assert len(made) == 1


def test_elements_stay_elements_and_all_else_is_text() -> None:
    assert element("p", element("b", "a"), "<b>") == "<p><b>a</b>&lt;b&gt;</p>"
    assert element("p", ["<", Markup("<i/>")]) == "<p>&lt;<i/></p>"
    assert joined(["<", element("b", ">")], "&") == "&lt;&amp;<b>&gt;</b>"


def test_attribute_names_and_missing_values() -> None:
    assert element("p", class_="x", aria_label="y", id=None) == '<p class="x" aria-label="y"></p>'
    assert element("meta", name="robots") == '<meta name="robots"/>'
