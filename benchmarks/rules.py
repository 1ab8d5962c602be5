"""How long it takes to judge plans by all rules, against reading the same plans from JSON.

    python benchmarks/rules.py [--plans 10000]

Plans are made from the samples with words of their own in every text, so that no two plans are the same; one in ten
shares a reason with others, as in real offices. Times are CPU seconds; the best of three rounds. The ratio judged/read
must be below 5, and the run ends with exit code 1 if it is not.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules import BOOK

ON = dt.date(2026, 11, 23)
LIMIT = 5.0
ROUNDS = 3
_SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "deltakere.json"


def plans(count: int) -> str:
    """Return `count` invented plans as JSON."""
    chance = random.Random(7)  # noqa: S311
    samples: list[dict[str, Any]] = json.loads(_SAMPLES.read_text(encoding="utf-8"))
    return json.dumps([_varied(samples[number % len(samples)], number, chance) for number in range(count)])


def _varied(sample: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    tree = copy.deepcopy(sample) | {"id": f"{number:06}"}
    tree["deltaker"]["fnr_eller_duf"] = f"P{number:07}"
    for part in [tree["maal"]["sluttmaal"], *tree["tiltak"]]:
        if chance.random() > 0.1:
            part["begrunnelse"] = _shuffled(part["begrunnelse"], chance)
    return tree


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def best(work: Callable[[], object]) -> float:
    """Return the least CPU time of a few rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--plans", type=int, default=10_000)
    text = plans(count := parser.parse_args().plans)

    def read() -> list[Plan]:
        return [Plan.model_validate(tree) for tree in json.loads(text)]

    models = read()
    parsed = best(lambda: json.loads(text))
    reading = best(read)
    each = best(lambda: [list(BOOK.check(plan, ON)) for plan in models])
    across = best(lambda: list(BOOK.check_all(models, ON)))
    ratio = (each + across) / reading
    print(f"{count} plans, {len(text) / 1e6:.0f} MB of JSON, {len(list(BOOK))} rules")
    print(f"read from JSON {reading:6.2f} s  (of which parsing {parsed:.2f} s)")
    print(f"judged alone   {each:6.2f} s")
    print(f"judged across  {across:6.2f} s")
    print(f"judged / read  {ratio:6.2f}    (must be below {LIMIT:g})")
    return int(ratio >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
