"""What growing costs: a batch in which one row in ten has too little room, against one where all rows fit.

    python -m benchmarks.elastic [--rows 2000] [--every 10] [--chunk 100] [--uniform]

Both batches are filled and written in one run, chunk by chunk in turn, each with a shelf of its own. Rows are the
invented samples with invented words. A row with too little room has a long reason in one of six places, up to twelve
delmål, up to eight tiltak, or both; little too much is commoner than much too much, unless lengths are to be `uniform`.
Printed: CPU time per row of both, their ratio, and how many forms were built.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import json
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.elastic import ElasticShelf
from integplan_pdf.workflow.prepare import FillOptions, prepare
from integplan_pdf.workflow.store import write_file

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "deltakere.json"
OPTIONS = FillOptions(dt.date(2026, 3, 1), draft=True)

LONG = (
    "regelverk.begrunnelse",
    "varighet.forlengelse.begrunnelse",
    "maal.sluttmaal.begrunnelse",
    "tiltak.1.begrunnelse",
    "tiltak.2.begrunnelse",
    "annet.1.begrunnelse",
)
"""Where long reasons are written."""
MOST_ROWS = {"delmaal": 12, "tiltak": 8}

_WORDS = [
    "og",
    "i",
    "det",
    "er",
    "på",
    "som",
    "til",
    "av",
    "for",
    "at",
    "med",
    "de",
    "har",
    "ikke",
    "om",
    "vil",
    "kan",
    "skal",
    "deltakeren",
    "arbeid",
    "opplæring",
    "norsk",
    "kurs",
    "praksis",
    "mål",
    "bedrift",
    "kommunen",
    "uken",
    "språk",
    "erfaring",
    "utdanning",
    "ønsker",
    "trenger",
    "støtte",
    "nærmiljø",
]


def words(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(_WORDS) + " "
    return text.strip()


def rows_for(count: int, every: int, seed: int, *, uniform: bool = False) -> list[Row]:
    """Return rows, of which one in `every` has too little room; none if it is 0."""
    people = json.loads(SAMPLES.read_text(encoding="utf-8"))
    chance = random.Random(seed)  # noqa: S311
    rows = []
    for number in range(count):
        tree: dict[str, Any] = copy.deepcopy(people[number % len(people)]) | {"id": f"rad-{number}"}
        paths.put(tree, "maal.langsiktig", words(chance, 200))
        if every and number % every == 0:
            overflow(tree, chance, uniform=uniform)
        rows.append(Row(tree["id"], Origin(key=tree["id"]), tree))
    return rows


def overflow(tree: dict[str, Any], chance: random.Random, *, uniform: bool) -> None:
    kind = chance.choice(("text", "text", "text", "rows", "both"))
    if kind != "rows":
        place = chance.choice(LONG)
        more = chance.randint(0, 2300) if uniform else min(int(chance.expovariate(1 / 500)), 2300)
        paths.put(tree, place, words(chance, 1200 + more))
    if kind != "text":
        table = chance.choice(list(MOST_ROWS))
        most = MOST_ROWS[table]
        count = chance.randint(5, most) if uniform else min(5 + int(chance.expovariate(1)), most)
        tree[table] = (tree[table] * 4)[:count]


def work(rows: Sequence[Row], shelf: ElasticShelf, folder: Path) -> float:
    """Return the CPU milliseconds that a row takes; every row must find room."""
    start = time.process_time()
    for row in rows:
        filled = prepare(row, shelf, OPTIONS).filled
        assert filled, row.key
        write_file(folder / f"{row.key}.pdf", filled.data)
    return (time.process_time() - start) * 1000 / len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--chunk", type=int, default=100)
    parser.add_argument("--uniform", action="store_true")
    given = parser.parse_args()
    pack = load_pack("integreringsplan")
    fitting, overflowing = ElasticShelf(pack), ElasticShelf(pack)
    plain, mixed = rows_for(given.rows, 0, 1), rows_for(given.rows, given.every, 1, uniform=given.uniform)
    costs: tuple[list[float], list[float]] = ([], [])
    with TemporaryDirectory() as folder:
        for shelf in (fitting, overflowing):
            work(plain[:15], shelf, Path(folder))
        for start in range(0, given.rows, given.chunk):
            chunk = slice(start, start + given.chunk)
            costs[0].append(work(plain[chunk], fitting, Path(folder)))
            costs[1].append(work(mixed[chunk], overflowing, Path(folder)))
    all_fit, some_grow = (statistics.mean(found) for found in costs)
    print(f"all fit:      {all_fit:.2f} ms CPU per row")
    print(f"1 in {given.every} grows: {some_grow:.2f} ms CPU per row, {overflowing.built} forms built")
    print(f"speed with growth, of that without: {all_fit / some_grow:.2f}")


if __name__ == "__main__":
    main()
