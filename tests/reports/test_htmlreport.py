from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from integplan_pdf.model.report import Report
from integplan_pdf.reports import formats
from tests.reports.made import HOSTILE, PLAIN, hostile, item, report, small

_VOID = {"meta", "rect", "line"}


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and whether they close in order."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _VOID
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(of: Report, lang: str = "nb", *, show_values: bool = False) -> Page:
    return Page(formats.render(of, ".html", lang, show_values=show_values))


def test_the_page_is_whole_and_needs_nothing_from_outside(many: Report) -> None:
    seen = page(many)
    assert seen.open == []
    assert not {name for name, _ in seen.elements} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    }
    assert not any(name in attributes for _, attributes in seen.elements for name in ("src", "srcset", "style"))
    assert not any(name.startswith("on") for _, attributes in seen.elements for name in attributes)
    links = [attributes["href"] or "" for attributes in seen.all("a")]
    assert all(link.startswith(("#", "https://")) for link in links)
    css = "".join(text for tag, text in seen.texts if tag == "style")
    assert "url(" not in css
    assert "@import" not in css


def test_the_page_is_small_enough_to_open_anywhere(many: Report) -> None:
    assert len(many.items) == 400
    assert len(formats.render(many, ".html", "nb")) < 2_000_000
    assert len(formats.render(many, ".html", "nb", show_values=True)) < 2_000_000


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_page_can_be_found_ones_way_about_in(many: Report, lang: str) -> None:
    seen = page(many, lang)
    assert seen.all("html") == [{"lang": lang}]
    names = [name for name, _ in seen.elements]
    assert [names.count(name) for name in ("h1", "main", "header", "nav", "footer")] == [1] * 5
    ids = [attributes["id"] for _, attributes in seen.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for attributes in seen.all("a")]
    pointed = {link[1:] for link in links if link.startswith("#")}
    assert pointed <= set(ids)
    assert {"innhold", "funn", "frister"} <= pointed
    levels = [int(name[1]) for name in names if name in ("h1", "h2", "h3")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_says_what_it_is_and_every_header_what_it_heads(many: Report) -> None:
    seen = page(many)
    names = [name for name, _ in seen.elements]
    assert names.count("caption") == names.count("table") > 4
    assert {attributes["scope"] for attributes in seen.all("th")} == {"col", "row", "rowgroup"}


def test_hostile_texts_stay_texts() -> None:
    for show_values in (False, True):
        seen = page(hostile(), show_values=show_values)
        assert seen.open == []
        assert not {name for name, _ in seen.elements} & {"script", "img"}
        assert all((attributes["href"] or "")[0] == "#" for attributes in seen.all("a"))
        said = "".join(text for _, text in seen.texts)
        assert "<script>alert(1)</script>" in said
        assert not set(said) & {"\x00", "\x1b", "\u202e"}
    assert HOSTILE[9] not in formats.render(hostile(), ".html", "nb").decode()


def test_long_tables_are_cut_and_say_so() -> None:
    seen = page(report(*(item(f"p{n}", PLAIN) for n in range(2001))))
    captions = [text for tag, text in seen.texts if tag == "caption"]
    assert any("Viser de første 2\u00a0000 av 2\u00a0001. Alle står i Excel-rapporten." in text for text in captions)
    assert sum(attributes.get("scope") == "rowgroup" for attributes in seen.all("th")) == 2000
    assert not any("Viser de første" in text for _, text in page(small()).texts)


def test_a_report_without_plans_is_a_page_too() -> None:
    seen = page(report())
    assert seen.open == []
    assert "Ingen." in [text for _, text in seen.texts]


def test_sources_are_links_to_their_publisher() -> None:
    links = [attributes["href"] for attributes in page(small()).all("a")]
    assert "https://lovdata.no/lov/2020-11-06-127/§37c" in links
