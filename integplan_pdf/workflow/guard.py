"""What is said of a file that had to be given up, and the way in for every file from outside."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from integplan_pdf.bulk.guarded import guarded
from integplan_pdf.bulk.limits import Died, Limits, Reason
from integplan_pdf.errors import InputError, IntegplanError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.row import Origin
from integplan_pdf.workflow.store import read_file

Task = TypeVar("Task")
Result = TypeVar("Result")

DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Opening:
    """How files from outside are opened.

    Attributes:
        password: of encrypted PDFs.
        limits: what each file may cost.
        jobs: how many are open at a time, each in a process of its own.
    """

    password: str = ""
    limits: Limits = DEFAULT
    jobs: int = 1


USUAL = Opening()
"""One file at a time, no password, the limits as they are."""

TOO_SLOW = Rule(
    "V120",
    Severity.ERROR,
    nb="Filen ble gitt opp: den var ikke lest ferdig på {seconds} sekunder. Er den til å stole på, kjør på nytt med "
    "større --limit-time.",
    en="The file was given up: it was not read within {seconds} seconds. If it can be trusted, run again with a "
    "larger --limit-time.",
)
TOO_GREEDY = Rule(
    "V121",
    Severity.ERROR,
    nb="Filen ble gitt opp: å lese den krever mer enn {memory} MiB minne. Er den til å stole på, kjør på nytt med "
    "større --limit-memory.",
    en="The file was given up: reading it takes more than {memory} MiB of memory. If it can be trusted, run again "
    "with a larger --limit-memory.",
)
TOO_MUCH = Rule(
    "V122",
    Severity.ERROR,
    nb="Filen ble gitt opp: det den gir, er mer enn {output} MiB.",
    en="The file was given up: what it gives is more than {output} MiB.",
)
TOO_DEEP = Rule(
    "V123",
    Severity.ERROR,
    nb="Filen ble gitt opp: den har deler inne i hverandre dypere enn noe program kan lese.",
    en="The file was given up: its parts are nested deeper than any program can read.",
)
CRASHED = Rule(
    "V124",
    Severity.ERROR,
    nb="Filen ble gitt opp: programdelen som leste den, stanset ({place}). Resten av kjøringen er ikke berørt.",
    en="The file was given up: the part of the program that read it stopped ({place}). The rest of the run is not "
    "affected.",
)
_RULES = {
    Reason.TIME: TOO_SLOW,
    Reason.MEMORY: TOO_GREEDY,
    Reason.OUTPUT: TOO_MUCH,
    Reason.DEPTH: TOO_DEEP,
    Reason.CRASH: CRASHED,
    Reason.BUG: CRASHED,
}


def given_up(died: Died, limits: Limits, origin: Origin) -> Finding:
    """Return the finding that a file was given up."""
    return _RULES[died.reason].finding(
        origin=origin,
        seconds=f"{limits.seconds:g}",
        memory=limits.memory >> 20,
        output=limits.output >> 20,
        place=died.place or "?",
    )


def opened(work: Callable[[Task], Result], task: Task, limits: Limits, name: str) -> Result:
    """Return `work(task)`, worked out in a process of its own within `limits`; `name` is the file's, for messages.

    Raises:
        InputError: the file had to be given up. IntegplanError: what `work` raises; of an error in the program itself
            only its place is known.
    """
    answer = guarded(work, task, limits)
    if isinstance(answer, Died):
        raise failure(answer, limits, name)
    return answer


def failure(died: Died, limits: Limits, name: str) -> IntegplanError:
    """Return the error that a file was given up."""
    found = given_up(died, limits, Origin(name))
    kind = IntegplanError if died.reason is Reason.BUG else InputError
    return kind(nb=f"«{name}»: {found.nb}", en=f"“{name}”: {found.en}")


def read_ordinary(path: Path) -> bytes:
    """Return the contents of a file, which must be one: no device and no pipe, which may never end.

    Raises:
        InputError: it is none, does not exist or cannot be read.
    """
    try:
        ordinary = stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        ordinary = True  # what is wrong shows when it is read
    if not ordinary and not path.is_dir():
        raise InputError(nb=f"«{path}» er ikke en vanlig fil.", en=f"“{path}” is not an ordinary file.")
    return read_file(path)
