"""One PDF from outside, looked at by a guarded worker: its fields, the values stored in it, or those it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from integplan_pdf.errors import InputError
from integplan_pdf.model.got import How, Provenance
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


def shown_on(path: Path, form: Path, opening: Opening) -> tuple[StoredForm, dict[str, Provenance]]:
    """Return the fields of a blank form as a PDF has them, and how each value was got.

    Values stored in the PDF are taken; of the fields that it lacks, what its pages show.

    Raises:
        InputError: a file cannot be read, or had to be given up. TemplateError: the blank form is none.
    """
    return opened(_shown_on, (path, form, opening.password), opening.limits, path.name)


def _fields_of(task: tuple[Path, str]) -> Template:
    from integplan_pdf.pdf.inspect import inspect_template

    path, password = task
    return inspect_template(read_ordinary(path), password=password)


def _shown_on(task: tuple[Path, Path, str]) -> tuple[StoredForm, dict[str, Provenance]]:
    from integplan_pdf.pdf.printed import read_printed
    from integplan_pdf.pdf.read import read_form
    from integplan_pdf.pdf.recognize import template_layout

    path, form, password = task
    stored = _values_of((path, password))
    blank = read_ordinary(form)
    lacking = {field.name: field for field in read_form(blank).fields if field.name not in stored.by_name()}
    printed = read_printed(read_ordinary(path), template_layout(blank), password=password, names=lacking)
    values = {name: got.value for name, got in printed.values.items()}
    fields = (field._replace(value=values.get(name)) for name, field in lacking.items())
    told = (finding for finding in stored.findings if finding.rule != "V020")
    how = {name: Provenance(How.STORED, 1.0) for name in stored.values()}
    return (
        replace(stored, fields=(*stored.fields, *fields), findings=(*told, *printed.findings)),
        how | {name: got.provenance for name, got in printed.values.items()},
    )


def _values_of(task: tuple[Path, str]) -> StoredForm:
    from integplan_pdf.pdf.read import read_form

    path, password = task
    data = read_ordinary(path)
    try:
        return read_form(data, password=password)
    except InputError as error:
        raise InputError(nb=f"«{path.name}»: {error.nb}", en=f"“{path.name}”: {error.en}") from error
