"""fill: rows to plans, one PDF per row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

from integplan_pdf.bulk.cluster import in_cluster
from integplan_pdf.bulk.jobs import in_order, processors
from integplan_pdf.engine.plans import field_paths, to_plan
from integplan_pdf.errors import UsageError
from integplan_pdf.model.report import Item, Report
from integplan_pdf.model.room import Fitting
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack, form_ids, home
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.elastic import open_shelf, tools_missing
from integplan_pdf.workflow.made_from import circumstances, made_from
from integplan_pdf.workflow.names import check_pattern, file_name, names_values
from integplan_pdf.workflow.prepare import FillOptions
from integplan_pdf.workflow.progress import Progress, silent
from integplan_pdf.workflow.shared import Shared
from integplan_pdf.workflow.shelf import Shelf
from integplan_pdf.workflow.targets.folder import Folder
from integplan_pdf.workflow.targets.target import Target
from integplan_pdf.workflow.work import Done, Order, Task, fill_chunk, fill_here

Run = Callable[[Iterable[Sequence[Task]]], Iterator[list[Done]]]

_CHUNK, _HANDED_BACK, _FEWEST = 64, 16, 8
"""Rows per chunk: at most, at most when their plans are handed back, and at least where there are many processes."""

_FEW = 64
"""Rows that are filled sooner than another process starts."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who fills.

    Attributes:
        jobs: number of processes; 1 is this one, None as many as there are processors, if there are rows enough.
        cluster: address of a Dask scheduler whose workers fill instead.
    """

    jobs: int | None = None
    cluster: str = ""


def fill(
    source: Path,
    pack: Pack,
    out: Path | Target,
    options: FillOptions,
    progress: Progress = silent,
    workers: Workers = Workers(1),
) -> Report:
    """Write one PDF per row of `source` into the folder `out`, or to another target.

    A row with a finding of severity error is not written; the others are. Files and report are the same whoever
    fills. `progress(done, total)` is called after each row.

    Raises:
        InputError, TemplateError, MappingError, UsageError: nothing was written, or what is done is done.
    """
    check_pattern(options.name, field_paths(pack.plan_type))
    target = Folder(out) if isinstance(out, Path) else out
    _check_workers(workers, target)
    shelf = open_shelf(pack, options.overflow, options.fonts, compact=options.compact)
    shelf.check_reachable()
    if options.variant:
        shelf.open(options.variant)
    rows, findings = row_files.load(source, pack.columns)
    order = Order(_form(pack), pack.other, options, target.place, circumstances(pack, options))
    shared = Shared()
    with target, closing(_chunks(rows, shelf, order, target, workers, progress)) as chunks:
        items = tuple(shared.item(done.item) for done in target.receive(chunks))
    findings += [] if all_fit(items) else tools_missing(pack.form, options.overflow)
    notices = options.policy.notices(pack.rules)
    return Report("fill", items, (*notices, *findings, *target.findings()), pack.form.title, options.on)


def all_fit(items: Iterable[Item]) -> bool:
    """Return whether no plan has too little room."""
    return all(fit.fitting is not Fitting.TOO_LONG for item in items for fit in item.fits)


def _check_workers(workers: Workers, target: Target) -> None:
    if workers.jobs is not None and workers.jobs < 1:
        raise UsageError(nb="--jobs: skriv et tall fra 1 og oppover.", en="--jobs: write a number from 1 upwards.")
    if workers.cluster and workers.jobs is not None:
        raise UsageError(
            nb="--jobs gjelder denne maskinen; med --cluster er det klyngen som bestemmer. Bruk bare én av dem.",
            en="--jobs is about this machine; with --cluster the cluster decides. Use only one of them.",
        )
    if not target.shared and (workers.cluster or (workers.jobs or 1) > 1):
        raise UsageError(
            nb="memory: er minnet i én prosess; det går ikke sammen med --cluster eller flere --jobs.",
            en="memory: is the memory of one process; it does not go with --cluster or several --jobs.",
        )


def _form(pack: Pack) -> str:
    """Return what another process finds the form by: its id, or its folder if it does not come with the program."""
    folder = pack.form.folder.resolve()
    own = pack.form.id in form_ids() and folder == (home() / "forms" / pack.form.id).resolve()
    return pack.form.id if own else str(folder)


def _chunks(
    rows: row_files.Rows, shelf: Shelf, order: Order, target: Target, workers: Workers, progress: Progress
) -> Generator[list[Done], None, None]:
    """Yield what became of the rows, chunk by chunk, in their order."""
    jobs = _jobs(workers, len(rows), target)
    most = _CHUNK if target.place else _HANDED_BACK
    size = most if workers.cluster or jobs == 1 else max(_FEWEST, min(most, len(rows) // (jobs * 4)))
    chunks = _chunked(_steps(rows, shelf.pack, order, target), size)
    first = list(islice(chunks, 2))
    here = jobs == 1 or (len(first) < 2 and not workers.cluster)
    run = _runner(shelf, order, jobs, workers, here=here)
    layouts: deque[list[Task | Done]] = deque()
    finished = 0
    for results in run(_tasks(chain(first, chunks), layouts)):
        done = _put_back(layouts.popleft(), results)
        for _ in done:
            finished += 1
            progress(finished, len(rows))
        yield done


def _jobs(workers: Workers, rows: int, target: Target) -> int:
    if workers.jobs is not None:
        return workers.jobs
    return processors() if rows >= _FEW and target.shared else 1


def _runner(shelf: Shelf, order: Order, jobs: int, workers: Workers, *, here: bool) -> Run:
    if workers.cluster:
        return partial(in_cluster, partial(fill_here, order), address=workers.cluster)
    if here:
        return partial(map, partial(fill_chunk, shelf, order))
    return partial(in_order, partial(fill_here, order), jobs=jobs)


def _steps(rows: Iterable[Row], pack: Pack, order: Order, target: Target) -> Iterator[Task | Done]:
    """Yield what is to be done for each row, or what is known of it; a name goes to the first row that has it."""
    taken: set[str] = set()
    for row in rows:
        name = _name(row, pack, order.options.name)
        clash = name.casefold() in taken
        taken |= {name.casefold()} - {""}
        origin = made_from(row, order.circumstances)
        known = None if clash else target.known(row, name, origin)
        yield Done(known) if known else Task(row, name, origin, clash)


def _name(row: Row, pack: Pack, pattern: str) -> str:
    """Return the name of a row's file; empty where it depends on a plan that cannot be understood."""
    plan = to_plan(row, pack.plan_type)[0] if names_values(pattern) else None
    return file_name(pattern, row.key, pack.form.id, plan) if plan or not names_values(pattern) else ""


def _chunked(steps: Iterable[Task | Done], size: int) -> Iterator[list[Task | Done]]:
    """Yield lists of steps with `size` tasks each, the last with fewer."""
    chunk: list[Task | Done] = []
    tasks = 0
    for step in steps:
        chunk.append(step)
        tasks += isinstance(step, Task)
        if tasks == size:
            yield chunk
            chunk, tasks = [], 0
    if chunk:
        yield chunk


def _tasks(chunks: Iterable[list[Task | Done]], layouts: deque[list[Task | Done]]) -> Iterator[list[Task]]:
    for chunk in chunks:
        layouts.append(chunk)
        yield [step for step in chunk if isinstance(step, Task)]


def _put_back(chunk: Iterable[Task | Done], results: Iterable[Done]) -> list[Done]:
    done = iter(results)
    return [next(done) if isinstance(step, Task) else step for step in chunk]
