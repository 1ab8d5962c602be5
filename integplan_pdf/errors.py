"""What a run cannot go on with: exceptions with an exit code, worded for people in bokmål and English.

Anything that is wrong with *data* is a `Finding`, not an exception: one bad row never stops the others.
No message here may carry a cell value, a name or an identification number.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; relied upon by scripts, so never renumbered."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    TEMPLATE = 4
    MAPPING = 5
    BUG = 70


class IntegplanError(Exception):
    """Base of every error the project raises; `str(error)` is the bokmål text.

    Args:
        nb: what is wrong, where, and what to do, in bokmål.
        en: the same in English.
    """

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, nb: str, en: str) -> None:
        super().__init__(nb)
        self.nb = nb
        self.en = en

    def __reduce__(self) -> tuple[type[IntegplanError], tuple[str, str]]:
        return type(self), (self.nb, self.en)

    def message(self, lang: str = "nb") -> str:
        """Return the text in `lang` (`nb` or `en`)."""
        return self.en if lang == "en" else self.nb


class UsageError(IntegplanError):
    """The command line asks for something that cannot be."""

    exit_code = ExitCode.USAGE


class InputError(IntegplanError):
    """The file with rows, or the file to be read, cannot be used."""

    exit_code = ExitCode.INPUT


class TemplateError(IntegplanError):
    """The PDF form cannot be used as a template."""

    exit_code = ExitCode.TEMPLATE


class MappingError(IntegplanError):
    """The mapping is wrong in itself, or does not fit its template."""

    exit_code = ExitCode.MAPPING
