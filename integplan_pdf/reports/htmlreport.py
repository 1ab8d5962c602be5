"""A report as one HTML file that needs nothing else: no script, no font, no network; its policy forbids them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import groupby

from integplan_pdf import __version__
from integplan_pdf.engine.words import Piece, PieceKind
from integplan_pdf.model.facts import Label
from integplan_pdf.reports.markup import Markup, element, joined, style
from integplan_pdf.reports.svg import draw
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import MARKS, Cell, Chart, Column, Figure, Link, Marked, Table, Tag, View

LIMIT = 2000
"""Rows of one table; a page with more is slow to open and to read."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SKIP = Label("Hopp til innholdet", "Skip to the content")
_CONTENTS, _OVERVIEW, _ABOUT = (
    Label("Innhold", "Contents"),
    Label("Oversikt", "Overview"),
    Label("Om rapporten", "About this report"),
)
_NUMBERS = Label("Tallene i en tabell", "The numbers in a table")
_FRAME = Label("Tabell: {title}", "Table: {title}")
_NONE = Label("Ingen.", "None.")
_SHOWN = Label(
    "Viser de første {shown} av {total}. Alle står i Excel-rapporten.",
    "The first {shown} of {total} are shown. All are in the Excel report.",
)
_FROM, _FROM_MANY = Label("Fra {files}.", "From {files}."), Label("Fra {count} filer.", "From {count} files.")
_NAMED = 3
"""Files that are named at the top; more are only counted."""
_MADE = Label("Laget med integplan {version}", "Made with integplan {version}")


def render(view: View) -> bytes:
    """Return the report as UTF-8; tables are cut at `LIMIT` rows, and say so."""
    language = Language(view.lang)
    page = element("html", _head(view), _body(view, language), lang=view.lang)
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(view: View) -> Markup:
    css = files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="robots", content="noindex"),
        element("title", " – ".join(part for part in (view.title, view.form) if part)),
        style(css),
    )


def _body(view: View, language: Language) -> Markup:
    sections = list(_sections(view, language))
    links = (element("li", element("a", title, href=f"#{id}")) for id, title, _ in sections)
    return element(
        "body",
        element("a", language.say(_SKIP), href="#innhold", class_="skip"),
        _header(view, language),
        element("nav", element("ul", links), aria_label=language.say(_CONTENTS)),
        element("main", (_section(*section) for section in sections), id="innhold", tabindex="-1"),
        element("footer", element("p", language.say(_MADE, version=__version__))),
    )


def _header(view: View, language: Language) -> Markup:
    form = [element("p", view.form, class_="form")] if view.form else []
    count = language.say(_FROM_MANY, count=language.number(len(view.sources)))
    sources = language.say(_FROM, files=language.join(list(view.sources))) if len(view.sources) <= _NAMED else count
    origin = [element("p", sources, class_="origin")] if view.sources else []
    return element("header", form, element("h1", view.title), element("p", view.summary), origin)


def _sections(view: View, language: Language) -> Iterator[tuple[str, str, list[Markup]]]:
    """Yield the id, heading and content of each section that has any."""
    figures = element("dl", map(_figure, view.figures), class_="figures") if view.figures else Markup()
    charts = element("div", (_chart(chart, language) for chart in view.charts), class_="charts")
    yield "oversikt", language.say(_OVERVIEW), [figures, charts]
    if view.changes.rows:
        yield "endringer", view.changes.title, [_table(view.changes, language)]
    yield "regler", view.rules.title, [_table(view.rules, language)]
    yield "funn", view.urgent.title, [_table(view.urgent, language)]
    if view.unassessed.rows:
        yield "ikke-vurdert", view.unassessed.title, [_table(view.unassessed, language)]
    if view.room.rows:
        yield "plass", view.room.title, [_table(view.room, language)]
    if view.deadlines.rows:
        yield "frister", view.deadlines.title, [_table(view.near, language)]
    if view.people.rows:
        yield "raadgivere", view.people.title, [_table(view.people, language)]
    yield "om", language.say(_ABOUT), [element("p", text) for text in view.about]


def _section(id: str, title: str, content: Iterable[Markup]) -> Markup:
    heading = element("h2", title, id=id)
    return element("section", heading, content, aria_labelledby=id, class_=f"section-{id}")


def _figure(figure: Figure) -> Markup:
    value = element("dd", str(figure.value))
    return element("div", element("dt", figure.label), value, class_=f"figure {figure.tone.value}")


def _chart(chart: Chart, language: Language) -> Markup:
    numbers = element(
        "details", element("summary", language.say(_NUMBERS)), _table(chart.table(), language, title=chart.title)
    )
    caption = element("figcaption", element("h3", chart.title), element("p", chart.note))
    return element("figure", caption, _legend(chart), draw(chart, language), numbers, class_=chart.shape)


def _legend(chart: Chart) -> Markup:
    """Return what the colours mean, unless the bars are named after them."""
    labels = {point.label for panel in chart.panels for point in panel.points}
    if {series.name for series in chart.series} <= labels:
        return Markup()
    entries = (
        element("li", element("span", class_=f"swatch {series.tone.value}", aria_hidden="true"), series.name)
        for series in chart.series
    )
    return element("ul", entries, class_="legend")


def _table(table: Table, language: Language, title: str = "") -> Markup:
    """Return a table in a frame that scrolls sideways, or the word for none."""
    if not table.rows:
        return element("p", language.say(_NONE))
    cut = table.first(LIMIT).for_reading()
    notes = [table.note] if table.note else []
    if cut.total:
        shown, total = language.number(len(cut.rows)), language.number(cut.total)
        notes.append(language.say(_SHOWN, shown=shown, total=total))
    titles = (element("th", column.title, scope="col", class_=_class(column)) for column in cut.columns[cut.lead :])
    caption = element("caption", " ".join(notes) or title or table.title)
    content = element("table", caption, element("thead", element("tr", titles)), _groups(cut, language))
    name = language.say(_FRAME, title=title or table.title)
    return element("div", content, class_="scroll", role="group", aria_label=name, tabindex="0")


def _groups(table: Table, language: Language) -> Iterator[Markup]:
    """Yield a body for each group, headed by what its rows have in common; one body when there are no groups."""
    width = len(table.columns) - table.lead
    for lead, rows in groupby(table.rows, key=lambda row: row[: table.lead]):
        head = [element("tr", element("th", _lead(lead, language), scope="rowgroup", colspan=width))] if lead else []
        yield element("tbody", head, (_row(row, table, language) for row in rows))


def _lead(lead: Iterable[Cell], language: Language) -> Markup:
    texts = [text for text in map(language.cell, lead) if text] or ["–"]
    return joined([element("bdi", texts[0]), *(element("bdi", text, class_="more") for text in texts[1:])], " ")


def _row(row: tuple[Cell, ...], table: Table, language: Language) -> Markup:
    cells = zip(row[table.lead :], table.columns[table.lead :], strict=True)
    return element(
        "tr",
        (
            element("th", _cell(cell, language), scope="row", class_=_class(column))
            if number == 0 and not table.lead
            else element("td", _cell(cell, language), class_=_class(column))
            for number, (cell, column) in enumerate(cells)
        ),
    )


def _cell(cell: Cell, language: Language) -> str:
    match cell:
        case Tag(text, tone):
            return element("span", text, class_=f"tag {tone.value}")
        case Marked(pieces):
            return joined(map(_piece, pieces))
        case Link(text, url):
            return element("a", text, href=url, rel="noreferrer")
        case dt.date():
            return element("time", language.date(cell), datetime=cell.isoformat())
        case _:
            return language.cell(cell)


def _piece(piece: Piece) -> str:
    """Return a piece of text; what went or came has marks that are read aloud, not colour alone."""
    if piece.kind is PieceKind.SAME:
        return piece.text
    start, end = MARKS[piece.kind]
    name = "del" if piece.kind is PieceKind.REMOVED else "ins"
    return element(name, f"{start}{piece.text}{end}")


def _class(column: Column) -> str | None:
    return None if column.kind == "text" else column.kind
