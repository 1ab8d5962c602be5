"""An office's own names for sheets and columns, put into the mapping and proposed from a file of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from integplan_pdf.engine import paths
from integplan_pdf.engine.columns.names import Names, Role, fold, unknown_name
from integplan_pdf.errors import MappingError
from integplan_pdf.model.mapping import ColumnMapping, OwnColumn, OwnColumns, OwnSheet, SheetColumns

UNCONFIRMED = "?"


def with_own(columns: ColumnMapping, own: OwnColumns) -> ColumnMapping:
    """Return the mapping with an office's own headers: read beside the others, and written instead of them.

    Raises:
        MappingError: it was written for another form, names what is not there, or leaves a question open.
    """
    if own.form != columns.form:
        raise MappingError(
            nb=f"Kolonnefilen er skrevet for {own.form}, men skjemaet er {columns.form}.",
            en=f"The file of columns was written for {own.form}, but the form is {columns.form}.",
        )
    unsure = [entry.name for entry in own.sheet if _is_open(entry)]
    unsure += [entry.header for entry in own.column if _is_open(entry)]
    if unsure:
        raise _unconfirmed(unsure)
    columns = _with_sheets(columns, own.sheet)
    by_sheet: dict[str, list[OwnColumn]] = {}
    for entry in own.column:
        by_sheet.setdefault(_spec(columns, entry.sheet).name, []).append(entry)
    sheets = tuple(_with_columns(spec, columns, by_sheet.get(spec.name, [])) for spec in columns.sheet)
    key = next(_key_headers(columns, by_sheet.get(columns.sheet[0].name, [])), columns.key)
    aliases = (*columns.key_aliases, columns.key) if key != columns.key else columns.key_aliases
    return columns.model_copy(update={"sheet": sheets, "key": key, "key_aliases": aliases})


def _is_open(entry: OwnColumn | OwnSheet) -> bool:
    return not entry.ignore and (not entry.same_as or entry.same_as.startswith(UNCONFIRMED))


def _unconfirmed(entries: Sequence[str]) -> MappingError:
    names = ", ".join(f"«{name}»" for name in entries)
    return MappingError(
        nb=f"Kolonnefilen er ikke ferdig: {names}. Ta bort spørsmålstegnet i same_as når det stemmer, eller skriv "
        "ignore = true.",
        en=f"The file of columns is not finished: {names}. Take the question mark in same_as away when it is right, "
        "or write ignore = true.",
    )


def _spec(columns: ColumnMapping, name: str) -> SheetColumns:
    """Return the sheet with a name; the main sheet for none."""
    if not name:
        return columns.sheet[0]
    for spec in columns.sheet:
        if fold(name) in {fold(known) for known in (spec.name, *spec.aliases)}:
            return spec
    near = paths.nearest(name, [spec.name for spec in columns.sheet])
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    raise MappingError(
        nb=f"Det finnes ikke noe ark som heter «{name}».{hint}",
        en=f"There is no sheet called “{name}”.{hint_en}",
    )


def _with_sheets(columns: ColumnMapping, own: Iterable[OwnSheet]) -> ColumnMapping:
    aliases: dict[str, list[str]] = {}
    for entry in own:
        if not entry.ignore:
            aliases.setdefault(_spec(columns, entry.same_as).name, []).append(entry.name)
    sheets = tuple(
        spec.model_copy(update={"aliases": (*spec.aliases, *aliases.get(spec.name, []))}) for spec in columns.sheet
    )
    ignored = (*columns.ignore_sheets, *(entry.name for entry in own if entry.ignore))
    return columns.model_copy(update={"sheet": sheets, "ignore_sheets": ignored})


def _with_columns(spec: SheetColumns, columns: ColumnMapping, own: Iterable[OwnColumn]) -> SheetColumns:
    names = Names(spec, columns)
    also = dict(spec.also)
    headers: dict[str, str] = {}
    for entry in own:
        if entry.ignore:
            continue
        target = names.find(entry.same_as)
        if target is None:
            raise unknown_name(entry.same_as, names)
        also[entry.header] = entry.same_as
        if target.column in spec.column and target.join is None and target.column is not None:
            headers.setdefault(target.column.path, entry.header)
    renamed = tuple(
        column.model_copy(update={"header": headers[column.path], "aliases": (*column.aliases, column.header)})
        if column.path in headers
        else column
        for column in spec.column
    )
    ignore = (*spec.ignore, *(entry.header for entry in own if entry.ignore))
    return spec.model_copy(update={"also": also, "ignore": ignore, "column": renamed})


def _key_headers(columns: ColumnMapping, own: Iterable[OwnColumn]) -> Iterator[str]:
    """Yield the office's own headers of the key."""
    names = Names(columns.sheet[0], columns)
    for entry in own:
        target = None if entry.ignore else names.find(entry.same_as)
        if target and target.role is Role.KEY:
            yield entry.header
