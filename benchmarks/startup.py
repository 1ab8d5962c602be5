"""What it costs to start: `integplan --help` and an empty Python, in turn.

    python -m benchmarks.startup [--rounds 15]

CPU time of the whole process, the median of the rounds, and the ratio of the two in each round.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "integplan --help": ["-m", "integplan_pdf", "--help"],
    "integplan fill --help": ["-m", "integplan_pdf", "fill", "--help"],
}


def cpu(command: Sequence[str]) -> float:
    """Return the CPU milliseconds that a process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    rounds = [{name: cpu(command) for name, command in COMMANDS.items()} for _ in range(given.rounds)]
    base = next(iter(COMMANDS))
    for name in COMMANDS:
        cost = statistics.median(found[name] for found in rounds)
        ratio = statistics.median(found[name] / found[base] for found in rounds)
        print(f"{name}: {cost:.0f} ms CPU, {ratio:.1f} times {base}")


if __name__ == "__main__":
    main()
