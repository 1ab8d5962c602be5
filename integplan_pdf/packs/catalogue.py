"""Form packs, found by their folders: `forms/<id>/`, `mappings/<id>/` and, where there is one, `packs/<id>/`.

A folder given by path may hold all of a pack's files together (`form.toml`, `pdf.toml`, `columns.toml`).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from integplan_pdf.engine import flat, paths
from integplan_pdf.engine.required import required
from integplan_pdf.engine.rules import RuleBook
from integplan_pdf.errors import IntegplanError, MappingError, TemplateError, UsageError
from integplan_pdf.model.facts import Facts
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.form import Form, Variant
from integplan_pdf.model.mapping import ColumnMapping, FormMapping

RuleCheck = Callable[[Any, dt.date], Iterable[Finding]]
FactsOf = Callable[[Any, dt.date], Facts | None]

M = TypeVar("M", bound=BaseModel)


def _no_facts(_plan: Any, _on: dt.date) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Pack:
    """All that is known of one official form.

    Attributes:
        plan_type: the typed plan, made from the mapping where the form has none of its own.
        check: the form's own rules; takes a plan and the day to judge by.
        rules: the book they stand in, with what holds across plans and between versions; empty where the form has none.
        facts: what a plan says that reports count; takes a plan and the day to judge by.
        other: the mapping that was asked for instead of the form's own; None where none was.
    """

    form: Form
    mapping: FormMapping
    columns: ColumnMapping
    plan_type: type[BaseModel]
    check: RuleCheck
    rules: RuleBook[Any] = field(default_factory=RuleBook)
    facts: FactsOf = _no_facts
    other: Path | None = None

    def mapping_files(self) -> tuple[Path, Path]:
        """Return the files that mapping and columns were read from."""
        return _mapping_files(mapping_folder(self.form.folder, self.form), self.other)


def home() -> Path:
    """Return the folder that holds `forms/`, `mappings/` and `samples/`: bundled, or the checkout."""
    package = Path(__file__).resolve().parent.parent
    bundled = package / "_bundled"
    return bundled if bundled.is_dir() else package.parent


def form_ids() -> list[str]:
    """Return the ids of the forms that come with the program."""
    return sorted(path.parent.name for path in (home() / "forms").glob("*/form.toml"))


def load_pack(form: str, mapping: Path | None = None) -> Pack:
    """Return the pack called `form`, or the one in the folder `form`.

    Args:
        form: its id, or a folder with its files.
        mapping: a `pdf.toml` to use instead of the form's own, or a folder with one. A `columns.toml` beside it is
            used too.

    Raises:
        UsageError: there is no such form.
        TemplateError: form.toml cannot be used. MappingError: pdf.toml or columns.toml cannot.
    """
    return _load(_folder(form), mapping)


def load_form_of(form: str) -> Form:
    """Return the form called `form`, or the one in the folder `form`, without its mapping.

    Raises:
        UsageError, TemplateError: as `load_pack`.
    """
    return load_form(_folder(form))


def _folder(form: str) -> Path:
    if (Path(form) / "form.toml").is_file():
        return Path(form)
    if form in form_ids():
        return home() / "forms" / form
    near = paths.nearest(form, form_ids())
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    raise UsageError(
        nb=f"Det finnes ikke noe skjema som heter «{form}», og ingen mappe med form.toml der.{hint} "
        "Kjør «integplan forms» for å se skjemaene.",
        en=f"There is no form called “{form}”, and no folder with a form.toml there.{hint_en} "
        "Run “integplan forms” to see the forms.",
    )


def mapping_folder(folder: Path, form: Form) -> Path:
    """Return where a form's mapping lies: in its own folder, or in `mappings/<id>/` beside `forms/`."""
    return folder if (folder / "pdf.toml").is_file() else folder.resolve().parent.parent / "mappings" / form.id


def _load(form_folder: Path, other: Path | None) -> Pack:
    form = load_form(form_folder)
    pdf_toml, columns_toml = _mapping_files(mapping_folder(form_folder, form), other)
    mapping = read_mapping(pdf_toml, FormMapping)
    columns = read_mapping(columns_toml, ColumnMapping)
    _same_form(form, mapping)
    name = f"{__package__}.{form.id}"
    own = find_spec(name) if form.id.isidentifier() else None
    if own is None or own.submodule_search_locations is None:
        flat_type, check = flat.plan_type(mapping, columns), required(mapping, columns)
        return Pack(form, mapping, columns, flat_type, check, other=other)
    book: RuleBook[Any] = import_module(f"{name}.rules").BOOK
    facts: FactsOf = import_module(f"{name}.facts").facts if find_spec(f"{name}.facts") else _no_facts
    return Pack(form, mapping, columns, import_module(f"{name}.plan").Plan, book.check, book, facts, other)


def _mapping_files(own: Path, other: Path | None) -> tuple[Path, Path]:
    """Return pdf.toml and columns.toml: the form's own, or those asked for."""
    if other is None:
        return own / "pdf.toml", own / "columns.toml"
    pdf_toml = other / "pdf.toml" if other.is_dir() else other
    beside = pdf_toml.with_name("columns.toml")
    return pdf_toml, beside if beside.is_file() else own / "columns.toml"


def _same_form(form: Form, mapping: FormMapping) -> None:
    """Raise MappingError unless the mapping was written for this edition of this form."""
    if (mapping.form, mapping.edition) != (form.id, form.edition):
        raise MappingError(
            nb=f"pdf.toml er skrevet for {mapping.form} {mapping.edition}, men skjemaet er {form.id} {form.edition}. "
            "Kjør «integplan mapping check», og oppdater form og edition i pdf.toml.",
            en=f"pdf.toml was written for {mapping.form} {mapping.edition}, but the form is {form.id} {form.edition}. "
            "Run “integplan mapping check”, and update form and edition in pdf.toml.",
        )


def load_form(folder: Path) -> Form:
    """Return the contents of `form.toml` in `folder`."""
    path = folder / "form.toml"
    data = _toml(path, TemplateError)
    try:
        variants = tuple(Variant(**variant) for variant in data["variant"])
        named = {name: str(data[name]) for name in ("id", "title", "edition", "publisher", "language")}
        return Form(folder=folder, variants=variants, switches=data.get("switches", {}), **named)
    except (KeyError, TypeError) as error:
        raise TemplateError(
            nb=f"{path.name} i {folder.name}: noe mangler eller er ukjent ({error}).",
            en=f"{path.name} in {folder.name}: something is missing or unknown ({error}).",
        ) from error


def read_mapping(path: Path, kind: type[M]) -> M:
    """Return a mapping file as its model; an unknown key is named with the nearest known one.

    Raises:
        MappingError: the file is missing, is no TOML, or has wrong keys or values.
    """
    data = _toml(path, MappingError)
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
    where = paths.of_location(problem["loc"])
    near = paths.nearest(str(problem["loc"][-1]), _keys(kind)) if problem["type"] == "extra_forbidden" else ""
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    known = "er ukjent" if problem["type"] == "extra_forbidden" else f"kan ikke brukes ({problem['msg']})"
    known_en = "is unknown" if problem["type"] == "extra_forbidden" else f"cannot be used ({problem['msg']})"
    raise MappingError(
        nb=f"{path.parent.name}/{path.name}: «{where}» {known}.{hint}",
        en=f"{path.parent.name}/{path.name}: “{where}” {known_en}.{hint_en}",
    )


def _keys(kind: type[BaseModel]) -> list[str]:
    """Return every key that a mapping file may hold, at any depth."""
    found = set()
    for definition in [schema := kind.model_json_schema(), *schema.get("$defs", {}).values()]:
        found |= set(definition.get("properties", {}))
    return sorted(found)


def _toml(path: Path, failure: type[IntegplanError]) -> dict[str, Any]:
    place = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise failure(
            nb=f"Filen {place} finnes ikke eller kan ikke leses.",
            en=f"The file {place} does not exist or cannot be read.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise failure(nb=f"{place} er ikke gyldig TOML: {error}", en=f"{place} is not valid TOML: {error}") from error
