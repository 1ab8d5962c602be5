"""What mutated files are given to. Each takes (kind, seed) and says what came of it: `done`, or the error raised."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from integplan_pdf.errors import ExitCode, IntegplanError
from integplan_pdf.model.template import FieldKind, Template
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.write import fill
from integplan_pdf.workflow.returned import read_returned
from integplan_pdf.workflow.rows import read_rows
from integplan_pdf.workflow.sources import Kind, Memory, Source
from tests.fuzz import seeds
from tests.fuzz.mutate import mutated_pdf, mutated_table, mutated_workbook

Task = tuple[str, int]
_OWN_PLAN_EVERY = 16
"""One of so many PDFs is our own plan, which takes as long as dozens of small forms."""
_KINDS = {".json": Kind.JSON, ".jsonl": Kind.JSON, ".xlsx": Kind.WORKBOOK, ".xlsm": Kind.WORKBOOK}


def attempt(task: Task) -> str:
    """Mutate the file of a task and give it to all that reads such files.

    Raises:
        Exception: whatever is not documented; a bug.
    """
    kind, _ = task
    data = mutated(task)
    return ", ".join(_outcome(work, data, task) for work in _TARGETS[kind])


def mutated(task: Task) -> bytes:
    """Return the mutated file of a task."""
    kind, seed = task
    dice = random.Random(f"{kind}:{seed}")  # noqa: S311 - the same each time
    match kind:
        case "pdf":
            return mutated_pdf(
                dice, seeds.small_form(seed) if seed % _OWN_PLAN_EVERY else seeds.plan(dice.randrange(4))
            )
        case "workbook":
            return mutated_workbook(dice, _seed(task).read_bytes())
        case _:
            return mutated_table(dice, _seed(task).read_bytes())


def _seed(task: Task) -> Path:
    """Return the table that a task mutates."""
    kind, seed = task
    files = seeds.WORKBOOKS if kind == "workbook" else seeds.TABLES
    return files[seed % len(files)]


def _outcome(work: Callable[[bytes, Task], None], data: bytes, task: Task) -> str:
    try:
        work(data, task)
    except IntegplanError as error:
        if error.exit_code is ExitCode.BUG:
            raise
        return type(error).__name__
    return "done"


def _read(data: bytes, _task: Task) -> None:
    read_form(data).raw()


def _inspect(data: bytes, _task: Task) -> None:
    inspect_template(data)


def _fill(data: bytes, _task: Task) -> None:
    compiled = compile_template(data)
    fill(compiled, dict(_values(compiled.template)))


def _values(template: Template) -> Iterator[tuple[str, str | bool | list[str]]]:
    for field in template.fields:
        match field.kind:
            case FieldKind.TEXT:
                yield field.name, "Ærlig Øst\nlinje to, som er litt lengre"
            case FieldKind.CHECK:
                yield field.name, True
            case FieldKind.RADIO if field.states:
                yield field.name, field.states[-1]
            case FieldKind.CHOICE if field.options:
                yield field.name, field.options[-1].display


def _return(data: bytes, task: Task) -> None:
    if task[1] % 4 == 0:
        read_returned(InMemory(data), _pack())


@dataclass(frozen=True, slots=True)
class InMemory:
    """Stands in for the path of a file."""

    data: bytes
    name: str = "a.pdf"
    stem: str = "a"

    def read_bytes(self) -> bytes:
        return self.data


def _table(data: bytes, task: Task) -> None:
    suffix = _seed(task).suffix
    given = Source(f"a{suffix}", _KINDS.get(suffix, Kind.TEXT_TABLE), Memory(data))
    rows, _ = read_rows(given, _pack().columns)
    for _ in rows:
        pass


@cache
def _pack() -> Pack:
    return load_pack("integreringsplan")


_TARGETS: dict[str, tuple[Callable[[bytes, Task], None], ...]] = {
    "pdf": (_read, _inspect, _fill, _return),
    "workbook": (_table,),
    "table": (_table,),
}
