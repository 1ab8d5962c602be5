"""A form that nobody has seen yet becomes a first mapping and workbook, with a note on every guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from integplan_pdf.engine.drafting import tables as table_names
from integplan_pdf.engine.drafting import wording
from integplan_pdf.engine.drafting.guess import Guess, guess, ignored_because
from integplan_pdf.engine.drafting.oneof import Question, questions
from integplan_pdf.engine.drafting.subject import Subject, subjects
from integplan_pdf.engine.drafting.tables import Table, column_texts, tables
from integplan_pdf.engine.drafting.workbook import Headers, columns_of, sheet_name, wide_headers, workbook
from integplan_pdf.model.mapping import (
    Binding,
    Column,
    ColumnMapping,
    FormMapping,
    Ignored,
    Leaf,
    OneOfBinding,
    SheetColumns,
    TableBinding,
)
from integplan_pdf.model.printed import PrintedPage
from integplan_pdf.model.template import Template

VARIANT = "standard"


@dataclass(frozen=True, slots=True)
class Draft:
    """A first mapping; it fits its template, and holds `decode(encode(x)) == x`.

    Attributes:
        notes: plan path → what a binding was guessed from and how sure; columns of a table as `table.{i}.column`.
        main: the columns of the main sheet; none only if there is nothing to fill in.
        details: the sheets of the tables.
    """

    mapping: FormMapping
    notes: Mapping[str, str]
    main: tuple[Column, ...]
    details: tuple[SheetColumns, ...]

    def columns(self) -> ColumnMapping:
        """Return the column mapping; `main` must not be empty."""
        return workbook(self.mapping.form, self.main, self.details)


@dataclass(frozen=True, slots=True)
class _Part:
    """One binding with what comes of it; `sheet` for a table, `columns` for the main sheet otherwise."""

    binding: Binding
    notes: Mapping[str, str]
    columns: tuple[Column, ...] = ()
    sheet: SheetColumns | None = None


def draft(
    template: Template, pages: Iterable[PrintedPage], form: str, edition: str, taken: Iterable[str] = ()
) -> Draft:
    """Return a first mapping of `template`, with plan paths and headers made from its names and printed words.

    Args:
        template: the form.
        pages: its printed words.
        form: id of the form.
        edition: its edition.
        taken: plan paths that are in use already.
    """
    known = subjects(template, pages)
    ignored = [Ignored(field=one.field.name, why=why) for one in known if (why := ignored_because(one))]
    fillable = [one for one in known if not ignored_because(one)]
    parts = list(_Drafter(template.language, fillable, wording.Paths("id", *taken)).parts())
    mapping = FormMapping(
        form=form,
        edition=edition,
        sha256={VARIANT: template.sha256},
        bind=tuple(part.binding for part in parts),
        ignore=tuple(ignored),
    )
    return Draft(
        mapping=mapping,
        notes={path: note for part in parts for path, note in part.notes.items()},
        main=tuple(column for part in parts for column in part.columns),
        details=tuple(part.sheet for part in parts if part.sheet),
    )


class _Drafter:
    """Hands out paths and headers; tables first, so that their wide headers are known to the main sheet."""

    def __init__(self, language: str, known: Sequence[Subject], paths: wording.Paths) -> None:
        self._language = language
        self._known = known
        self._paths = paths
        self._sheets: list[SheetColumns] = []

    def parts(self) -> Iterator[_Part]:
        """Yield the bindings in reading order."""
        at: dict[int, _Part] = {}
        taken: set[int] = set()
        for table in self._tables():
            at[table.first] = self._table(table)
            taken |= table.cells
        headers = Headers(wide_headers(self._sheets))
        asked = {box.number: question for question in self._questions(taken) for box in question.boxes}
        for subject in self._known:
            if subject.number in at:
                yield at[subject.number]
            elif (question := asked.get(subject.number)) is not None:
                if subject is question.boxes[0]:
                    yield self._question(question, headers)
            elif subject.number not in taken:
                yield self._single(subject, headers)

    def _tables(self) -> list[Table]:
        """Return the tables; the smallest becomes single fields where nothing would be left for the main sheet."""
        found = tables(self._known)
        if found and sum(len(table.cells) for table in found) == len(self._known):
            found.remove(min(found, key=lambda table: len(table.cells)))
        return found

    def _questions(self, taken: set[int]) -> list[Question]:
        return questions([subject for subject in self._known if subject.number not in taken])

    def _single(self, subject: Subject, headers: Headers) -> _Part:
        found = guess(subject, self._paths.claim(subject.path()), self._language)
        made = tuple(columns_of(found.binding, subject.heading(), subject, headers))
        return _Part(found.binding, {found.binding.path: _note(found, [subject])}, made)

    def _question(self, question: Question, headers: Headers) -> _Part:
        states = {box.field.states[0] for box in question.boxes}
        names = [box.field.name for box in question.boxes]
        binding = OneOfBinding(
            kind="one_of",
            path=self._paths.claim(question.path),
            fields=dict(zip(question.answers, names, strict=True)),
            on=states.pop() if len(states) == 1 else "",
        )
        found = Guess(binding, "bokser som svarer på ett spørsmål", question.sure)
        made = tuple(columns_of(binding, question.heading, question.boxes[0], headers))
        return _Part(binding, {binding.path: _note(found, question.boxes)}, made)

    def _table(self, table: Table) -> _Part:
        telling = wording.telling(table.name)
        path = self._paths.claim(wording.path_of_name(table.name) or "rader" if telling else "rader")
        name = sheet_name(" ".join(telling) or "Tabell", (sheet.name for sheet in self._sheets))
        rows = len(table.columns[0].cells)
        notes = {path: f"{rows} rader som heter likt, bortsett fra nummeret (trolig)"}
        bindings, columns = self._row(table, path, notes)
        sheet = SheetColumns(name=name, table=path, wide=f"{name} {table_names.MARK}", column=tuple(columns))
        self._sheets.append(sheet)
        return _Part(TableBinding(kind="table", path=path, column=tuple(bindings)), notes, sheet=sheet)

    def _row(self, table: Table, path: str, notes: dict[str, str]) -> tuple[list[Leaf], list[Column]]:
        own, headers = wording.Paths(), Headers()
        bindings: list[Leaf] = []
        columns: list[Column] = []
        for column in table.columns:
            first, (heading, step) = column.cells[0], column_texts(column)
            wanted = step or wording.identifier(heading) or f"felt_{first.number}"
            found = guess(first, own.claim(wanted), self._language)
            leaf = _per_row(found.binding, column.pattern)
            bindings.append(leaf)
            columns += columns_of(leaf, heading or first.heading(), first, headers)
            notes[f"{path}.{table_names.MARK}.{leaf.path}"] = _note(found, column.cells)
        return bindings, columns


def _per_row(leaf: Leaf, pattern: str) -> Leaf:
    """Return a binding of the first row's field as the binding of every row."""
    if isinstance(leaf, OneOfBinding) and leaf.fields:
        return leaf.model_copy(update={"fields": dict.fromkeys(leaf.fields, pattern)})
    return leaf.model_copy(update={"field": pattern})


def _note(found: Guess, subjects: Sequence[Subject]) -> str:
    preset = any(one.field.value not in (None, "", "Off", ()) for one in subjects)
    return f"{found.sure}: {found.why}" + ("; står utfylt i malen" if preset else "")
