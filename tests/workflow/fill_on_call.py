"""A program that fills when it is told to, each time in a process of its own that is ready at once.

Chunks are small, so that there is more to be disturbed, and rows are read in the process itself. The program reads
lines `ROWS<tab>FOLDER<tab>JOBS` and answers each with the id of the process that fills, which leads a session of its
own; an empty line waits for that process to end.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow import fill as verb
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.crew import Workers
from integplan_pdf.workflow.fill import fill
from integplan_pdf.workflow.prepare import FillOptions
from integplan_pdf.workflow.sources import source

DRAFT = FillOptions(dt.date(2026, 3, 1), draft=True)


def main() -> None:
    verb._CHUNK = 8
    row_files.load = lambda path, columns, *_: row_files.read_rows(source(path), columns)
    pack = load_pack("integreringsplan")
    for line in sys.stdin:
        if not line.strip():
            os.wait()
            print("over", flush=True)  # noqa: T201
            continue
        rows, out, jobs = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            os.setsid()
            fill(Path(rows), pack, Path(out), DRAFT, lambda *_: None, Workers(int(jobs)))
            os._exit(0)
        print(child, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
