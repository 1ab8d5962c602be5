"""Where the time goes: the steps of a filled plan, each on its own.

    python -m benchmarks.stages [--rows 60] [--rounds 9] [--form integreringsplan]

CPU time per plan, the median of the rounds; in every round each step runs once over --rows that are new to it. The rows
are those of `benchmarks.fill`, put into the form as it is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fill import MEMORY
from benchmarks.rows import sample_rows
from integplan_pdf.engine.bind import encode
from integplan_pdf.engine.plans import to_plan
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.seal import seal
from integplan_pdf.pdf.write import fill
from integplan_pdf.workflow.prepare import FillOptions, prepare
from integplan_pdf.workflow.shelf import Shelf


class Bench:
    """A form, compiled once for each step, since what one has seen costs it less the next time."""

    def __init__(self, pack: Pack, options: FillOptions, path: Path) -> None:
        self.pack, self.options, self.path = pack, options, path
        self.opened, self.shelf = Shelf(pack).open(options.variant), Shelf(pack)
        self.compact = replace(compile_template(self.opened.data), compact=True)
        self.other = compile_template(self.opened.data)

    def steps(self, rows: list[Row]) -> dict[str, Callable[[], object]]:
        """Return the steps, each over all `rows`."""
        pack, options, bound, compiled = self.pack, self.options, self.opened.bound, self.opened.compiled
        plans = [plan for row in rows if (plan := to_plan(row, pack.plan_type)[0])]
        values = [encode(bound, plan, row)[0] for plan, row in zip(plans, rows, strict=True)]
        filled = [fill(self.other, one) for one in values]
        return {
            "row → plan": lambda: [to_plan(row, pack.plan_type) for row in rows],
            "rules of the form": lambda: [list(pack.check(plan, options.on)) for plan in plans],
            "plan → values": lambda: [encode(bound, *pair) for pair in zip(plans, rows, strict=True)],
            "values → PDF": lambda: [fill(compiled, one) for one in values],
            "values → PDF, compact": lambda: [fill(self.compact, one) for one in values],
            "seal (grown forms only)": lambda: [seal(one.data) for one in filled],
            "write the file (in memory)": lambda: [self.path.write_bytes(one.data) for one in filled],
            "row → PDF, all of it": lambda: [prepare(row, self.shelf, options) for row in rows],
            "compile the form (once)": lambda: compile_template(self.opened.data),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", default="integreringsplan")
    parser.add_argument("--variant", default="standard")
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    options = FillOptions(dt.date(2026, 3, 1), variant=given.variant, draft=True)
    every = sample_rows(given.rows * (given.rounds + 1))
    costs: dict[str, list[float]] = {}
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        bench = Bench(load_pack(given.form), options, Path(folder) / "plan.pdf")
        for first in range(0, len(every), given.rows):
            for name, step in bench.steps(every[first : first + given.rows]).items():
                start = time.process_time()
                step()
                each = 1 if name.endswith("(once)") else given.rows
                if first:  # the first round makes all warm
                    costs.setdefault(name, []).append((time.process_time() - start) * 1000 / each)
    for name, found in costs.items():
        print(f"{name:28} {statistics.median(found):7.3f} ms")


if __name__ == "__main__":
    main()
