"""Many mutated files, each opened as the program opens files from outside: `python -m tests.fuzz.campaign --help`."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from integplan_pdf.bulk.guarded import guarded_in_order
from integplan_pdf.bulk.limits import Died, Limits, Reason
from tests.fuzz.targets import Task, attempt


@dataclass(slots=True)
class Figures:
    """What came of mutated files: how many of each kind were done, refused, or given up, and the bugs."""

    counts: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)

    def note(self, task: Task, answer: str | Died) -> None:
        """Take up what came of one file."""
        kind, seed = task
        if not isinstance(answer, Died):
            self.counts[f"{kind}: {'refused' if 'Error' in answer else 'done'}"] += 1
            return
        self.counts[f"{kind}: given up ({answer.reason})"] += 1
        if answer.reason in (Reason.BUG, Reason.CRASH):
            self.bugs.append(f"{kind} {seed}: {answer.reason} {answer.place}")

    def __str__(self) -> str:
        return "\n".join([*(f"{name}: {count}" for name, count in sorted(self.counts.items())), *self.bugs])


def campaign(tasks: Iterable[Task], limits: Limits, jobs: int = 2) -> Iterator[tuple[Task, Figures]]:
    """Yield the figures after each file."""
    kept = list(tasks)
    figures = Figures()
    for task, answer in zip(kept, guarded_in_order(attempt, kept, jobs, limits), strict=True):
        figures.note(task, answer)
        yield task, figures


def main() -> None:
    """Run one, writing its figures as they come."""
    given = argparse.ArgumentParser(description=__doc__)
    for kind in ("pdf", "workbook", "table"):
        given.add_argument(f"--{kind}", type=int, default=0, help=f"how many {kind}s")
    given.add_argument("--first", type=int, default=0, help="the first seed")
    given.add_argument("--figures", type=Path, required=True)
    wanted = given.parse_args()
    tasks = [
        (kind, seed)
        for kind in ("workbook", "table", "pdf")
        for seed in range(wanted.first, wanted.first + getattr(wanted, kind))
    ]
    start = time.monotonic()
    for number, (_, figures) in enumerate(campaign(tasks, Limits()), 1):
        if number % 100 == 0 or number == len(tasks):
            wanted.figures.write_text(f"{number} of {len(tasks)}, {time.monotonic() - start:.0f} s\n{figures}\n")


if __name__ == "__main__":
    main()
