"""The columns of a drafted workbook: a header, a drop-down and a note for each plan path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from integplan_pdf.engine.columns import fold
from integplan_pdf.engine.drafting import wording
from integplan_pdf.engine.drafting.subject import Subject
from integplan_pdf.model.mapping import Column, ColumnMapping, Leaf, OneOfBinding, SheetColumns

KEY, MAIN_SHEET = "ID", "Rader"
_MAIN_ALIASES = ("Ark1", "Sheet1", "Deltakere", "Skjema")
_GUIDE = {
    "Slik bruker du arbeidsboken": "Én rad per utfylt skjema. Gi hver rad en ID, for eksempel 2026-0001. Den blir "
    "filnavnet; bruk derfor ikke fødselsnummer eller navn.",
    "Datoer": "Skriv datoer slik: dd.mm.åååå.",
    "Valg": "Celler med nedtrekksliste tar bare verdiene i listen. Avkryssing: skriv Ja, eller la cellen stå tom.",
    "Egne kolonner": "Vil du ha egne kolonner, la overskriften begynne med #. De blir ikke lest.",
}
_GUIDE_TABLES = {
    "Flere rader": "Tabellene i skjemaet står i egne ark, én rad per linje. Skriv radens ID i første kolonne.",
}
_LIST_LIMIT, _SHEET_NAME_LIMIT, _NOTE_LIMIT = 253, 31, 250
"""What a drop-down, a sheet's name and a note in a workbook can hold, in characters."""
_MOST_WIDE_ROWS, _MOST_NAMED = 40, 20
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


class Headers:
    """Headers handed out so that no two of a sheet are read as one."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {fold(KEY), "", *taken}

    def claim(self, wanted: str, *others: str) -> str:
        """Return `wanted`, numbered if it, or it with one of `others` behind it, is taken; then all are."""
        wanted = wanted.lstrip("#") or "Felt"
        number, header = 1, wanted
        while any(fold(f"{header}{other}") in self._taken for other in ("", *others)):
            number += 1
            header = f"{wanted} ({number})"
        self._taken |= {fold(f"{header}{other}") for other in ("", *others)}
        return header


def columns_of(leaf: Leaf, heading: str, subject: Subject, headers: Headers) -> Iterator[Column]:
    """Yield the columns of one binding; a period has its two days and its text."""
    path, note = leaf.path, _note(leaf, heading, subject)
    required = subject.field.required
    if leaf.kind == "period":
        header = headers.claim(heading, " f.o.m.", " t.o.m.")
        for end, name in (("fra", "f.o.m."), ("til", "t.o.m.")):
            yield Column(header=f"{header} {name}", path=f"{path}.{end}", kind="date", width=12)
        yield Column(header=header, path=path, kind="period", note=note, width=22, required=required)
        return
    common = {"header": headers.claim(heading), "path": path, "note": note, "required": required}
    match leaf:
        case OneOfBinding() if choices := _drop_down(leaf):
            yield Column(**common, kind="choice", choices=choices)
        case _ if leaf.kind == "date":
            yield Column(**common, kind="date", width=12)
        case _ if leaf.kind == "check":
            yield Column(**common, kind="bool", width=12)
        case _:
            yield Column(**common, width=40 if subject.field.multiline else 24)


def _values(leaf: OneOfBinding) -> list[str]:
    return list(leaf.fields or leaf.states)


def _drop_down(leaf: OneOfBinding) -> dict[str, str]:
    """Return the values as a drop-down, or nothing if they are more than one can hold."""
    values = _values(leaf)
    return {value: value for value in values} if len(",".join(values)) <= _LIST_LIMIT else {}


def _note(leaf: Leaf, heading: str, subject: Subject) -> str:
    field, parts = subject.field, []
    if subject.help and wording.heading(subject.help).casefold() != heading.casefold():
        parts.append(subject.help)
    if isinstance(leaf, OneOfBinding) and not _drop_down(leaf):
        parts.append("Ett av: " + "; ".join(_values(leaf)))
    elif not isinstance(leaf, OneOfBinding) and field.options:
        parts.append("For eksempel: " + "; ".join(option.display for option in field.options[:_MOST_NAMED]))
    if field.max_length and leaf.kind == "text":
        parts.append(f"Høyst {field.max_length} tegn.")
    return wording.clip(wording.plain(" ".join(parts)), _NOTE_LIMIT)


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name that a worksheet can have and no other has."""
    folded = {fold(name) for name in (MAIN_SHEET, *_MAIN_ALIASES, "Veiledning", *taken)} | {""}
    name = _NOT_IN_SHEET_NAMES.sub(" ", wanted).strip(" #")[: _SHEET_NAME_LIMIT - 4].strip().capitalize() or "Tabell"
    name = "Tabell" if name.startswith("Veiledning") else name
    number, found = 1, name
    while fold(found) in folded:
        number += 1
        found = f"{name} {number}"
    return found


def wide_headers(sheets: Iterable[SheetColumns]) -> Iterator[str]:
    """Yield, folded, the headers that the rows of detail sheets have when they stand on the main sheet."""
    for sheet in sheets:
        for column in sheet.column:
            for number in range(1, _MOST_WIDE_ROWS + 1):
                yield fold(f"{sheet.wide.replace('{i}', str(number))} {column.header}")


def workbook(form: str, main: Sequence[Column], details: Sequence[SheetColumns]) -> ColumnMapping:
    """Return the column mapping of a drafted form."""
    first = SheetColumns(name=MAIN_SHEET, aliases=_MAIN_ALIASES, column=tuple(main))
    guide = _GUIDE | (_GUIDE_TABLES if details else {})
    return ColumnMapping(form=form, key=KEY, sheet=(first, *details), guide=guide)
