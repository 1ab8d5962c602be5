"""One tool in a process of its own: fills rows when told to, and says what CPU time and memory that took.

    python benchmarks/tools/worker.py TOOL

One JSON value a line. First comes {"form": path, "boxes": [names], "names": [all names]}, then any number of
{"rows": [{name: value}], "folder": path}; each is answered with {"cpu": seconds, "peak": bytes, "failed": count}.
The file of row number N is called N.pdf. A tool that cannot be started answers {"missing": why}.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)

from benchmarks.tools import java, pdfium, pikepdfs, pypdfs  # noqa: E402
from benchmarks.tools import ours as own  # noqa: E402
from benchmarks.tools.form import Form, Start  # noqa: E402

TOOLS: dict[str, Start] = {
    "ours": own.ours,
    "ours, compact": own.compact,
    "pypdf, naive": pypdfs.naive,
    "pypdf, reader reused": pypdfs.reused,
    "pikepdf, wrapped": pikepdfs.wrapped,
    "pikepdf, qpdf's unwrapped": pikepdfs.unwrapped,
    "PyPDFForm": pypdfs.pypdfform,
    "pdfium": pdfium.pdfium,
    "pdftk-java": java.pdftk,
    "PDFBox": java.pdfbox,
}


def _peak() -> int:
    """Return the most memory the process has held; /proc, for what getrusage tells includes the parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) * 1024  # type: ignore[index]


def main() -> None:
    sys.stdout, answers = sys.stderr, sys.stdout
    given = json.loads(sys.stdin.readline())
    fill = None
    try:
        fill = TOOLS[sys.argv[1]](Form(Path(given["form"]), given["names"], frozenset(given["boxes"])))
        answer: dict[str, object] = {"ready": True}
    except Exception as error:  # a tool may lack anything
        answer = {"missing": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps(answer), file=answers, flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        failed, start = 0, time.process_time()
        for number, row in enumerate(task["rows"]):
            try:
                fill(row, f"{task['folder']}/{number}.pdf")
            except Exception as error:
                failed += 1
                why = f"{type(error).__name__}: {error}"
        cpu = time.process_time() - start
        told = {"cpu": cpu, "peak": _peak(), "failed": failed} | ({"why": why[:200]} if failed else {})
        print(json.dumps(told), file=answers, flush=True)
    with contextlib.suppress(Exception):
        sys.stderr.flush()
    os._exit(0)  # a Java machine in the process may crash on the way out


if __name__ == "__main__":
    main()
