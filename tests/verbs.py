"""Verbs run as a person runs them, on files that may be hostile: what came of it, how long it took, what it held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from integplan_pdf.errors import ExitCode
from tests.paths import ROOT

VERBS = ("fields", "raw read", "raw fill", "read", "check")
DOCUMENTED = {int(code) for code in ExitCode} - {int(ExitCode.BUG)}
SECONDS, MEBIBYTES = 60, 1024
_FILLED = 50
"""Fields that are filled in one file."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to.

    Attributes:
        mebibytes: the most that any of its processes held.
        left: files that it wrote.
    """

    verb: str
    file: str
    code: int
    seconds: float
    mebibytes: float
    err: str
    left: tuple[str, ...]

    def faults(self) -> Iterator[str]:
        """Yield what must not be, whatever the file."""
        asked = {"raw fill": "out.pdf", "read": "out.json"}.get(self.verb, "")
        if self.code not in DOCUMENTED:
            yield f"exit code {self.code}"
        if "Traceback" in self.err:
            yield "traceback"
        if self.code not in (0, 1) and len(self.err.splitlines()) != 1:
            yield f"{len(self.err.splitlines())} lines of message"
        if self.seconds > SECONDS + 5:
            yield f"{self.seconds:.0f} s"
        if self.mebibytes > MEBIBYTES:
            yield f"{self.mebibytes:.0f} MiB"
        if set(self.left) - {asked}:
            yield f"left {self.left}"


def run(verb: str, file: Path, *options: str) -> Outcome:
    """Run a verb on a file in an empty folder."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as values:
        given = Path(values) / "values.json"
        given.write_text(json.dumps(_values(file) if verb == "raw fill" else {}))
        more = {"raw fill": [str(given), "out.pdf"], "read": ["-o", "out.json"]}.get(verb, [])
        command = [sys.executable, "-m", "integplan_pdf", *verb.split(), str(file), *more, *options]
        start = time.monotonic()
        with (Path(values) / "err").open("w+", encoding="utf-8") as err:
            process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=err, env=_environment()
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.monotonic() - start
            err.seek(0)
            told = err.read()
        left = tuple(sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*")))
        return Outcome(verb, file.name, process.returncode, seconds, used.ru_maxrss / 1024, told, left)


def _values(file: Path) -> dict[str, str]:
    """Return a text for each of the first fields of a file that have none; for a made-up one where it has no fields."""
    command = [sys.executable, "-m", "integplan_pdf", "raw", "read", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, env=_environment(), check=False)
    stored = json.loads(done.stdout)["fields"] if done.stdout else {}
    empty = [name for name, value in stored.items() if value in (None, "")]
    return dict.fromkeys(empty[:_FILLED] or ["navn"], "Ærlig Øyvind")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
