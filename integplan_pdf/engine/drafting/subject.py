"""A field with all that the form says about it: its name, its help text, and the words printed near it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from integplan_pdf.engine.drafting import wording
from integplan_pdf.engine.drafting.nearby import labels_near
from integplan_pdf.model.printed import PrintedPage
from integplan_pdf.model.template import Field, FieldKind, Rect, Template

_LONGEST_HEADING = 60
_SHORT_ANSWER = 14


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of one field.

    Attributes:
        number: its place among the form's fields, from 1.
        labels: what is printed near each of its widgets; beside a tick box what the box answers.
        question: what is printed before or above the first of them.
        place: page, and rectangle as seen, of the first widget; page 0 if it is on none.
    """

    field: Field
    number: int
    labels: tuple[str, ...]
    question: str
    place: tuple[int, Rect]

    @property
    def help(self) -> str:
        """The /TU, unless it only repeats a name made for programs."""
        tooltip, name = wording.plain(self.field.tooltip), self._last_name
        repeats = wording.words(tooltip) == wording.words(name)
        return "" if repeats and wording.reads_as_name(tooltip) else tooltip

    @property
    def _last_name(self) -> str:
        return self.field.name if " " in self.field.name else self.field.name.rpartition(".")[2]

    @property
    def label(self) -> str:
        return next((wording.heading(text) for text in self.labels if text), "")

    @property
    def ticked(self) -> bool:
        return self.field.kind in (FieldKind.CHECK, FieldKind.RADIO)

    @property
    def said(self) -> str:
        """All words about the field, for guessing what it holds."""
        return " ".join((*wording.words(self.field.name), self.help, self.field.mapping_name, self.label)).casefold()

    def heading(self) -> str:
        """Return what a person would call the field: its short help, the words near it, or its name."""
        several = self.ticked and len(self.field.states) > 1
        help, near = wording.heading(self.help), (several and self.question) or self.label
        help = near if wording.same_letters(help, near) else help
        found = [help if len(help) <= _LONGEST_HEADING else "", near, help, wording.spoken(self._last_name)]
        best = wording.clip(next((text for text in found if text), f"Felt {self.number}"), _LONGEST_HEADING)
        if (
            self.ticked
            and not several
            and help
            and len(self.label) <= _SHORT_ANSWER
            and self.label.casefold() not in best.casefold()
        ):
            return f"{best}: {self.label}"
        return best

    def path(self) -> str:
        """Return a plan path: from the name where that says something, else from the heading."""
        return wording.path_of_name(self.field.name) or wording.identifier(self.heading()) or f"felt_{self.number}"

    def source(self) -> str:
        """Return which of its words were used, for the comment in the mapping."""
        found = []
        if self.help:
            found.append(f"hjelpetekst «{wording.clip(self.help, 60)}»")
        if self.label:
            found.append(f"trykt ved feltet «{wording.clip(self.label, 60)}»")
        return ", ".join(found) or "bare feltnavnet"


def subjects(template: Template, pages: Iterable[PrintedPage]) -> list[Subject]:
    """Return a subject for each field name, in reading order."""
    printed = {page.number: page for page in pages}
    labels = labels_near(template, printed.values())
    questions = labels_near(template, printed.values(), questions=True)
    found: dict[str, Subject] = {}
    for number, field in enumerate(template.fields):
        asked = next((wording.heading(text) for text in questions[number] if text), "")
        subject = Subject(field, number + 1, labels[number], asked, _place(field, printed))
        found.setdefault(field.name, subject)
    return sorted(found.values(), key=_reading_order)


def _place(field: Field, pages: dict[int, PrintedPage]) -> tuple[int, Rect]:
    for widget in field.widgets:
        if widget.page is not None:
            page = pages.get(widget.page)
            return widget.page, page.seen(widget.rect) if page else widget.rect
    return 0, (0, 0, 0, 0)


def _reading_order(subject: Subject) -> tuple[int, float, float, int]:
    page, (x0, _, _, top) = subject.place
    return page, -round(top / 8), x0, subject.number
