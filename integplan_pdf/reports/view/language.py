"""Words, numbers and dates as a reader of the report writes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from integplan_pdf.model.facts import Label
from integplan_pdf.reports.view.privacy import printable
from integplan_pdf.reports.view.shapes import Cell, Link, Marked, Tag

_MONTHS = {
    "nb": ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."),
    "en": ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_THOUSANDS = {"nb": "\u00a0", "en": ","}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun after 1, and after any other number."""

    one: Label
    many: Label


@dataclass(frozen=True, slots=True)
class Language:
    """One of the two languages of a report: `nb` or `en`."""

    lang: str

    def say(self, label: Label, **args: object) -> str:
        """Return the text of `label`; it is a `str.format` template when there are arguments."""
        text = label.text(self.lang)
        return printable(text.format(**args) if args else text)

    def count(self, number: int, noun: Noun) -> str:
        """Return e.g. `1 plan`, `1 200 planer`."""
        return f"{self.number(number)} {self.say(noun.one if number == 1 else noun.many)}"

    def number(self, number: int) -> str:
        """Return the number with a mark between thousands, and a real minus."""
        return f"{number:,}".replace(",", _THOUSANDS[self.lang]).replace("-", "\N{MINUS SIGN}")

    def decimal(self, number: float) -> str:
        """Return the number with at most one decimal: `8,4` in bokmål, `8.4` in English."""
        text = f"{number:.1f}".removesuffix(".0")
        return text if self.lang == "en" else text.replace(".", ",")

    def date(self, day: dt.date) -> str:
        """Return `23.11.2026` in bokmål, `23 Nov 2026` in English."""
        if self.lang == "en":
            return f"{day.day} {_MONTHS['en'][day.month - 1]} {day.year}"
        return f"{day.day:02}.{day.month:02}.{day.year:04}"

    def month(self, day: dt.date) -> str:
        """Return the month of a day, short, without its year."""
        return _MONTHS[self.lang][day.month - 1]

    def cell(self, cell: Cell) -> str:
        """Return a cell as text."""
        match cell:
            case Tag() | Link() | Marked():
                return cell.text
            case dt.date():
                return self.date(cell)
            case int():
                return self.number(cell)
            case str():
                return cell

    def join(self, parts: list[str]) -> str:
        """Return the parts as a list in a sentence: `a, b og c`."""
        word = " and " if self.lang == "en" else " og "
        return word.join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def shortened(text: str, limit: int) -> str:
    """Return `text` cut at a word to at most `limit` characters, ending in `…` when something is left out."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rsplit(' ', 1)[0].rstrip(' .,;:')} …"
