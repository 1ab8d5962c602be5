"""How the texts and tables that do not fit the form as it is came to fit, plan by plan."""

from __future__ import annotations

from collections.abc import Iterable

from integplan_pdf.model.facts import Label
from integplan_pdf.model.room import Fit, Fitting
from integplan_pdf.reports.view.entries import Entry, lead_cells
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.privacy import printable
from integplan_pdf.reports.view.shapes import Column, Table, Tag, Tone

_TITLE = Label("Plass i skjemaet", "Room in the form")
_NOTE = Label(
    "Det som ikke fikk plass i skjemaet slik det er. Det som ikke står her, fikk plass.",
    "What does not fit the form as it is. What is not listed fits.",
)
_PLACE, _HOW, _SIZE = Label("Felt", "Field"), Label("Hvordan", "How"), Label("Punkt", "Points")
_ITEM, _LOST = Label("Punkt i vedlegget", "Item of the attachment"), Label("For mye", "Too much")
_FITTING = {
    Fitting.SHRUNK: (Label("Mindre skrift", "Smaller type"), Tone.INFO),
    Fitting.ELASTIC: (Label("Mer plass", "More room"), Tone.INFO),
    Fitting.CONTINUED: (Label("Fortsetter i vedlegg", "Continued on a sheet"), Tone.INFO),
    Fitting.TOO_LONG: (Label("Får ikke plass", "Does not fit"), Tone.ERROR),
}


def room_table(entries: Iterable[Entry], lead: tuple[Column, ...], language: Language) -> Table:
    """Return one row per text or table that does not fit the form as it is, grouped by plan."""
    columns = (
        *lead,
        Column(language.say(_PLACE), width=34),
        Column(language.say(_HOW), "tag", 22),
        Column(language.say(_SIZE), width=10),
        Column(language.say(_ITEM), width=18),
        Column(language.say(_LOST), "number", 12),
    )
    rows = tuple(
        (*lead_cells(entry), *_cells(fit, language))
        for entry in entries
        for fit in (entry.item.fits if entry.item else ())
    )
    return Table(language.say(_TITLE), columns, rows, language.say(_NOTE), lead=len(lead))


def _cells(fit: Fit, language: Language) -> tuple[str | int | Tag, ...]:
    label, tone = _FITTING[fit.fitting]
    size = language.decimal(fit.size) if fit.size else ""
    return printable(fit.path), Tag(language.say(label), tone), size, str(fit.item or ""), fit.lost or ""
