"""Where the time goes: the steps of a filled plan, each on its own.

    python -m benchmarks.stages [--rows 60] [--rounds 9] [--form integreringsplan]

CPU time per plan, the median of the rounds; in every round each step runs once over all rows. The rows are those of
`benchmarks.fill`, put into the form as it is.
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
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.seal import seal
from integplan_pdf.pdf.write import fill
from integplan_pdf.workflow.prepare import FillOptions, prepare
from integplan_pdf.workflow.shelf import Shelf


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", default="integreringsplan")
    parser.add_argument("--variant", default="standard")
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    pack = load_pack(given.form)
    shelf = Shelf(pack)
    opened = shelf.open(given.variant)
    compact = replace(opened.compiled, compact=True)
    options = FillOptions(dt.date(2026, 3, 1), variant=given.variant, draft=True)
    rows = sample_rows(given.rows)
    plans = [plan for row in rows if (plan := to_plan(row, pack.plan_type)[0])]
    values = [encode(opened.bound, plan, row)[0] for plan, row in zip(plans, rows, strict=True)]
    filled = [fill(opened.compiled, one) for one in values]
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "plan.pdf"
        steps: dict[str, Callable[[], object]] = {
            "row → plan": lambda: [to_plan(row, pack.plan_type) for row in rows],
            "rules of the form": lambda: [list(pack.check(plan, options.on)) for plan in plans],
            "plan → values": lambda: [encode(opened.bound, *pair) for pair in zip(plans, rows, strict=True)],
            "values → PDF": lambda: [fill(opened.compiled, one) for one in values],
            "values → PDF, compact": lambda: [fill(compact, one) for one in values],
            "seal (grown forms only)": lambda: [seal(one.data) for one in filled],
            "write the file (in memory)": lambda: [path.write_bytes(one.data) for one in filled],
            "row → PDF, all of it": lambda: [prepare(row, shelf, options) for row in rows],
            "compile the form (once)": lambda: compile_template(opened.data),
        }
        costs: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(given.rounds):
            for name, step in steps.items():
                start = time.process_time()
                step()
                each = 1 if name.endswith("(once)") else len(rows)
                costs[name].append((time.process_time() - start) * 1000 / each)
    for name, found in costs.items():
        print(f"{name:28} {statistics.median(found):7.3f} ms")


if __name__ == "__main__":
    main()
