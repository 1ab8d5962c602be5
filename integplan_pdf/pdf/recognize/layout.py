"""What a blank form prints, and where its boxes are: worked out once per form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from integplan_pdf.model.printed import Word
from integplan_pdf.model.template import Field, Rect, Template, Widget
from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.pdf.recognize.letters import PageText, read_pages
from integplan_pdf.pdf.recognize.words import words

_KEPT = 64


@dataclass(frozen=True, slots=True)
class Box:
    """One widget of a field, on its page.

    Attributes:
        rect: in points of default user space.
    """

    field: Field
    widget: Widget

    @property
    def rect(self) -> Rect:
        return self.widget.rect


@dataclass(frozen=True, slots=True, eq=False)
class PageLayout:
    """One page of a blank form.

    Attributes:
        number: 1-based.
        words: what it prints outside its fields, with rectangles in default user space.
        text: the same as letters, with the page's own box and /Rotate.
        boxes: the widgets on it, hidden ones and push buttons left out.
    """

    number: int
    words: tuple[Word, ...]
    text: PageText
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TemplateLayout:
    """A blank form by its pages.

    Attributes:
        data: its bytes; `password` opens it.
    """

    template: Template
    pages: tuple[PageLayout, ...]
    data: bytes
    password: str = ""

    def page(self, number: int) -> PageLayout:
        """Return page `number`, 1-based."""
        return self.pages[number - 1]


def template_layout(data: bytes, *, password: str = "") -> TemplateLayout:
    """Return the layout of a blank form; the last ones asked for are remembered.

    Raises:
        TemplateError, InputError: `data` is no form, or cannot be read.
    """
    return _layout(data, password)


@lru_cache(_KEPT)
def _layout(data: bytes, password: str) -> TemplateLayout:
    template = inspect_template(data, password=password)
    boxes: dict[int, list[Box]] = {}
    for field in template.fields:
        for widget in field.widgets:
            if widget.page and not widget.hidden:
                boxes.setdefault(widget.page, []).append(Box(field, widget))
    pages = (
        PageLayout(page.number, words(page.letters), page, tuple(boxes.get(page.number, ())))
        for page in read_pages(data, password=password, frames=True)
    )
    return TemplateLayout(template, tuple(pages), data, password)
