"""How fast stored values are read from files that any program wrote, against the pdfplumber recipe.

    python -m benchmarks.anyfile [--rounds 5] [--plans 8]

No file is read twice: the plans are filled from rows that are all different, and each goes once through ours and once
through the recipe. They are read as `fill` wrote them and as other programs wrote them again. CPU time of a round, the
best of the rounds; before the first, each way reads one plan by that program, which is told apart as the first. Ours
counts only if it gives what the recipe gives, and what the complete reader gives.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator

import pikepdf
from pypdf import PdfReader, PdfWriter

from benchmarks.recipe import Values, apart, as_text, cpu, recipe
from benchmarks.rows import sample_rows
from integplan_pdf.engine.bind import encode
from integplan_pdf.engine.plans import to_plan
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.form import read_completely
from integplan_pdf.pdf.write import fill
from integplan_pdf.workflow.shelf import Shelf

_CHECKED = 3
"""Plans of each program that the complete reader reads too."""


def plans() -> Iterator[bytes]:
    """Yield filled plans without end, no two the same."""
    shelf = Shelf(load_pack("integreringsplan"))
    opened = shelf.open("standard")
    for row in sample_rows(1000):
        plan, _ = to_plan(row, shelf.pack.plan_type)
        if plan is not None:
            yield fill(opened.compiled, encode(opened.bound, plan, row)[0]).data


def by_pikepdf(data: bytes, mode: pikepdf.ObjectStreamMode) -> bytes:
    """Return the plan as qpdf writes it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, object_stream_mode=mode)
    return target.getvalue()


def by_pypdf(data: bytes) -> bytes:
    """Return the plan as pypdf writes it."""
    target = io.BytesIO()
    PdfWriter(clone_from=PdfReader(io.BytesIO(data))).write(target)
    return target.getvalue()


WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "as fill wrote it": lambda data: data,
    "qpdf, object streams": lambda data: by_pikepdf(data, pikepdf.ObjectStreamMode.generate),
    "qpdf, plain": lambda data: by_pikepdf(data, pikepdf.ObjectStreamMode.disable),
    "pypdf": by_pypdf,
}


def ours(data: bytes) -> Values:
    """Return the values as `read_form` finds them."""
    return as_text(read_form(data).values())


def contest(name: str, source: Iterator[bytes], rounds: int, count: int) -> tuple[str, bool]:
    """Return what to tell about the plans by one program, and whether all values were right."""
    write, answers, costs = WRITERS[name], [], []
    opening = write(next(source))
    first = cpu(lambda: ours(opening)), cpu(lambda: recipe(opening))
    for _ in range(rounds):
        files = [write(next(source)) for _ in range(count)]
        found: list[list[Values]] = [[], []]
        costs.append([cpu(lambda: found[0].extend(map(ours, files))), cpu(lambda: found[1].extend(map(recipe, files)))])  # noqa: B023
        answers += list(zip(*found, strict=True))
    wrong = sum(apart(*pair) for pair in answers)
    same = all(read_form(data) == read_completely(data) for data in files[:_CHECKED])
    mine, theirs = (min(times) / count for times in zip(*costs, strict=True))
    told = f"stored values, {name}: {mine:.2f} ms a plan, the recipe {theirs:.1f} ms, {theirs / mine:.1f} times"
    told += f"; the first {first[0]:.1f} ms, {first[1] / first[0]:.1f} times"
    told += f"; of {sum(len(theirs) for _, theirs in answers)} wrong: {wrong}"
    return told + ("" if same else "; NOT WHAT THE COMPLETE READER SAYS"), same and not wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plans", type=int, default=8)
    given = parser.parse_args()
    source, right = plans(), True
    for name in WRITERS:
        told, sound = contest(name, source, given.rounds, given.plans)
        print(told)
        right &= sound
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main())
