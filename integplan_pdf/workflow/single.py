"""One PDF from outside, looked at by a guarded worker: its fields, or the values stored in it."""

from __future__ import annotations

from pathlib import Path

from integplan_pdf.errors import InputError
from integplan_pdf.model.stored import StoredForm
from integplan_pdf.model.template import Template
from integplan_pdf.workflow.guard import Opening, opened, read_ordinary


def fields_of(path: Path, opening: Opening) -> Template:
    """Return the form in a PDF.

    Raises:
        InputError: the file cannot be read, or had to be given up. TemplateError: it is no form.
    """
    return opened(_fields_of, (path, opening.password), opening.limits, path.name)


def values_of(path: Path, opening: Opening) -> StoredForm:
    """Return what a PDF stores in its fields.

    Raises:
        InputError: the file cannot be read, or had to be given up.
    """
    return opened(_values_of, (path, opening.password), opening.limits, path.name)


def _fields_of(task: tuple[Path, str]) -> Template:
    from integplan_pdf.pdf.inspect import inspect_template

    path, password = task
    return inspect_template(read_ordinary(path), password=password)


def _values_of(task: tuple[Path, str]) -> StoredForm:
    from integplan_pdf.pdf.read import read_form

    path, password = task
    data = read_ordinary(path)
    try:
        return read_form(data, password=password)
    except InputError as error:
        raise InputError(nb=f"«{path.name}»: {error.nb}", en=f"“{path.name}”: {error.en}") from error
