"""What growing costs: a batch in which one row in ten has too little room, against one where all rows fit.

    python benchmarks/elastic.py [--rows 2000] [--every 10] [--chunk 100]

Both batches are worked out up to their bytes in one run, chunk by chunk in turn, each with a shelf of its own. Rows
are the invented samples with invented words. A row with too little room has one long text, more rows than the form, or
both. Printed: CPU time per row of both, their ratio, and how many forms were built.
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
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.elastic import ElasticShelf
from integplan_pdf.workflow.fill import FillOptions, prepare

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "deltakere.json"
OPTIONS = FillOptions(dt.date(2026, 3, 1), draft=True)

LONG = (
    "regelverk.begrunnelse", "varighet.forlengelse.begrunnelse", "maal.langsiktig", "maal.sluttmaal.beskrivelse",
    "maal.sluttmaal.begrunnelse", "delmaal.1.beskrivelse", "delmaal.2.beskrivelse", "tiltak.1.begrunnelse",
    "tiltak.2.begrunnelse", "annet.1.begrunnelse",
)  # fmt: skip
"""The fields that long texts are written in."""

_WORDS = ["og", "i", "det", "er", "på", "som", "til", "av", "for", "at", "med", "de", "har", "ikke", "om", "vil", "kan", "skal", "deltakeren", "arbeid", "opplæring", "norsk", "kurs", "praksis", "mål", "språk", "veileder", "kommune", "utdanning", "timer", "uke", "måned", "oppfølging", "erfaring", "arbeidsgiver", "barnehage", "helse", "økonomi", "bolig", "samfunn", "kompetanse", "fagbrev", "videregående", "skole", "søknad", "butikk", "kjøkken", "renhold", "logistikk", "sykehjem", "muntlig", "gjennomføre", "kartlegging", "samtale", "vurdering", "begrunnelse", "sluttmål", "delmål", "ønsker", "trenger", "støtte", "nærmiljø"]


def words(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(_WORDS) + " "
    return text.strip()


def rows_for(count: int, every: int, seed: int) -> list[Row]:
    """Return rows, of which one in `every` has too little room; none if it is 0."""
    people = json.loads(SAMPLES.read_text(encoding="utf-8"))
    chance = random.Random(seed)  # noqa: S311
    rows = []
    for number in range(count):
        tree: dict[str, Any] = copy.deepcopy(people[number % len(people)]) | {"id": f"rad-{number}"}
        paths.put(tree, "maal.langsiktig", words(chance, 200))
        if every and number % every == 0:
            overflow(tree, chance)
        rows.append(Row(tree["id"], Origin(key=tree["id"]), tree))
    return rows


def overflow(tree: dict[str, Any], chance: random.Random) -> None:
    kind = chance.choice(("text", "text", "text", "rows", "both"))
    if kind != "rows":
        paths.put(tree, chance.choice(LONG), words(chance, chance.randint(1200, 2400)))
    if kind != "text":
        table = chance.choice(("delmaal", "tiltak"))
        tree[table] = (tree[table] * 3)[: chance.randint(5, 8)]


def work(rows: Sequence[Row], shelf: ElasticShelf) -> float:
    """Return the CPU milliseconds that a row takes; every row must have found room."""
    start = time.process_time()
    done = [prepare(row, shelf, OPTIONS) for row in rows]
    spent = time.process_time() - start
    assert all(one.filled for one in done), [finding for one in done for finding in one.findings if not one.filled]
    return spent * 1000 / len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--chunk", type=int, default=100)
    given = parser.parse_args()
    pack = load_pack("integreringsplan")
    fitting, overflowing = ElasticShelf(pack), ElasticShelf(pack)
    plain, mixed = rows_for(given.rows, 0, 1), rows_for(given.rows, given.every, 1)
    for shelf in (fitting, overflowing):
        work(plain[:15], shelf)
    costs: tuple[list[float], list[float]] = ([], [])
    for start in range(0, given.rows, given.chunk):
        chunk = slice(start, start + given.chunk)
        costs[0].append(work(plain[chunk], fitting))
        costs[1].append(work(mixed[chunk], overflowing))
    all_fit, some_grow = (statistics.mean(found) for found in costs)
    print(f"all fit:      {all_fit:.2f} ms CPU per row")
    print(f"1 in {given.every} grows: {some_grow:.2f} ms CPU per row, {overflowing.built} forms built")
    print(f"speed with growth, of that without: {all_fit / some_grow:.2f}")


if __name__ == "__main__":
    main()
