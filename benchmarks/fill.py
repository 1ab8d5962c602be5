"""How fast a form is filled: ours and others, interleaved, on the same rows, with appearances.

    python -m benchmarks.fill [--form integreringsplan] [--rows 60] [--rounds 5] [--only TOOL] [--python TOOL=PYTHON]

Each tool runs in a process of its own, kept warm, and writes its files to memory (/dev/shm where there is one). In each
round each tool in turn fills some rows right after ours fills --rows of them, none of which it has seen before; what
counts is CPU time per plan as a multiple of ours on the same rows, the median of the rounds. What ours writes of the
last rows is then read back, looked at and checked by qpdf: the run counts only if no value is wrong, every text stands
whole in its appearance and qpdf has nothing to say. Of the others a few files are looked at and what is wrong with them
is told. Tools that are not installed are named and skipped; a tool with requirements of its own can have its own Python
(`PyPDFForm=…/bin/python`); for pdf-lib there must be node, and NODE_PATH where it is installed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from benchmarks.checked import Checked, check
from benchmarks.rows import sample_rows
from benchmarks.tools.form import Values
from benchmarks.tools.pikepdfs import simplify_fonts
from integplan_pdf.engine.bind import encode
from integplan_pdf.engine.plans import to_plan
from integplan_pdf.model.template import FieldKind
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.write import fill
from integplan_pdf.workflow.shelf import OpenVariant, Shelf

HERE = Path(__file__).resolve().parent / "tools"
OURS = "ours"
OTHERS = {
    "pypdf, naive": 2,
    "pypdf, reader reused": 4,
    "PyPDFForm": 2,
    "pdftk-java": 6,
    "PDFBox": 8,
    "pdf-lib": 3,
    "@cantoo/pdf-lib": 3,
    "pikepdf, wrapped": 6,
    "pdfium": 8,
    "pikepdf, qpdf's unwrapped": 20,
    "ours, compact": 60,
}
"""How many rows a tool fills in a round."""
WARM_UP = {"pdftk-java": 40, "PDFBox": 40}
LOOKED_AT = 2
MEMORY = Path("/dev/shm")  # noqa: S108


@dataclass
class Tool:
    """A running tool and what was measured of it."""

    name: str
    process: subprocess.Popen[str]
    folder: Path
    ratios: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    peak: int = 0
    failed: int = 0
    why: str = ""

    def ask(self, task: Mapping[str, Any]) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"missing": "it ended without a word"}

    def run(self, rows: Sequence[Values]) -> float:
        """Return the CPU milliseconds that a plan takes."""
        told = self.ask({"rows": rows, "folder": str(self.folder)})
        self.peak, self.failed, self.why = told["peak"], told["failed"], told.get("why", "")
        return float(told["cpu"]) * 1000 / len(rows)

    def files(self, count: int) -> list[Path]:
        return [path for number in range(count) if (path := self.folder / f"{number}.pdf").exists()]


def start(name: str, python: str, form: Path, opened: OpenVariant, folder: Path) -> Tool | str:
    """Return the tool, ready, or why it cannot be used."""
    command = [python, str(HERE / "worker.py"), name]
    if name.endswith("pdf-lib"):
        command = [shutil.which("node") or "", str(HERE / "pdflib.mjs"), name]
        if not command[0]:
            return "there is no node"
    own = folder / name.replace("/", "-").replace(" ", "-")
    own.mkdir()
    pipe, fields = subprocess.PIPE, opened.compiled.template.fields
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    tool = Tool(name, process, own)
    boxes = [one.name for one in fields if one.kind is FieldKind.CHECK]
    answer = tool.ask({"form": str(form), "boxes": boxes, "names": [one.name for one in fields]})
    return tool if "ready" in answer else answer["missing"]


def values_for(shelf: Shelf, opened: OpenVariant, count: int) -> list[dict[str, str]]:
    """Return what each row puts into the fields; rows with text that does not fit the form as it is are left out."""
    found: list[dict[str, str]] = []
    for row in sample_rows(count * 2):
        plan, _ = to_plan(row, shelf.pack.plan_type)
        assert plan is not None
        values, _ = encode(opened.bound, plan, row)
        if not any(fit.lost for fit in fill(opened.compiled, values).fits):
            found.append({name: str(value) for name, value in values.items()})
        if len(found) == count:
            return found
    raise AssertionError("too few rows fit the form")


def measure(ours: Tool, others: Sequence[Tool], batches: Iterator[Sequence[Values]], rounds: int) -> None:
    rows = next(batches)
    for tool in others:
        tool.run(rows[: WARM_UP.get(tool.name, 1)])
    ours.run(rows)
    for tool in list(others) * rounds:
        rows = next(batches)
        base = ours.run(rows)
        cost = tool.run(rows[: OTHERS[tool.name]])
        ours.costs.append(base)
        tool.costs.append(cost)
        tool.ratios.append(cost / base)


def table(ours: Tool, others: Sequence[Tool], checks: Mapping[str, Checked]) -> str:
    lines = [
        "| tool | CPU per plan, as a multiple of ours | CPU ms per plan | bytes per plan | peak MB | not right |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for tool in (ours, *sorted(others, key=lambda one: -statistics.median(one.ratios))):
        ratio = statistics.median(tool.ratios) if tool.ratios else 1
        told = f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}"
        cost, checked = statistics.median(tool.costs), checks[tool.name]
        lines.append(
            f"| {tool.name} | **{told}** | {cost:.2f} | {checked.size:,.0f} | {tool.peak / 1e6:.0f} | {checked.told} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", default="integreringsplan")
    parser.add_argument("--variant", default="standard")
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--simple-font", action="store_true", help="give all tools the form in Helvetica")
    parser.add_argument("--only", action="append", default=[], choices=OTHERS)
    parser.add_argument("--python", action="append", default=[], metavar="TOOL=PYTHON")
    given = parser.parse_args()
    pythons = dict(item.split("=", 1) for item in given.python)
    shelf = Shelf(load_pack(given.form))
    opened = shelf.open(given.variant)
    others = given.only or list(OTHERS)
    rows = values_for(shelf, opened, given.rows * (given.rounds * len(others) + 1))
    batches = [rows[first : first + given.rows] for first in range(0, len(rows), given.rows)]
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        folder = Path(name)
        form = folder / "form.pdf"
        form.write_bytes(opened.compiled.data)
        if given.simple_font:
            with pikepdf.open(form, allow_overwriting_input=True) as pdf:
                simplify_fonts(pdf)
                pdf.save(form)
        started = {one: start(one, pythons.get(one, sys.executable), form, opened, folder) for one in (OURS, *others)}
        tools = [tool for tool in started.values() if isinstance(tool, Tool)]
        ours, *rest = tools
        assert ours.name == OURS
        measure(ours, rest, iter(batches), given.rounds)
        checks = {}
        for tool in tools:
            last = batches[-1] if tool.name.startswith(OURS) else batches[-1][:LOOKED_AT]
            tool.run(last)
            checks[tool.name] = check(tool.files(len(last)), last, opened.compiled.template.fields)
        print(table(ours, rest, checks))
        for name, missing in started.items():
            if isinstance(missing, str):
                print(f"not measured: {name} ({missing})")
        for tool in tools:
            if tool.failed:
                print(f"{tool.name}: {tool.failed} of its last rows failed ({tool.why})")
            tool.process.stdin.close()  # type: ignore[union-attr]
            tool.process.wait()
        sound = checks[OURS].right and not ours.failed
        print("the run counts" if sound else "THE RUN DOES NOT COUNT")
    sys.exit(not sound)


if __name__ == "__main__":
    main()
