"""What was changed in each plan, in the words of its spreadsheet; the texts themselves only when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from integplan_pdf.engine.compare import as_finding
from integplan_pdf.engine.words import Piece, PieceKind, compare_words
from integplan_pdf.model.change import Change, ChangeKind
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Report, Status
from integplan_pdf.reports.view.entries import STATUS, Entry, lead_cells, safe
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.privacy import printable
from integplan_pdf.reports.view.shapes import Cell, Column, Figure, Link, Marked, Table, Tag, Tone

KIND = {
    ChangeKind.ADDED: Label("Lagt til", "Added"),
    ChangeKind.CHANGED: Label("Endret", "Changed"),
    ChangeKind.REMOVED: Label("Tatt bort", "Removed"),
    ChangeKind.MOVED: Label("Flyttet", "Moved"),
}
_TONE = {
    ChangeKind.ADDED: Tone.OK,
    ChangeKind.CHANGED: Tone.WARNING,
    ChangeKind.REMOVED: Tone.ERROR,
    ChangeKind.MOVED: Tone.INFO,
}
_CHANGES = Label("Endringer", "Changes")
_NOTE = Label(
    "Plan for plan. Mellomrom og linjeskift regnes ikke som endringer.",
    "Plan by plan. Spacing and line breaks do not count as changes.",
)
_MARKED = Label(
    "Plan for plan. [−Slik−] er det som er tatt bort, og [+slik+] det som er kommet til. Mellomrom og linjeskift "
    "regnes ikke som endringer.",
    "Plan by plan. [−This way−] shows what was taken out, [+this way+] what was put in. Spacing and line breaks do "
    "not count as changes.",
)
_PLACE, _KIND, _DECISION = Label("Felt", "Field"), Label("Endring", "Change"), Label("Nytt vedtak", "New decision")
_BEFORE, _AFTER = Label("Tegn før", "Characters before"), Label("Tegn nå", "Characters now")
_WHAT, _PATH = Label("Hva som er endret", "What was changed"), Label("Sti", "Path")
_ASKED = Label("Kreves: {source}", "Needed: {source}")
_PLANS_ASKING = Label("Krever nytt vedtak", "In need of a new decision")
_KEPT = 6
"""Words that are shown on either side of what was changed."""


def change_table(entries: Iterable[Entry], lead: tuple[Column, ...], language: Language, *, show_values: bool) -> Table:
    """Return one row per change, grouped by plan."""
    columns = (
        *lead,
        Column(language.say(_PLACE), width=34),
        Column(language.say(_KIND), "tag", 12),
        Column(language.say(_DECISION), width=30),
        Column(language.say(_BEFORE), "number", 12),
        Column(language.say(_AFTER), "number", 12),
        Column(language.say(_WHAT), width=70),
        Column(language.say(_PATH), width=30, detail=True),
    )
    rows = tuple(
        (*lead_cells(entry), *_cells(change, language, show_values))
        for entry in entries
        for change in changes_of(entry)
    )
    note = language.say(_MARKED if show_values else _NOTE)
    return Table(language.say(_CHANGES), columns, rows, note, lead=len(lead))


def changes_of(entry: Entry) -> tuple[Change, ...]:
    """Return the changes of an entry."""
    return entry.item.changes if entry.item else ()


def changes_as_findings(entry: Entry) -> list[Finding]:
    """Return the changes of an entry for formats that know findings only."""
    return [as_finding(change, entry.item.origin) for change in changes_of(entry)] if entry.item else []


def change_figures(report: Report, entries: Sequence[Entry], language: Language) -> Iterator[Figure]:
    """Yield how many plans were changed, stayed, or are on one side only; nothing for other verbs than compare."""
    if report.verb != "compare":
        return
    for status, tone in ((Status.CHANGED, Tone.WARNING), (Status.UNCHANGED, Tone.OK), (Status.MISSING, Tone.WARNING)):
        yield Figure(language.say(STATUS[status]), report.count(status), tone)
    asking = sum(any(change.decision for change in changes_of(entry)) for entry in entries)
    yield Figure(language.say(_PLANS_ASKING), asking, Tone.ERROR)


def words(change: Change) -> Marked:
    """Return what was changed word by word, long stretches that stayed cut short; it holds values."""
    if change.kind is ChangeKind.MOVED:
        return Marked((Piece(PieceKind.SAME, _line(change.after)),))
    pieces = compare_words(_line(change.before), _line(change.after))
    last = len(pieces) - 1
    return Marked(tuple(_shortened(piece, at == 0, at == last) for at, piece in enumerate(pieces)))


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _shortened(piece: Piece, first: bool, last: bool) -> Piece:
    """Return a stretch that stayed with only its words next to a change."""
    parts = piece.text.split(" ")
    if piece.kind is not PieceKind.SAME or len(parts) <= 2 * _KEPT + 1:
        return piece
    head = [] if first else parts[:_KEPT]
    tail = [] if last else parts[-_KEPT:]
    return Piece(piece.kind, " ".join([*head, "…", *tail]))


def _cells(change: Change, language: Language, show_values: bool) -> tuple[Cell, ...]:
    decision = change.decision
    asked = language.say(_ASKED, source=safe(str(decision))) if decision else ""
    shown: Cell = asked
    if decision and decision.url.startswith("https://"):
        shown = Link(asked, decision.url)
    return (
        safe(change.place),
        Tag(language.say(KIND[change.kind]), _TONE[change.kind]),
        shown,
        len(change.before),
        len(change.after),
        words(change) if show_values else "",
        safe(change.path),
    )
