"""Two versions of a plan compared: what was added, changed, removed or moved, value by value and row by row.

Spacing and line breaks are no difference: programs that a plan passes through change them. The rows of a table are
paired by their contents, so that a row put in between is one addition and not a change of all that follow it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.engine.headers import Headers, template_of
from integplan_pdf.model.change import Change, ChangeKind
from integplan_pdf.model.finding import Finding, Rule, Severity, Source
from integplan_pdf.model.mapping import FormMapping, TableBinding
from integplan_pdf.model.row import Origin

Texts = Mapping[str, str]
"""Plan path → text; only what is filled in."""

DecisionOf = Callable[[str], Source | None]
"""Returns what makes a change at a plan path, its row number open, one of the decision itself."""

_RULES = {
    ChangeKind.ADDED: Rule(
        "V110", Severity.INFO, nb="«{place}» er lagt til.{decided}", en="“{place}” was added.{decided_en}"
    ),
    ChangeKind.CHANGED: Rule(
        "V111", Severity.INFO, nb="«{place}» er endret.{decided}", en="“{place}” was changed.{decided_en}"
    ),
    ChangeKind.REMOVED: Rule(
        "V112", Severity.INFO, nb="«{place}» er tatt bort.{decided}", en="“{place}” was removed.{decided_en}"
    ),
    ChangeKind.MOVED: Rule(
        "V113",
        Severity.INFO,
        nb="«{place}» er flyttet dit fra en annen rad.",
        en="“{place}” was moved from another row.",
    ),
}
_DECIDED = " Det krever et nytt enkeltvedtak.", " That asks for a new decision."

_ALIKE = 0.3
"""How much two rows must have in common, from 0 to 1, to be versions of one row."""
_THE_SAME = 3.0
"""What a row that stayed as it was counts for: it is not to be torn apart so that two others become alike."""
_MOST_PAIRS = 40_000


def paths_on_form(mapping: FormMapping) -> frozenset[str]:
    """Return the plan paths that a form has fields for, row numbers open."""
    found = set()
    for binding in mapping.bind:
        if isinstance(binding, TableBinding):
            found |= {f"{binding.path}.{{i}}.{column.path}" for column in binding.column}
        else:
            found.add(binding.path)
    return frozenset(found)


def texts_of(tree: Any, headers: Headers) -> dict[str, str]:
    """Return what a plan, or a tree of raw values, says, as people write it."""
    found = ((path, _text(value, path, headers)) for path, value in paths.leaves(tree))
    return {path: text for path, text in found if text}


def _text(value: Any, path: str, headers: Headers) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "Ja"
        case dt.date():
            return f"{value.day:02}.{value.month:02}.{value.year:04}"
        case Enum():
            return headers.shown(path, str(value.value))
        case _:
            return str(value).strip()


def compare(before: Texts, after: Texts, headers: Headers, decision: DecisionOf) -> list[Change]:
    """Return what differs, in the order of the plan; rows that went come after those that stayed."""
    told = _Told(headers, decision)
    changes: list[Change] = []
    done: set[str] = set()
    for path in dict.fromkeys([*after, *before]):
        table = headers.table_of(path) if headers.repeats(path) else ""
        if not table:
            changes += told.value(path, path, before.get(path, ""), after.get(path, ""))
        elif table not in done:
            done.add(table)
            changes += _table(_rows(before, table), _rows(after, table), told)
    return changes


@dataclass(frozen=True, slots=True)
class _Told:
    """Puts differences into words."""

    headers: Headers
    decision: DecisionOf

    def value(self, was: str, path: str, before: str, after: str) -> Iterator[Change]:
        if same(before) == same(after):
            return
        kind = ChangeKind.CHANGED if before and after else ChangeKind.ADDED if after else ChangeKind.REMOVED
        material = same(before).casefold() != same(after).casefold()
        decision = self.decision(template_of(path)) if material else None
        place = self.headers.place(path)
        yield Change(kind, path, place, before, after, "" if was == path else was, decision)

    def row(self, kind: ChangeKind, row: _Row, was: str = "") -> Change:
        said = "; ".join(f"{self.headers.header(path)}: {text}" for path, text in row.texts.items())
        found = [self.decision(template_of(path)) for path in row.texts] if kind is not ChangeKind.MOVED else []
        decision = next((source for source in found if source), None)
        before, after = ("" if kind is ChangeKind.ADDED else said), ("" if kind is ChangeKind.REMOVED else said)
        return Change(kind, row.path, self.headers.row(row.path), before, after, was, decision)


def same(text: str) -> str:
    """Return what two texts that differ in spacing alone have in common."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table.

    Attributes:
        path: `tiltak.2`.
        texts: by plan path.
        by_column: the same by column, without regard to spacing.
        words: by column, how often each word stands there.
    """

    path: str
    texts: Texts
    by_column: Mapping[str, str]
    words: Counter[tuple[str, str]]

    def column(self, path: str) -> str:
        return path.removeprefix(f"{self.path}.")

    def alike(self, other: _Row) -> float:
        """Return how much two rows have in common, from 0 to 1; more for rows that are the same."""
        if self.by_column == other.by_column:
            return _THE_SAME
        total = self.words.total() + other.words.total()
        return 2 * (self.words & other.words).total() / total if total else 1.0


def _rows(texts: Texts, table: str) -> list[_Row]:
    """Return the rows of a table that have anything in them, in order."""
    start = len(table) + 1
    numbers: dict[int, dict[str, str]] = {}
    for path, text in texts.items():
        if path.startswith(f"{table}.") and (number := path[start:].partition(".")[0]).isdecimal():
            numbers.setdefault(int(number), {})[path] = text
    return [_row(f"{table}.{number}", numbers[number]) for number in sorted(numbers)]


def _row(path: str, texts: Texts) -> _Row:
    columns = {key.removeprefix(f"{path}."): same(text) for key, text in texts.items()}
    words = Counter((column, word) for column, text in columns.items() for word in text.casefold().split())
    return _Row(path, texts, columns, words)


def _table(before: Sequence[_Row], after: Sequence[_Row], told: _Told) -> Iterator[Change]:
    pairs = _pairs(before, after)
    partner = {id(new): old for old, new in pairs}
    kept = {id(old) for old, _ in pairs}
    gone = [row for row in before if id(row) not in kept]
    for new in after:
        old = partner.get(id(new))
        if old is not None:
            yield from _within(old, new, told)
        elif (moved := next((row for row in gone if row.by_column == new.by_column), None)) is not None:
            gone.remove(moved)
            yield told.row(ChangeKind.MOVED, new, moved.path)
        else:
            yield told.row(ChangeKind.ADDED, new)
    for old in gone:
        yield told.row(ChangeKind.REMOVED, old)


def _within(old: _Row, new: _Row, told: _Told) -> Iterator[Change]:
    columns = dict.fromkeys([*map(new.column, new.texts), *map(old.column, old.texts)])
    for column in columns:
        was, path = f"{old.path}.{column}", f"{new.path}.{column}"
        yield from told.value(was, path, old.texts.get(was, ""), new.texts.get(path, ""))


def _pairs(before: Sequence[_Row], after: Sequence[_Row]) -> list[tuple[_Row, _Row]]:
    """Return the rows that are versions of each other, in order: the pairing in which most stays alike."""
    if len(before) * len(after) > _MOST_PAIRS:
        return [pair for pair in zip(before, after, strict=False) if pair[0].alike(pair[1]) >= _ALIKE]
    likeness = [[old.alike(new) for new in after] for old in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(after) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return list(_followed(before, after, likeness, best))


def _followed(
    before: Sequence[_Row], after: Sequence[_Row], likeness: Sequence[Sequence[float]], best: Sequence[Sequence[float]]
) -> Iterable[tuple[_Row, _Row]]:
    i = j = 0
    while i < len(before) and j < len(after):
        if likeness[i][j] >= _ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def as_finding(change: Change, origin: Origin) -> Finding:
    """Return a change as a finding, for formats that know nothing else."""
    rule = _RULES[change.kind]
    severity = Severity.WARNING if change.decision else None
    nb, en = _DECIDED if change.decision else ("", "")
    found = rule.finding(
        origin=origin, path=change.path, severity=severity, place=change.place, decided=nb, decided_en=en
    )
    return replace(found, source=change.decision)
