"""Who fills the rows of a run: this process, others beside it, or a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from integplan_pdf.bulk.cluster import in_cluster
from integplan_pdf.bulk.jobs import Processes, processors
from integplan_pdf.errors import UsageError
from integplan_pdf.workflow.shelf import Shelf
from integplan_pdf.workflow.targets.target import Target
from integplan_pdf.workflow.work import Done, Order, Task, check_form, fill_chunk, fill_here, get_ready

_CHUNK, _HANDED_BACK, _FEWEST = 64, 16, 8
"""Rows per chunk: at most, at most when their plans are handed back, and at least where there are many processes."""

_FEW = 64
"""Rows that are filled sooner than another process starts."""

_LONG = 1 << 18
"""Bytes from which a file most likely has so many rows that other processes may begin before they are counted."""

_NEEDED = ("integplan_pdf.workflow.work", "integplan_pdf.pdf.write", "integplan_pdf.pdf.compile")
"""Modules that every process that fills imports."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who is to fill.

    Attributes:
        jobs: number of processes; 1 is this one, None as many as there are processors, if there are rows enough.
        cluster: address of a Dask scheduler whose workers fill instead.
    """

    jobs: int | None = None
    cluster: str = ""


ALONE = Workers(1)


class Crew:
    """Those who fill the rows of one run; a context manager.

    Raises:
        UsageError: there can be none such.
    """

    def __init__(self, workers: Workers, shelf: Shelf, order: Order, target: Target) -> None:
        _check(workers, target)
        self._cluster, self._shelf, self._order = workers.cluster, shelf, order
        self._jobs = workers.jobs or (processors() if target.shared else 1)
        self._few = _FEW if workers.jobs is None else 0
        self._most = _CHUNK if target.place else _HANDED_BACK
        self._processes = Processes(self._jobs, partial(get_ready, order), _NEEDED)

    def __enter__(self) -> Self:
        self._processes.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._processes.__exit__(kind, error, trace)

    def expect(self, source: Path) -> None:
        """Let the processes begin, while the rows of `source` are still to be read, if they look like many."""
        many = source.is_file() and source.stat().st_size >= _LONG
        if many and self._jobs > 1 and not self._cluster:
            self._processes.begin()

    def check(self) -> None:
        """Open every variant of the form that the rows can lead to, here or in a process that is beginning.

        Raises:
            TemplateError, MappingError: as `Shelf.check_reachable`.
        """
        if self._processes.begun:
            self._processes.wait()
        else:
            check_form(self._shelf, self._order)

    def chunk(self, rows: int) -> int:
        """Return how many rows one of the crew is given at a time."""
        if self._cluster or self._alone(rows):
            return self._most
        return max(_FEWEST, min(self._most, rows // (self._jobs * 4)))

    def fill(self, chunks: Iterable[Sequence[Task]], rows: int) -> Iterator[list[Done]]:
        """Yield what became of each chunk, in order; a single one is not worth another process."""
        if self._cluster:
            return in_cluster(partial(fill_here, self._order), chunks, self._cluster)
        ahead = iter(chunks)
        first = list(islice(ahead, 2))
        if len(first) < 2 or self._alone(rows):
            return map(partial(fill_chunk, self._shelf, self._order), chain(first, ahead))
        return self._processes.in_order(partial(fill_here, self._order), chain(first, ahead))

    def _alone(self, rows: int) -> bool:
        return self._jobs == 1 or rows < self._few


def _check(workers: Workers, target: Target) -> None:
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
