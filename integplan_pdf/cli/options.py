"""Options that several verbs share, and how a verb shows progress and its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from integplan_pdf.errors import UsageError

if TYPE_CHECKING:
    from integplan_pdf.model.report import Report


@dataclass
class _State:
    """What was said before the verb."""

    lang: str = "nb"


state = _State()

FormOption = Annotated[str, typer.Option("--form", help="Skjemaets id, eller en mappe med form.toml.")]
OnOption = Annotated[str, typer.Option("--on", help="Dagen planene vurderes etter (dd.mm.åååå). Ellers i dag.")]
ReportOption = Annotated[Path | None, typer.Option("--report", help="Skriv rapporten til fil (.json).")]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument på stdout.")]
PasswordOption = Annotated[Path | None, typer.Option("--password-file", help="Fil med passordet til krypterte PDF-er.")]


def day(text: str) -> dt.date:
    """Return the day given with `--on`, or today.

    Raises:
        UsageError: the text is no date.
    """
    if not text:
        return dt.datetime.now().astimezone().date()
    from integplan_pdf.engine.dates import parse_date

    found = parse_date(text)
    if found is None:
        raise UsageError(nb="--on: skriv datoen slik: dd.mm.åååå.", en="--on: write the date like this: dd.mm.yyyy.")
    return found


def password(path: Path | None) -> str:
    """Return the first line of a password file, or nothing."""
    if path is None:
        return ""
    from integplan_pdf.workflow.store import read_file

    return read_file(path).decode("utf-8", errors="replace").splitlines()[0:1][0] if path.stat().st_size else ""


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on stderr while rows are worked on; nothing when stderr is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def finish(report: Report, target: Path | None, as_json: bool) -> int:
    """Show the report, write it to `target`, and return the exit code."""
    from integplan_pdf.reports import console, jsonreport

    if target is not None:
        _write(report, target)
    if as_json:
        typer.echo(jsonreport.render(report, state.lang), nl=False)
    else:
        console.show(report, state.lang)
    return int(report.exit_code)


def check_report(target: Path | None) -> None:
    """Raise UsageError, before any work is done, if the report's suffix is unknown."""
    if target is not None and target.suffix.lower() != ".json":
        raise UsageError(nb="--report: filen må hete noe på .json.", en="--report: the file name must end in .json.")


def _write(report: Report, target: Path) -> None:
    from integplan_pdf.errors import InputError
    from integplan_pdf.reports import jsonreport
    from integplan_pdf.workflow.store import write_file

    try:
        write_file(target, jsonreport.render(report, state.lang).encode())
    except OSError as error:
        raise InputError(
            nb=f"Rapporten «{target}» kan ikke skrives ({error.strerror}).",
            en=f"The report “{target}” cannot be written ({error.strerror}).",
        ) from error
