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
from integplan_pdf.model.room import Overflow

if TYPE_CHECKING:
    from integplan_pdf.bulk.limits import Limits
    from integplan_pdf.model.report import Report
    from integplan_pdf.pdf.fontmap.face import FontFile
    from integplan_pdf.workflow.guard import Opening


@dataclass
class _State:
    """What was said before the verb."""

    lang: str = "nb"


state = _State()

FormOption = Annotated[str, typer.Option("--form", help="Skjemaets id, eller en mappe med form.toml.")]
OnOption = Annotated[str, typer.Option("--on", help="Dagen planene vurderes etter (dd.mm.åååå). Ellers i dag.")]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report", help="Skriv rapporten til fil: .html, .xlsx, .json, .csv, .md, .sarif eller .xml (JUnit)."
    ),
]
ShowValuesOption = Annotated[
    bool, typer.Option("--show-values", help="Vis navn og identifikasjonsnummer i rapporten. Ellers bare ID og fil.")
]
SelectOption = Annotated[
    list[str] | None, typer.Option("--select", help="Bruk bare disse reglene: en id, eller begynnelsen på den (IP2).")
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", help='Sett en regel til side, med grunn: --ignore IP106="oppdiktet".')
]
PolicyOption = Annotated[
    Path | None, typer.Option("--policy", help="TOML-fil med [ignore] og [severity] for kontorets egne valg.")
]
OverflowOption = Annotated[
    Overflow | None,
    typer.Option(
        "--overflow",
        help="Når noe ikke får plass: elastic lar skjemaet vokse, continue fortsetter i et vedlegg, error gir feil. "
        "Ellers vokser de skjemaene som kan.",
    ),
]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", help="En annen pdf.toml enn skjemaets egen; columns.toml ved siden av brukes også."),
]
FontOption = Annotated[
    list[str] | None,
    typer.Option(
        "--font",
        help="Skriftfil for tegn som ellers mangler (.ttf, .otf, .ttc, FIL#2); kan gjentas. "
        "Mappene fonts/ ved skjemaet og her brukes også.",
    ),
]
ColumnsOption = Annotated[
    Path | None, typer.Option("--columns", help="TOML-fil som sier hva egne kolonner er (se integplan sheet --from).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument på stdout.")]
PasswordOption = Annotated[Path | None, typer.Option("--password-file", help="Fil med passordet til krypterte PDF-er.")]

LimitTimeOption = Annotated[
    float,
    typer.Option("--limit-time", min=0.1, max=86_400, help="Gi opp en fil som tar flere sekunder enn dette."),
]
LimitMemoryOption = Annotated[
    str, typer.Option("--limit-memory", help="Gi opp en fil som krever mer minne enn dette, for eksempel 512MiB.")
]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", min=1, max=512, help="Antall prosesser. Ellers så mange som maskinen har.")
]


def opening(password_file: Path | None, limit_time: float, limit_memory: str, jobs: int | None = 1) -> Opening:
    """Return how files from outside are opened, as it was asked for; `jobs` None is as many as the machine has.

    Raises:
        UsageError: the memory is no size. InputError: the password file cannot be read.
    """
    from integplan_pdf.bulk.jobs import processors
    from integplan_pdf.workflow.guard import Opening

    return Opening(password(password_file), limits(limit_time, limit_memory), jobs or processors())


def limits(limit_time: float, limit_memory: str) -> Limits:
    """Return what each file may cost, as it was asked for.

    Raises:
        UsageError: the memory is no size.
    """
    from integplan_pdf.bulk.limits import Limits, parse_size

    return Limits(limit_time, parse_size(limit_memory))


def visible(text: str) -> str:
    """Return text from a file without what would steer the terminal."""
    return "".join(char if char.isprintable() or char in " \n\t" else "\ufffd" for char in text)


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


def fonts(given: list[str] | None, beside: Path) -> tuple[FontFile, ...]:
    """Return the fonts given with `--font`, then those in the folders `fonts/` beside the form and here.

    Raises:
        InputError: one of them is no font, or may not be embedded.
    """
    folders = [folder for folder in (beside / "fonts", Path("fonts")) if folder.is_dir()]
    if not given and not folders:
        return ()
    from integplan_pdf.pdf.fontmap.files import read_fonts

    return read_fonts(given or (), folders)


def password(path: Path | None) -> str:
    """Return the first line of a password file, or nothing."""
    if path is None:
        return ""
    from integplan_pdf.workflow.store import read_file

    return read_file(path).decode("utf-8", errors="replace").splitlines()[0:1][0] if path.stat().st_size else ""


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on stderr while rows are worked on; nothing when stderr is not a terminal."""
    from integplan_pdf.cli.progress import bar

    with bar(title) as step:
        yield step


def finish(report: Report, target: Path | None, as_json: bool, show_values: bool = False) -> int:
    """Show the report, write it to `target`, and return the exit code."""
    from integplan_pdf.reports import console, jsonreport

    if target is not None:
        _write(report, target, show_values)
    if as_json:
        typer.echo(jsonreport.render(report, state.lang, show_values=show_values), nl=False)
    else:
        console.show(report, state.lang, show_values=show_values)
    return int(report.exit_code)


def check_report(target: Path | None) -> None:
    """Raise UsageError, before any work is done, if the report's suffix is unknown."""
    from integplan_pdf.reports.formats import SUFFIXES

    if target is not None and target.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise UsageError(
            nb=f"--report: «{target.name}» må slutte på en av disse: {known}.",
            en=f"--report: “{target.name}” must end in one of these: {known}.",
        )


def _write(report: Report, target: Path, show_values: bool) -> None:
    from integplan_pdf.errors import InputError
    from integplan_pdf.reports import formats
    from integplan_pdf.workflow.store import write_file

    data = formats.render(report, target.suffix.lower(), state.lang, show_values=show_values)
    try:
        write_file(target, data)
    except OSError as error:
        raise InputError(
            nb=f"Rapporten «{target}» kan ikke skrives ({error.strerror}). Er den åpen i et annet program?",
            en=f"The report “{target}” cannot be written ({error.strerror}). Is it open in another program?",
        ) from error
