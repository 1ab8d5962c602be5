"""What is wrong with a whole file, sheet or column, and stops the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integplan_pdf.engine import paths
from integplan_pdf.errors import InputError

if TYPE_CHECKING:
    from integplan_pdf.engine.columns.names import Names

_OWN_NB = "Har arket egne overskrifter, kjør integplan sheet med --from."
_OWN_EN = "If the sheet has headers of its own, run integplan sheet with --from."


@dataclass(frozen=True, slots=True)
class At:
    """The headers of a sheet of a file; text files have no sheet name."""

    file: str
    sheet: str
    row: int

    def nb(self) -> str:
        """Return `deltakere.xlsx, ark «Delmål», rad 1`."""
        return f"{self.file}, {f'ark «{self.sheet}», ' if self.sheet else ''}rad {self.row}"

    def en(self) -> str:
        """Return `deltakere.xlsx, sheet “Delmål”, row 1`."""
        return f"{self.file}, {f'sheet “{self.sheet}”, ' if self.sheet else ''}row {self.row}"


def no_column(header: str, at: At) -> InputError:
    """Return the error that a column is missing without which the rows cannot be told apart."""
    return InputError(
        nb=f"{at.nb()}: Kolonnen «{header}» mangler. Den kobler radene til deltakerne. {_OWN_NB}",
        en=f"{at.en()}: The column “{header}” is missing. It ties the rows to the participants. {_OWN_EN}",
    )


def no_part(header: str, there: str, at: At) -> InputError:
    """Return the error that one of the columns is missing that make up a value."""
    return InputError(
        nb=f"{at.nb()}: Kolonnen «{header}» mangler. Den hører sammen med «{there}».",
        en=f"{at.en()}: The column “{header}” is missing. It belongs with “{there}”.",
    )


def unknown_column(header: str, names: Names, at: At) -> InputError:
    """Return the error that nobody knows what a column is, with the known one most like it."""
    near = names.nearest(header)
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    return InputError(
        nb=f"{at.nb()}: Kolonnen «{header}» er ukjent.{hint} Skal den ikke leses, la overskriften begynne med #. "
        f"{_OWN_NB}",
        en=f"{at.en()}: The column “{header}” is unknown.{hint_en} If it is not to be read, let its header begin "
        f"with #. {_OWN_EN}",
    )


def double_column(header: str, at: At) -> InputError:
    """Return the error that two columns of a sheet mean the same."""
    return InputError(
        nb=f"{at.nb()}: To kolonner betyr det samme som «{header}». Fjern den ene.",
        en=f"{at.en()}: Two columns mean the same as “{header}”. Remove one of them.",
    )


def unknown_sheet(name: str, known: list[str], file: str) -> InputError:
    """Return the error that a sheet has rows of participants, but nobody knows what they are."""
    near = paths.nearest(name, known)
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    return InputError(
        nb=f"{file}: Arket «{name}» er ukjent.{hint} Skal det ikke leses, la navnet begynne med #.",
        en=f"{file}: The sheet “{name}” is unknown.{hint_en} If it is not to be read, let its name begin with #.",
    )


def no_main_sheet(name: str, file: str) -> InputError:
    """Return the error that the sheet with one row per participant is missing."""
    return InputError(
        nb=f"{file}: Arket «{name}» med én rad per deltaker mangler eller er tomt.",
        en=f"{file}: The sheet “{name}” with one row per participant is missing or empty.",
    )


def double_sheet(name: str, found: list[str], file: str) -> InputError:
    """Return the error that several sheets may be the same one."""
    listed = ", ".join(f"«{sheet}»" for sheet in found)
    return InputError(
        nb=f"{file}: Flere ark kan være «{name}»: {listed}. La navnet begynne med # på dem som ikke skal leses.",
        en=f"{file}: Several sheets may be “{name}”: {listed}. Let the names of those not to be read begin with #.",
    )
