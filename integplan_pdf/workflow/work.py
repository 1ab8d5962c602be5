"""A chunk of rows worked out and written: what one process does, wherever it runs, and can do twice."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.report import Item, Status
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.seal import is_sealed
from integplan_pdf.workflow.elastic import open_shelf
from integplan_pdf.workflow.made_from import circumstances
from integplan_pdf.workflow.names import SAME_FILE
from integplan_pdf.workflow.prepare import FillOptions, Prepared, has_error, placed, prepare
from integplan_pdf.workflow.shelf import OpenVariant, Shelf
from integplan_pdf.workflow.store import is_ours
from integplan_pdf.workflow.told import tell

CHANGED_SINCE = Rule(
    "F113",
    Severity.ERROR,
    nb="Filen {file} finnes fra før og er endret eller signert etter at den ble laget. Den er ikke rørt; "
    "flytt den, eller bruk --overwrite.",
    en="The file {file} exists and was changed or signed after it was made. It was left alone; move it, or use "
    "--overwrite.",
)
NOT_WRITTEN = Rule(
    "F114",
    Severity.ERROR,
    nb="Filen {file} kunne ikke skrives ({reason}). Er den åpen i et annet program?",
    en="The file {file} could not be written ({reason}). Is it open in another program?",
)

_AT_WORK = threading.Lock()
"""An open form is filled by one thread at a time; a cluster's workers may have several."""

_shelves: dict[str, Shelf] = {}
"""The form this process fills, by the circumstances of the run."""


class Batch(Protocol):
    """Files that are put in a place together; `settle` returns why, by name, for those that could not be."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def found(self, name: str) -> bytes | None: ...
    def put(self, name: str, data: bytes) -> None: ...
    def settle(self) -> dict[str, OSError]: ...


class Place(Protocol):
    """Where plans are put; picklable."""

    def batch(self) -> Batch: ...


@dataclass(frozen=True, slots=True)
class Order:
    """What all chunks of a run have in common; picklable.

    Attributes:
        form: the form's id, or its folder.
        mapping: the mapping that was asked for instead of the form's own.
        place: where the plans are put; None hands them back.
        circumstances: digest of program, form and options, which must be the same wherever the chunk is filled.
    """

    form: str
    mapping: Path | None
    options: FillOptions
    place: Place | None
    circumstances: str


@dataclass(frozen=True, slots=True)
class Task:
    """One row to be filled.

    Attributes:
        name: of its file; empty where it has no plan to name it after.
        made_from: digest of all that the file depends on.
        clash: another row has the name.
    """

    row: Row
    name: str
    made_from: str
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """One row filled, or refused.

    Attributes:
        made_from, sha256, told: what the journal is to know of it; empty where it is to know nothing.
        data: the plan, where it is handed back.
        title: what the plan is called among others.
    """

    item: Item
    made_from: str = ""
    sha256: str = ""
    told: bytes = b""
    data: bytes = field(default=b"", repr=False)
    title: str = field(default="", repr=False)


def get_ready(order: Order) -> None:
    """Open the form in a process that knows nothing of it yet.

    Raises:
        InputError: the program or the form is another here.
        TemplateError, MappingError: as `check_form`.
    """
    with _AT_WORK:
        check_form(_shelf(order), order)


def check_form(shelf: Shelf, order: Order) -> None:
    """Open every variant that rows can lead to, so that no contract fails after the first row.

    Raises:
        TemplateError, MappingError: as `Shelf.open`.
    """
    shelf.check_reachable()
    if order.options.variant:
        shelf.open(order.options.variant)


def fill_here(order: Order, tasks: Sequence[Task]) -> list[Done]:
    """Fill a chunk in a process that knows nothing yet of form and options.

    Raises:
        InputError: the program or the form is another here.
    """
    with _AT_WORK:
        return fill_chunk(_shelf(order), order, tasks)


def fill_chunk(shelf: Shelf, order: Order, tasks: Sequence[Task]) -> list[Done]:
    """Fill a chunk; return what became of each row, in their order."""
    if not tasks:
        return []
    if order.place is None:
        return [_filled(task, shelf, order, None) for task in tasks]
    with order.place.batch() as batch:
        done = [_filled(task, shelf, order, batch) for task in tasks]
        failed = batch.settle()
    return [_settled(one, task.row, failed) for one, task in zip(done, tasks, strict=True)]


def _shelf(order: Order) -> Shelf:
    if order.circumstances not in _shelves:
        pack = load_pack(order.form, order.mapping)
        if circumstances(pack, order.options) != order.circumstances:
            raise _not_the_same()
        _shelves.clear()
        asked = order.options
        _shelves[order.circumstances] = open_shelf(pack, asked.overflow, asked.fonts, compact=asked.compact)
    return _shelves[order.circumstances]


def _filled(task: Task, shelf: Shelf, order: Order, batch: Batch | None) -> Done:
    """Fill one row, and put its plan into the batch, or hand it back where there is none."""
    prepared = prepare(task.row, shelf, order.options)
    if prepared.filled is None or prepared.opened is None:
        return Done(_item(prepared, Status.REFUSED))
    if task.clash:
        return Done(_item(prepared, Status.REFUSED, task.name, SAME_FILE.finding(origin=task.row.origin)))
    data = prepared.filled.data
    if order.options.flatten:
        data, found = _flattened(data, prepared.opened, task.row)
        prepared = replace(prepared, findings=(*prepared.findings, *found))
        if has_error(found):
            return Done(_item(prepared, Status.REFUSED, task.name))
    if batch is None:
        return Done(_item(prepared, Status.WRITTEN, task.name), data=data, title=_title(prepared, shelf, order))
    return _put(prepared, data, task, batch, _Owner(shelf, order.options.overwrite))


@dataclass(frozen=True, slots=True)
class _Owner:
    """Says whether a file that is there may be replaced."""

    shelf: Shelf
    overwrite: bool

    def may_replace(self, data: bytes) -> bool:
        return self.overwrite or is_sealed(data) or any(is_ours(data, opened.data) for opened in self.shelf.opened())


def _put(prepared: Prepared, data: bytes, task: Task, batch: Batch, owner: _Owner) -> Done:
    name, origin, status = task.name, task.row.origin, Status.WRITTEN
    try:
        there = batch.found(name)
        if there == data:
            status = Status.UNCHANGED
        elif there is not None and not owner.may_replace(there):
            changed = CHANGED_SINCE.finding(origin=origin, file=name)
            return Done(_item(prepared, Status.REFUSED, name, changed))
        else:
            batch.put(name, data)
    except OSError as error:
        return _unwritten(_item(prepared, status, name), task.row, error)
    item = _item(prepared, status, name)
    return Done(item, task.made_from, hashlib.sha256(data).hexdigest(), tell(task.row, item))


def _settled(done: Done, row: Row, failed: dict[str, OSError]) -> Done:
    error = failed.get(done.item.file) if done.item.status is Status.WRITTEN else None
    return _unwritten(done.item, row, error) if error else done


def _unwritten(item: Item, row: Row, error: OSError) -> Done:
    finding = NOT_WRITTEN.finding(origin=row.origin, file=item.file, reason=error.strerror or "?")
    return Done(replace(item, status=Status.REFUSED, findings=(*item.findings, finding)))


def _item(prepared: Prepared, status: Status, file: str = "", *more: Finding) -> Item:
    variant = prepared.opened.variant.id if prepared.opened else ""
    findings = (*prepared.findings, *more)
    return Item(prepared.row.key, Origin(prepared.row.origin.file), status, file, variant, findings, fits=prepared.fits)


def _flattened(data: bytes, opened: OpenVariant, row: Row) -> tuple[bytes, list[Finding]]:
    from integplan_pdf.pdf.flatten import flatten

    flat = flatten(data)
    return flat.data, [placed(finding, opened, row) for finding in flat.findings]


def _title(prepared: Prepared, shelf: Shelf, order: Order) -> str:
    """Return what a plan is called among others: whose it is, and its key."""
    facts = shelf.pack.facts(prepared.plan, order.options.on)
    key = prepared.row.key
    return f"{facts.subject} ({key})" if facts and facts.subject else key


def _not_the_same() -> InputError:
    return InputError(
        nb="Arbeiderne i klyngen har en annen utgave av programmet eller av skjemaet. Installer den samme overalt.",
        en="The cluster's workers have another version of the program or of the form. Install the same one everywhere.",
    )
