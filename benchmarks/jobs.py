"""What more processes gain: `integplan fill` as it is called, with one and with several, in turn.

    python -m benchmarks.jobs [--rows 8000] [--jobs 2] [--rounds 3] [--folder /dev/shm]

Wall time of the whole process, start, reading and report included, and the ratio in each round. It says something only
where as many processors are free as there are processes. The plans of both runs must be the same, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rows import sample_rows

ROOT = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
PROGRAM = "import sys\nfrom integplan_pdf.cli.app import main\nif __name__ == '__main__':\n    sys.exit(main())\n"


def timed(folder: Path, jobs: int) -> tuple[float, str]:
    """Return the seconds that filling takes, and the digest of all that it wrote."""
    out = folder / f"plans-{jobs}"
    program, rows = str(folder / "program.py"), str(folder / "rows.jsonl")
    command = [sys.executable, program, "fill", rows, "-o", str(out), "--jobs", str(jobs), "--on", "01.03.2026"]
    start = time.perf_counter()
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    seconds = time.perf_counter() - start
    digest = hashlib.sha256()
    for path in sorted(out.glob("*.pdf")):
        digest.update(path.name.encode() + path.read_bytes())
    shutil.rmtree(out)
    (folder / f".{out.name}.integplan").unlink()
    return seconds, digest.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=8000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=MEMORY, help="where files are written: in memory")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
        rows = (json.dumps(row.tree, ensure_ascii=False) + "\n" for row in sample_rows(given.rows))
        (folder / "rows.jsonl").write_text("".join(rows), encoding="utf-8")
        ratios = []
        for _ in range(given.rounds):
            (one, first), (several, second) = timed(folder, 1), timed(folder, given.jobs)
            if first != second:
                print("The plans differ.")
                return 1
            ratios.append(one / several)
            print(f"1 process: {one:.1f} s, {given.jobs} processes: {several:.1f} s, {ratios[-1]:.2f} times as fast")
    print(f"median: {statistics.median(ratios):.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
