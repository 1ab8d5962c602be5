"""The command line: verbs, and the one place where errors become messages and exit codes.

Verbs import what they need when they run, so that `--help` starts quickly.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from integplan_pdf import __version__
from integplan_pdf.cli import (
    check,
    compare,
    demo,
    fields,
    fill,
    flatten,
    form,
    forms,
    mapping,
    raw,
    raw_read,
    read,
    rule,
    sheet,
)
from integplan_pdf.cli.options import state
from integplan_pdf.errors import ExitCode, IntegplanError

app = typer.Typer(
    name="integplan",
    help="Rader inn, ferdige planer ut, og de samme dataene tilbake fra PDF-ene.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"integplan {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    lang: Annotated[str, typer.Option(help="Språk i meldinger: nb eller en.", envvar="INTEGPLAN_LANG")] = "nb",
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Vis hva som gjøres, på stderr.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Vis versjonen.")
    ] = False,
) -> None:
    state.lang = "en" if lang.lower().startswith("en") else "nb"
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(message)s")
    for noisy in ("pypdf", "pdfminer", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


app.command()(fill.fill)
app.command()(read.read)
app.command()(check.check)
app.command()(compare.compare)
app.command()(flatten.flatten)
app.command()(sheet.sheet)
app.command()(forms.forms)
app.command()(fields.fields)
app.command()(rule.rule)
app.command()(demo.demo)
raw.app.command("read")(raw_read.read)
app.add_typer(raw.app, name="raw")
app.add_typer(form.app, name="form")
app.add_typer(mapping.app, name="mapping")


def main() -> None:
    """Run the command line and exit with one of the documented codes."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong becomes a message on stderr."""
    _utf8()
    try:
        outcome = app(arguments, standalone_mode=False)
    except IntegplanError as error:
        _say(error.message(state.lang))
        return int(error.exit_code)
    except TyperException as error:
        _say(error.format_message())
        return int(ExitCode.USAGE)
    except (Abort, KeyboardInterrupt):
        _say("Avbrutt." if state.lang == "nb" else "Interrupted.")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    except Exception as error:
        return _bug(error)
    return int(outcome) if isinstance(outcome, int) else int(ExitCode.OK)


def _utf8() -> None:
    """Let Norwegian letters through on a Windows console with another code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8", errors="replace")


def _bug(error: Exception) -> int:
    """Say that the program failed, without any value from the data; INTEGPLAN_DEBUG=1 shows the traceback."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}, {os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119
    if os.environ.get("INTEGPLAN_DEBUG"):
        traceback.print_exception(error)
    nb = f"Feil i programmet ({place}). Meld fra; sett INTEGPLAN_DEBUG=1 for å se hele feilen."
    en = f"A bug in the program ({place}). Please report it; set INTEGPLAN_DEBUG=1 to see all of it."
    _say(en if state.lang == "en" else nb)
    return int(ExitCode.BUG)


def _say(text: str) -> None:
    typer.echo(text, err=True)


if __name__ == "__main__":
    main()
