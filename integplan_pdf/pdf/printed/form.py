"""The values of a file whose fields are gone, from what its pages show (flattened, printed to PDF)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from integplan_pdf.model.finding import Finding, Rule
from integplan_pdf.model.got import Got
from integplan_pdf.model.template import Field, FieldKind
from integplan_pdf.pdf.look import text_and_ink
from integplan_pdf.pdf.printed import rules, ticks
from integplan_pdf.pdf.printed.page import box_texts
from integplan_pdf.pdf.printed.values import Seen, value
from integplan_pdf.pdf.recognize.layout import TemplateLayout
from integplan_pdf.pdf.recognize.letters import PageText, read_pages
from integplan_pdf.pdf.recognize.match import PageMatch, match_texts

_READ = (FieldKind.TEXT, FieldKind.CHECK, FieldKind.RADIO, FieldKind.CHOICE)


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """What the pages of a file say.

    Attributes:
        values: full field name → value; fields on pages that are not there have none.
        matches: which page of the form each page is.
    """

    values: Mapping[str, Got]
    matches: tuple[PageMatch, ...]
    findings: tuple[Finding, ...] = ()


def read_printed(
    data: bytes,
    layout: TemplateLayout,
    *,
    password: str = "",
    names: Collection[str] | None = None,
    pages: Sequence[PageText] | None = None,
) -> PrintedForm:
    """Return the values that a file shows in the boxes of a form, whatever fields it has.

    Args:
        data: the file.
        layout: of the blank form.
        password: of the file.
        names: the fields wanted; None for all.
        pages: what its pages print, where that is known.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    texts = read_pages(data, password=password) if pages is None else pages
    matches = match_texts(texts, layout)
    found = [match for match in matches if match.template_page]
    if not found:
        return PrintedForm({}, matches, tuple(_unmatched(texts)))
    wanted = [
        field for field in layout.template.fields if field.kind in _READ and (names is None or field.name in names)
    ]
    seen = _seen(data, texts, found, layout, {field.name for field in wanted}, password)
    values: dict[str, Got] = {}
    findings = list(_missing(layout, found, wanted))
    for field in wanted:
        if field.name in seen and field.name not in values:
            values[field.name], more = _value(field, seen[field.name])
            findings += more
    return PrintedForm(values, matches, tuple(findings))


def _seen(
    data: bytes,
    texts: Sequence[PageText],
    matches: Sequence[PageMatch],
    layout: TemplateLayout,
    wanted: Collection[str],
    password: str,
) -> dict[str, list[list[Seen]]]:
    """Return field name → what each copy of its pages shows in its boxes."""
    copies: dict[str, dict[int, list[Seen]]] = {}
    turns: dict[int, int] = {}
    looks: list[_Look] = []
    for match in matches:
        number = match.template_page or 0
        copy = turns[number] = turns.get(number, -1) + 1
        page = layout.page(number)
        for box, text in zip(page.boxes, box_texts(texts[match.page - 1], match, page), strict=True):
            if box.field.name in wanted:
                seen = Seen(box, match.page, text)
                looks.append(_Look(match, seen))
                copies.setdefault(box.field.name, {}).setdefault(copy, []).append(seen)
    _look(data, looks, layout, password)
    return {name: list(by_copy.values()) for name, by_copy in copies.items()}


@dataclass(frozen=True, slots=True)
class _Look:
    """A box that PDFium is to look into."""

    match: PageMatch
    seen: Seen


def _look(data: bytes, looks: Sequence[_Look], layout: TemplateLayout, password: str) -> None:
    """Have PDFium say what stands in boxes that hold letters, and how much ink is in the others and in ticks."""
    written = [look for look in looks if look.seen.is_written]
    drawn = [look for look in looks if not look.seen.is_written]
    others, shares = text_and_ink(
        data,
        [(look.match.page, look.match.place(look.seen.box.rect)) for look in written],
        [ticks.spot(look.match, look.seen.box) for look in drawn],
        password=password,
    )
    for look, other in zip(written, others, strict=True):
        look.seen.other = other
    for look, share in zip(drawn, shares, strict=True):
        look.seen.ink = ticks.more_ink(layout, look.seen.box, share)


def _value(field: Field, copies: Sequence[Sequence[Seen]]) -> tuple[Got, Iterator[Finding]]:
    results = [value(field, seen) for seen in copies]
    got, rule = results[0]
    page = copies[0][0].page
    return got, _said(field, page, rule, any(other[0].value != got.value for other in results[1:]))


def _said(field: Field, page: int, rule: Rule | None, differs: bool) -> Iterator[Finding]:
    if rule:
        yield rule.finding(field=field.name, page=page)
    if differs:
        yield rules.PAGE_TWICE.finding(field=field.name, page=page)


def _missing(layout: TemplateLayout, matches: Iterable[PageMatch], wanted: Sequence[Field]) -> Iterator[Finding]:
    there = {match.template_page for match in matches}
    pages = {field.name: {widget.page for widget in field.widgets} for field in wanted}
    gone = [name for name, on in pages.items() if on and not on & there]
    if gone:
        numbers = sorted({page for name in gone for page in pages[name] if page})
        yield rules.PAGES_MISSING.finding(pages=", ".join(map(str, numbers)), count=len(gone))


def _unmatched(texts: Sequence[PageText]) -> Iterator[Finding]:
    if any(page.has_images for page in texts) and not any(page.letters for page in texts):
        yield rules.SCAN.finding()
    else:
        yield rules.NO_PAGES.finding()
