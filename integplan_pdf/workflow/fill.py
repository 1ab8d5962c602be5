"""fill: rows to plans, one PDF per row."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from integplan_pdf.bulk.limits import Limits
from integplan_pdf.engine.plans import field_paths, to_plan
from integplan_pdf.model.report import Item, Report
from integplan_pdf.model.room import Fitting
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack, form_ids, home
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.crew import ALONE, Crew, Workers
from integplan_pdf.workflow.elastic import open_shelf, tools_missing
from integplan_pdf.workflow.guard import DEFAULT
from integplan_pdf.workflow.made_from import circumstances, made_from
from integplan_pdf.workflow.names import check_pattern, file_name, names_values
from integplan_pdf.workflow.prepare import FillOptions
from integplan_pdf.workflow.progress import Progress, silent
from integplan_pdf.workflow.shared import Shared
from integplan_pdf.workflow.targets.folder import Folder
from integplan_pdf.workflow.targets.target import Target
from integplan_pdf.workflow.work import Done, Order, Task


def fill(
    source: Path,
    pack: Pack,
    out: Path | Target,
    options: FillOptions,
    progress: Progress = silent,
    workers: Workers = ALONE,
    limits: Limits = DEFAULT,
) -> Report:
    """Write one PDF per row of `source` into the folder `out`, or to another target.

    A row with a finding of severity error is not written; the others are. Files and report are the same whoever
    fills. `progress(done, total)` is called after each row; `limits` is what reading the rows may cost.

    Raises:
        InputError, TemplateError, MappingError, UsageError: nothing was written, or what is done is done.
    """
    check_pattern(options.name, field_paths(pack.plan_type))
    target = Folder(out) if isinstance(out, Path) else out
    shelf = open_shelf(pack, options.overflow, options.fonts, compact=options.compact)
    order = Order(_form(pack), pack.other, options, target.place, circumstances(pack, options))
    with Crew(workers, shelf, order, target) as crew:
        crew.expect(source)
        rows, findings = row_files.load(source, pack.columns, limits)
        crew.check()
        items = _items(rows, pack, order, target, crew, progress)
    findings += [] if all_fit(items) else tools_missing(pack.form, options.overflow)
    notices = options.policy.notices(pack.rules)
    return Report("fill", items, (*notices, *findings, *target.findings()), pack.form.title, options.on)


def all_fit(items: Iterable[Item]) -> bool:
    """Return whether no plan has too little room."""
    return all(fit.fitting is not Fitting.TOO_LONG for item in items for fit in item.fits)


def _form(pack: Pack) -> str:
    """Return what another process finds the form by: its id, or its folder if it does not come with the program."""
    folder = pack.form.folder.resolve()
    own = pack.form.id in form_ids() and folder == (home() / "forms" / pack.form.id).resolve()
    return pack.form.id if own else str(folder)


def _items(
    rows: row_files.Rows, pack: Pack, order: Order, target: Target, crew: Crew, progress: Progress
) -> tuple[Item, ...]:
    """Fill the rows, and return what became of each."""
    shared = Shared()
    with target:
        steps = _steps(rows, pack, order, target)
        with closing(_chunks(steps, len(rows), crew, progress)) as chunks:
            return tuple(shared.item(done.item) for done in target.receive(chunks))


def _chunks(
    steps: Iterable[Task | Done], rows: int, crew: Crew, progress: Progress
) -> Generator[list[Done], None, None]:
    """Yield what became of the rows, chunk by chunk, in their order."""
    layouts: deque[list[Task | Done]] = deque()
    finished = 0
    for results in crew.fill(_tasks(_chunked(steps, crew.chunk(rows)), layouts), rows):
        done = _put_back(layouts.popleft(), results)
        for _ in done:
            finished += 1
            progress(finished, rows)
        yield done


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
