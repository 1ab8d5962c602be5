"""Chunks of work over the workers of a Dask cluster, results in order (extra `cluster`).

Who can reach a scheduler can run any program on its workers: keep it on a closed network, or use its TLS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from integplan_pdf.bulk.jobs import ordered
from integplan_pdf.errors import InputError, UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2
_RETRIES = 3
_PATIENCE = "15s"


def in_cluster(work: Callable[[Task], Result], tasks: Iterable[Task], address: str) -> Iterator[Result]:
    """Yield `work(task)` for each task, in the order of the tasks.

    What a worker had in hand when it died is done again by another, so `work` must be one that can be done twice.

    Args:
        work: a picklable function that the workers can import; what it raises is raised here.
        tasks: picklable values; at most a few more are taken than are done.
        address: of the scheduler (`tcp://host:8786`).

    Raises:
        UsageError: the extra `cluster` is not installed.
        InputError: no scheduler answers there, it has no workers, or its workers die one after another.
    """
    client = _connected(address)
    from distributed import KilledWorker

    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise _no_workers(address)
        yield from ordered(
            lambda task: client.submit(work, task, pure=False, retries=_RETRIES), tasks, threads * _AHEAD
        )
    except KilledWorker as error:
        raise _workers_die() from error
    finally:
        client.close()


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            nb='--cluster trenger et tillegg: pip install "integplan-pdf[cluster]"',
            en='--cluster needs an extra: pip install "integplan-pdf[cluster]"',
        ) from error
    connect: Any = Client
    try:
        return connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            nb=f"--cluster: ingen planlegger svarer på {address}. Start en med «dask scheduler» (se docs/scale.md).",
            en=f"--cluster: no scheduler answers at {address}. Start one with “dask scheduler” (see docs/scale.md).",
        ) from error


def _no_workers(address: str) -> InputError:
    return InputError(
        nb=f"--cluster: {address} har ingen arbeidere. Start dem med «dask worker {address}» (se docs/scale.md).",
        en=f"--cluster: {address} has no workers. Start them with “dask worker {address}” (see docs/scale.md).",
    )


def _workers_die() -> InputError:
    return InputError(
        nb="--cluster: arbeiderne dør én etter én. Se i loggen deres; det kan være at minnet tar slutt. Det som er "
        "ferdig, er ferdig: kjør kommandoen på nytt.",
        en="--cluster: the workers die one after another. Look at their logs; they may run out of memory. What is done "
        "is done: run the command again.",
    )
