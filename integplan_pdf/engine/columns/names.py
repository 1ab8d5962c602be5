"""Headers as people write them, and what each column of a sheet is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from integplan_pdf.engine import paths
from integplan_pdf.errors import MappingError
from integplan_pdf.model.mapping import Column, ColumnMapping, Join, SheetColumns

_NORWEGIAN = "æøå"
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_NEITHER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_MOST_WIDE_ROWS = 99
_LONGEST = 120  # characters; longer texts are no headers


@lru_cache(4096)
def fold(header: str) -> str:
    """Return a header in the form in which headers are compared: letters and digits without case and accents.

    `å`, `ø` and `æ` are letters of their own, never `a`, `o` and `a`: mål is not mal.
    """
    if header.isascii():
        return _NEITHER.sub("", header).casefold()
    text = unicodedata.normalize("NFC", header).casefold()
    return "".join(char for letter in text for char in _plain(letter) if char.isalnum())


def _plain(letter: str) -> str:
    return letter if letter in _NORWEGIAN or letter.isascii() else unicodedata.normalize("NFKD", letter)


def spelled(folded: str) -> str:
    """Return a folded header as systems without the Norwegian letters spell it: `maal`, `foedselsdato`."""
    return folded.translate(_SPELLED)


class Role(Enum):
    """What a column is for."""

    KEY = "key"
    NAMED_BY = "named_by"
    VALUE = "value"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Target:
    """What a header says its column is.

    Attributes:
        path: plan path of a value, in a detail sheet relative to the row; `{i}` in it is the number in the header.
        column: the column of the mapping.
        join: the value is one of several parts, and `part` its place among them; of keys the first counts.
    """

    role: Role
    path: str = ""
    column: Column | None = None
    join: Join | None = None
    part: int = 0


class Names:
    """All headers that one sheet may have.

    Attributes:
        groups: folded headings above headers that say nothing more than these.
    """

    def __init__(self, spec: SheetColumns, columns: ColumnMapping) -> None:
        self.spec, self.key = spec, columns.key
        self.groups = {fold(heading) for heading in columns.groups} | {fold(spec.name)}
        self._shown = list(dict.fromkeys(_shown(spec, columns)))
        self._known = {_folded(header): target for header, target in _targets(spec, columns)}
        self._spelled = _unambiguous(self._known)
        self._known |= {fold(header): self._standing_for(official) for header, official in spec.also.items()}
        self._known |= {fold(header): Target(Role.IGNORED) for header in spec.ignore}
        self._spelled = _unambiguous(self._known)

    def find(self, header: str) -> Target | None:
        """Return what a column with this header is; None if nobody knows."""
        if len(header) > _LONGEST:
            return None
        folded = fold(header)
        return self._numbered(folded, self._known) or self._numbered(spelled(folded), self._spelled)

    def nearest(self, header: str) -> str:
        """Return the known header most like this one, or an empty string."""
        return paths.nearest(header, self._shown)

    def shown(self) -> list[str]:
        """Return the headers to choose from, without aliases; wide ones with the number of their first row."""
        return list(dict.fromkeys(self.official(header) for header in self._shown))

    def official(self, header: str) -> str:
        """Return the header of the mapping that a known header stands for; a numbered one stands for itself."""
        target = self.find(header)
        if target and target.role is Role.KEY:
            return self.key
        return next((shown for shown in self._shown if self.find(shown) == target), header)

    def _standing_for(self, official: str) -> Target:
        target = self.find(official)
        if target is None:
            raise unknown_name(official, self)
        return target

    def _numbered(self, folded: str, known: dict[str, Target]) -> Target | None:
        """Look a folded header up, also as a wide one: with the number of a row in it."""
        if folded in known:
            return known[folded]
        for number in _NUMBER.finditer(folded):
            target = known.get(f"{folded[: number.start()]}#{folded[number.end() :]}")
            if target and 1 <= int(number[0]) <= _MOST_WIDE_ROWS:
                return replace(target, path=target.path.replace("{i}", str(int(number[0]))))
        return None


def unknown_name(official: str, names: Names) -> MappingError:
    """Return the error that `official` is no header of the mapping."""
    near = names.nearest(official)
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    return MappingError(
        nb=f"Arket «{names.spec.name}» har ingen kolonne som heter «{official}».{hint}",
        en=f"The sheet “{names.spec.name}” has no column called “{official}”.{hint_en}",
    )


def _folded(header: str) -> str:
    """Return a header of the mapping folded, with `#` for the number of the row in a wide one."""
    return "#".join(fold(part) for part in header.split("{i}"))


def _unambiguous(known: dict[str, Target]) -> dict[str, Target]:
    """Return what headers without Norwegian letters can only mean: a spelling that fits two columns is left out."""
    found: dict[str, Target] = {}
    doubtful = set()
    for folded, target in known.items():
        if found.setdefault(spelled(folded), target) != target:
            doubtful.add(spelled(folded))
    return {folded: target for folded, target in found.items() if folded not in doubtful}


def _targets(spec: SheetColumns, columns: ColumnMapping) -> Iterator[tuple[str, Target]]:
    """Yield (header, what it is); where two are alike, the last counts. «Tiltak 1» alone is its first column."""
    main = spec is columns.sheet[0]
    for sheet in columns.sheet[1:] if main else ():
        for start, above in _wide(sheet):
            values = list(_values(sheet))
            for header, target in [("", values[0][1]), *values]:
                yield f"{start} {header}", replace(target, path=f"{above}.{target.path}")
    yield from _parts(spec)
    yield from _values(spec)
    if spec.named_by:
        yield spec.named_by, Target(Role.NAMED_BY)
    for number, header in enumerate((columns.key, *columns.key_aliases)):
        yield header, Target(Role.KEY, part=number)


def _wide(sheet: SheetColumns) -> Iterable[tuple[str, str]]:
    """Return how the rows of a detail sheet are headed on the main sheet, and their plan paths."""
    if not sheet.wide:
        return ()
    if sheet.names:
        return [(sheet.wide.replace("{i}", shown), f"{sheet.table}.{name}") for shown, name in sheet.names.items()]
    return [(sheet.wide, f"{sheet.table}.{{i}}")]


def _values(spec: SheetColumns) -> Iterator[tuple[str, Target]]:
    """Yield (header or alias, value); a period's text stands beside its two days, under `.tekst`."""
    parents = {column.path.rpartition(".")[0] for column in spec.column}
    for column in spec.column:
        path = f"{column.path}.tekst" if column.path in parents else column.path
        for header in (column.header, *column.aliases):
            yield header, Target(Role.VALUE, path, column)


def _parts(spec: SheetColumns) -> Iterator[tuple[str, Target]]:
    by_path = {column.path: column for column in spec.column}
    for join in spec.join:
        for number, part in enumerate(join.part):
            for header in (part.header, *part.aliases):
                yield header, Target(Role.VALUE, join.path, by_path[join.path], join, number)


def _shown(spec: SheetColumns, columns: ColumnMapping) -> list[str]:
    """Return the headers that may be proposed."""
    own = [columns.key, *filter(None, [spec.named_by]), *(header for header, _ in _values(spec))]
    parts = [part.header for join in spec.join for part in join.part]
    wide = columns.sheet[1:] if spec is columns.sheet[0] else ()
    first = [(sheet, next(iter(_wide(sheet)), ("", ""))[0].replace("{i}", "1")) for sheet in wide]
    return own + parts + [f"{start} {header}" for sheet, start in first if start for header, _ in _values(sheet)]
