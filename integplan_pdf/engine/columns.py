"""Spreadsheet sheets become rows: headers are matched to plan paths, detail sheets joined on the key column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.mapping import ColumnMapping, SheetColumns
from integplan_pdf.model.row import Origin, Row, Tree
from integplan_pdf.model.sheet import Cell, Sheet, SheetRow, Unreadable

NO_KEY = Rule(
    "R001",
    Severity.ERROR,
    nb="Raden har innhold, men ingen {key}. Skriv deltakerens {key} i kolonnen «{key}».",
    en="The row has content, but no {key}. Write the participant's {key} in the column “{key}”.",
)
DOUBLE_KEY = Rule(
    "R002",
    Severity.ERROR,
    nb="Samme {key} står på flere rader ({rows}). Ingen av dem blir brukt; gi hver deltaker sin egen {key}.",
    en="The same {key} stands on several rows ({rows}). None of them is used; give each participant their own {key}.",
)
NO_PARTICIPANT = Rule(
    "R003",
    Severity.ERROR,
    nb="Raden hører til en {key} som ikke finnes i arket «{main}».",
    en="The row belongs to a {key} that is not in the sheet “{main}”.",
)
UNREADABLE_CELL = Rule(
    "R004",
    Severity.ERROR,
    nb="Cellen har en formel eller en feilverdi uten resultat. Åpne arbeidsboken, rett den og lagre.",
    en="The cell holds a formula or an error without a result. Open the workbook, mend it and save.",
)
UNKNOWN_NAME = Rule(
    "R005",
    Severity.ERROR,
    nb="Her må det stå én av disse: {names}.",
    en="One of these must stand here: {names}.",
)
TWICE_NAMED = Rule(
    "R006",
    Severity.ERROR,
    nb="Denne deltakeren har to rader for det samme her. Slå dem sammen.",
    en="This participant has two rows for the same thing here. Merge them.",
)

_SIMILAR = re.compile(r"[\W_]+")
_IGNORED = ("#", "Veiledning")


def fold(header: str) -> str:
    """Return a header in the form in which headers are compared: no case, spaces or punctuation."""
    return _SIMILAR.sub("", header).casefold()


@dataclass(slots=True)
class _Draft:
    """A row under way."""

    key: str
    origin: Origin
    tree: Tree = field(default_factory=dict)
    cells: dict[str, Origin] = field(default_factory=dict)

    def put(self, path: str, value: Any, origin: Origin) -> None:
        paths.put(self.tree, path, value)
        self.cells[path.removesuffix(".tekst")] = origin


@dataclass(frozen=True, slots=True)
class _Header:
    """Column index → plan path (relative in a detail sheet), and where the key stands."""

    key: int
    named_by: int | None
    paths: Mapping[int, str]
    names: Mapping[int, str]


def rows(sheets: Sequence[Sheet], columns: ColumnMapping, file: str) -> tuple[list[Row], list[Finding]]:
    """Join the sheets of one file into one row per participant, in the order of the main sheet.

    Returns:
        The rows that have a key of their own, and what was wrong with the others.

    Raises:
        InputError: no main sheet, no key column, an unknown sheet or an unknown or doubled column.
    """
    found = _known_sheets(sheets, columns, file)
    main, *details = columns.sheet
    drafts, findings = _participants(found[main.name], columns, file)
    for sheet in details:
        if sheet.name in found:
            findings += _details(found[sheet.name], sheet, columns, drafts, file)
    return [Row(d.key, d.origin, d.tree, d.cells) for d in drafts.values() if d.key], findings


def _known_sheets(sheets: Sequence[Sheet], columns: ColumnMapping, file: str) -> dict[str, Sheet]:
    """Return our name of each sheet → the sheet; a file with one sheet has the main sheet."""
    by_name = {fold(name): sheet.name for sheet in columns.sheet for name in (sheet.name, *sheet.aliases)}
    filled = [sheet for sheet in sheets if sheet.rows and not sheet.name.startswith(_IGNORED)]
    main = columns.sheet[0].name
    if len(filled) == 1 and fold(filled[0].name) not in by_name:
        return {main: filled[0]}
    found: dict[str, Sheet] = {}
    for sheet in filled:
        name = by_name.get(fold(sheet.name))
        if name is None:
            raise _unknown_sheet(sheet.name, [item.name for item in columns.sheet], file)
        found[name] = sheet
    if main not in found:
        raise InputError(
            nb=f"{file}: Arket «{main}» med én rad per deltaker mangler eller er tomt.",
            en=f"{file}: The sheet “{main}” with one row per participant is missing or empty.",
        )
    return found


def _unknown_sheet(name: str, known: list[str], file: str) -> InputError:
    near = paths.nearest(name, known)
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    return InputError(
        nb=f"{file}: Arket «{name}» er ukjent.{hint} Skal det ikke leses, la navnet begynne med #.",
        en=f"{file}: The sheet “{name}” is unknown.{hint_en} If it is not to be read, let its name begin with #.",
    )


def _participants(sheet: Sheet, columns: ColumnMapping, file: str) -> tuple[dict[str, _Draft], list[Finding]]:
    header = _header(sheet, columns.sheet[0], columns, file)
    base = Origin(file=file, sheet=sheet.name)
    drafts: dict[str, _Draft] = {}
    findings: list[Finding] = []
    by_key: dict[str, list[SheetRow]] = {}
    for row in sheet.rows[1:]:
        key = _key(row.cell(header.key))
        if key:
            by_key.setdefault(key, []).append(row)
        elif _has_content(row, header):
            findings.append(NO_KEY.finding(origin=base.at(row=row.number), key=columns.key))
    for key, same in by_key.items():
        origin = base.at(row=same[0].number, key=key)
        if len(same) > 1:
            numbers = ", ".join(str(row.number) for row in same)
            findings.append(DOUBLE_KEY.finding(origin=origin, key=columns.key, rows=numbers))
            continue
        drafts[key] = _Draft(key, origin, {columns.key_path: key})
        findings += _fill(drafts[key], same[0], header, "", origin)
    unusable = {key: _Draft("", base) for key, same in by_key.items() if len(same) > 1}
    return drafts | unusable, findings


def _details(
    sheet: Sheet, spec: SheetColumns, columns: ColumnMapping, drafts: Mapping[str, _Draft], file: str
) -> Iterator[Finding]:
    header = _header(sheet, spec, columns, file)
    for row in sheet.rows[1:]:
        if not _has_content(row, header):
            continue
        key = _key(row.cell(header.key))
        origin = Origin(file=file, sheet=sheet.name, row=row.number, key=key)
        draft = drafts.get(key)
        if not key:
            yield NO_KEY.finding(origin=origin, key=columns.key)
        elif draft is None:
            yield NO_PARTICIPANT.finding(origin=origin, key=columns.key, main=columns.sheet[0].name)
        elif spec.names:
            yield from _named_row(draft, row, header, spec, origin)
        else:
            number = len(paths.get(draft.tree, spec.table) or ()) + 1
            paths.put(draft.tree, f"{spec.table}.{number}", {})
            yield from _fill(draft, row, header, f"{spec.table}.{number}.", origin)


def _named_row(draft: _Draft, row: SheetRow, header: _Header, spec: SheetColumns, origin: Origin) -> Iterator[Finding]:
    """Fill a row of a sheet whose rows have names (the four tests) instead of numbers."""
    by_name = {fold(shown): name for shown, name in spec.names.items()}
    shown = row.cell(header.named_by) if header.named_by is not None else None
    name = by_name.get(fold(str(shown or "")))
    place = origin.at(column=spec.named_by)
    if name is None:
        yield UNKNOWN_NAME.finding(origin=place, path=spec.table, names=", ".join(spec.names))
    elif paths.get(draft.tree, f"{spec.table}.{name}") is not None:
        yield TWICE_NAMED.finding(origin=place, path=f"{spec.table}.{name}")
    else:
        yield from _fill(draft, row, header, f"{spec.table}.{name}.", origin)


def _fill(draft: _Draft, row: SheetRow, header: _Header, prefix: str, origin: Origin) -> list[Finding]:
    findings = []
    for index, path in header.paths.items():
        value = row.cell(index)
        place = origin.at(column=header.names[index])
        if isinstance(value, Unreadable):
            findings.append(UNREADABLE_CELL.finding(origin=place, path=prefix + path))
        elif not _blank(value):
            draft.put(prefix + path, value.date() if isinstance(value, dt.datetime) else value, place)
    return findings


def _header(sheet: Sheet, spec: SheetColumns, columns: ColumnMapping, file: str) -> _Header:
    """Match the sheet's first row against the columns it may have."""
    known = _known_columns(spec, columns)
    key_names = {fold(name) for name in (columns.key, *columns.key_aliases)}
    found: dict[int, str] = {}
    names: dict[int, str] = {}
    key = named_by = None
    for index, cell in enumerate(sheet.rows[0].cells):
        header = " ".join(str(cell).split()) if cell is not None else ""
        folded = fold(header)
        if not header or header.startswith("#"):
            continue
        if folded in key_names:
            key = index
        elif spec.named_by and folded == fold(spec.named_by):
            named_by = index
        elif folded not in known:
            raise _unknown_column(header, _shown_headers(spec, columns), file, sheet.name)
        elif known[folded] in found.values():
            raise _double_column(header, file, sheet.name)
        else:
            found[index], names[index] = known[folded], header
    if key is None:
        raise _no_column(columns.key, file, sheet.name)
    if spec.named_by and named_by is None:
        raise _no_column(spec.named_by, file, sheet.name)
    return _Header(key, named_by, found, names)


def _known_columns(spec: SheetColumns, columns: ColumnMapping) -> dict[str, str]:
    """Return folded header → path; on the main sheet also the wide headers of the repeated sheets."""
    known = {fold(name): path for name, path in _headers(spec)}
    if spec is not columns.sheet[0]:
        return known
    for sheet in columns.sheet[1:]:
        for mark, step in _wide_rows(sheet):
            start = sheet.wide.replace("{i}", mark)
            known |= {fold(f"{start} {name}"): f"{sheet.table}.{step}.{path}" for name, path in _headers(sheet)}
    return known


_MOST_WIDE_ROWS = 40


def _wide_rows(sheet: SheetColumns) -> Iterable[tuple[str, str]]:
    if not sheet.wide:
        return ()
    return sheet.names.items() or ((str(n), str(n)) for n in range(1, _MOST_WIDE_ROWS + 1))


def _headers(spec: SheetColumns) -> Iterator[tuple[str, str]]:
    """Yield (header or alias, path); a period's text stands beside its two dates under `.tekst`."""
    split = {path.rpartition(".")[0] for path in (column.path for column in spec.column)}
    for column in spec.column:
        path = f"{column.path}.tekst" if column.path in split else column.path
        for name in (column.header, *column.aliases):
            yield name, path


def _shown_headers(spec: SheetColumns, columns: ColumnMapping) -> list[str]:
    wide = columns.sheet[1:] if spec is columns.sheet[0] else ()
    first = [(sheet, next(iter(_wide_rows(sheet)), ("", ""))[0]) for sheet in wide]
    return [name for name, _ in _headers(spec)] + [
        f"{sheet.wide.replace('{i}', mark)} {name}" for sheet, mark in first for name, _ in _headers(sheet)
    ]


def _unknown_column(header: str, known: list[str], file: str, sheet: str) -> InputError:
    near = paths.nearest(header, known)
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    return InputError(
        nb=f"{file}, ark «{sheet}», rad 1: Kolonnen «{header}» er ukjent.{hint} "
        "Skal den ikke leses, la overskriften begynne med #.",
        en=f"{file}, sheet “{sheet}”, row 1: The column “{header}” is unknown.{hint_en} "
        "If it is not to be read, let its header begin with #.",
    )


def _double_column(header: str, file: str, sheet: str) -> InputError:
    return InputError(
        nb=f"{file}, ark «{sheet}»: To kolonner betyr det samme som «{header}». Fjern den ene.",
        en=f"{file}, sheet “{sheet}”: Two columns mean the same as “{header}”. Remove one of them.",
    )


def _no_column(header: str, file: str, sheet: str) -> InputError:
    return InputError(
        nb=f"{file}, ark «{sheet}», rad 1: Kolonnen «{header}» mangler. Den kobler radene til deltakerne.",
        en=f"{file}, sheet “{sheet}”, row 1: The column “{header}” is missing. It ties the rows to the participants.",
    )


def _key(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or isinstance(cell, Unreadable) else str(cell).strip()


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _has_content(row: SheetRow, header: _Header) -> bool:
    return any(not _blank(row.cell(index)) for index in header.paths) or not _blank(row.cell(header.key))
