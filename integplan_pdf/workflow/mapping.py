"""mapping draft and mapping check: a form by files only, and whether its mapping still holds."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from integplan_pdf.bulk.limits import Limits
from integplan_pdf.engine.contract import check_columns, check_form, check_plan
from integplan_pdf.engine.drafting import VARIANT, Draft, columns_toml, draft, form_toml, pdf_toml
from integplan_pdf.engine.drafting.wording import identifier, plain
from integplan_pdf.engine.fieldlist import field_list
from integplan_pdf.engine.plans import field_paths
from integplan_pdf.errors import IntegplanError, TemplateError, UsageError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.form import Form, Variant
from integplan_pdf.model.mapping import TableBinding
from integplan_pdf.model.row import Origin
from integplan_pdf.model.template import Template
from integplan_pdf.packs import catalogue
from integplan_pdf.packs.catalogue import Pack, form_ids, load_pack
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.pdf.labels import printed_pages
from integplan_pdf.workflow.guard import DEFAULT, opened, read_ordinary
from integplan_pdf.workflow.rows import dump, save
from integplan_pdf.workflow.shelf import Shelf
from integplan_pdf.workflow.store import make_folder, read_file

UNUSABLE = Rule("T201", Severity.ERROR, nb="{nb}", en="{en}")
OTHER_FILE = Rule(
    "T202",
    Severity.ERROR,
    nb="{file} er ikke den PDF-en mappingen er skrevet for (sha256 stemmer ikke). Sammenlign dem med «integplan "
    "mapping check --pdf», og skriv den nye verdien i pdf.toml når mappingen passer.",
    en="{file} is not the PDF that the mapping was written for (its sha256 differs). Compare them with “integplan "
    "mapping check --pdf”, and write the new digest in pdf.toml when the mapping fits.",
)
NOT_EMPTY = Rule(
    "T206",
    Severity.WARNING,
    nb="PDF-en er utfylt i {count} felt. Det som står der, følger med i hvert skjema som fylles ut; bruk et tomt "
    "eksemplar hvis det er opplysninger om noen.",
    en="The PDF is filled in in {count} fields. What stands there comes along in every form that is filled; use an "
    "empty copy if it is about somebody.",
)

TEMPLATE_FILE = f"{VARIANT}.pdf"
WORKBOOK_FILE = "tom.xlsx"
_MOST_COLUMNS = 16_384
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_REVISION = re.compile(r"\((?:Rev\.?|Utg\.?|Utgave|Revidert|Versjon)\s+([^)]{4,30})\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What `mapping draft` wrote.

    Attributes:
        bound: bindings outside tables; `tables`: plan path → columns; `ignored`: fields left alone.
        unsure: plan paths whose guess needs a person's eye most.
        findings: what is to be known of the PDF before it is filled.
    """

    folder: Path
    form: str
    files: tuple[str, ...]
    bound: int
    tables: dict[str, int]
    ignored: int
    unsure: tuple[str, ...]
    findings: tuple[Finding, ...]


def draft_form(pdf: Path, out: Path, limits: Limits = DEFAULT, *, overwrite: bool = False) -> Drafted:
    """Write a form's folder for a PDF nobody has seen yet, and make sure that it can be used.

    Raises:
        UsageError: `out` holds files already.
        InputError: `pdf` cannot be read or `out` not written. TemplateError: `pdf` is no form that can be filled.
    """
    if out.is_dir() and any(out.iterdir()) and not overwrite:
        raise UsageError(
            nb=f"Mappen «{out}» er ikke tom. Velg en ny mappe, eller bruk --overwrite.",
            en=f"The folder “{out}” is not empty. Choose a new folder, or use --overwrite.",
        )
    form, made, template, data, found = opened(_drafted, (pdf, out), limits, pdf.name)
    files = dict(_files(form, made, template, data))
    make_folder(out)
    for name, content in files.items():
        save(out / name, content)
    Shelf(load_pack(str(out))).check_all()
    tables = {one.path: len(one.column) for one in made.mapping.bind if isinstance(one, TableBinding)}
    unsure = tuple(path for path, note in made.notes.items() if note.startswith("usikkert"))
    bound, ignored = len(made.mapping.bind) - len(tables), len(made.mapping.ignore)
    return Drafted(out, form.id, tuple(files), bound, tables, ignored, unsure, found)


def _drafted(task: tuple[Path, Path]) -> tuple[Form, Draft, Template, bytes, tuple[Finding, ...]]:
    """Return what can be said of a PDF that nobody has seen yet: all that opens it happens here."""
    pdf, out = task
    data = read_ordinary(pdf)
    compiled = compile_template(data)
    form = form_of(pdf, compiled.template, out)
    made = draft(compiled.template, printed_pages(data), form.id, form.edition)
    _check_size(pdf, made)
    return form, made, compiled.template, data, (*compiled.findings, *_filled_in(compiled.template, pdf.name))


def _filled_in(template: Template, file: str) -> Iterator[Finding]:
    count = sum(field.value not in (None, "", "Off", ()) for field in template.fields if not field.read_only)
    if count:
        yield NOT_EMPTY.finding(origin=Origin(file=file), count=count)


def _check_size(pdf: Path, made: Draft) -> None:
    if not made.mapping.bind:
        raise TemplateError(
            nb=f"«{pdf.name}» har ingen felt som kan fylles ut.", en=f"“{pdf.name}” has no field that can be filled in."
        )
    if len(made.main) >= _MOST_COLUMNS:
        raise TemplateError(
            nb=f"«{pdf.name}» har flere felt enn et regneark har kolonner ({_MOST_COLUMNS}). Bruk «integplan raw "
            "fill».",
            en=f"“{pdf.name}” has more fields than a spreadsheet has columns ({_MOST_COLUMNS}). Use “integplan raw "
            "fill”.",
        )


def form_of(pdf: Path, template: Template, folder: Path) -> Form:
    """Return what is known of a form from its file name and its document information."""
    name = identifier(pdf.stem) or "skjema"
    known = name in form_ids() or find_spec(f"{catalogue.__package__}.{name}") is not None
    return Form(
        id=f"{name}_utkast" if known else name,
        title=plain(template.title) or pdf.stem,
        edition=_edition(template),
        publisher="",
        language=plain(template.language),
        folder=folder,
        variants=(Variant(VARIANT, TEMPLATE_FILE, template.sha256),),
    )


def _edition(template: Template) -> str:
    """Return the edition that the title names, else the day the file was last changed, else part of its digest."""
    if found := _REVISION.search(template.title):
        return plain(found[1])
    info = dict(template.info)
    days = (_DAY.match(info.get(key, "")) for key in ("ModDate", "CreationDate"))
    return next(("-".join(day.groups()) for day in days if day), template.sha256[:8])


def _files(form: Form, made: Draft, template: Template, data: bytes) -> Iterator[tuple[str, bytes]]:
    fields, columns = json.dumps(field_list(template), ensure_ascii=False, indent=1), made.columns()
    yield TEMPLATE_FILE, data
    yield "fields.json", f"{fields}\n".encode()
    yield "pdf.toml", pdf_toml(made.mapping, made.notes).encode()
    yield "columns.toml", columns_toml(columns).encode()
    yield WORKBOOK_FILE, dump(Path(WORKBOOK_FILE), [], columns)
    yield "form.toml", form_toml(form).encode()


@dataclass(frozen=True, slots=True)
class Checked:
    """A form's mapping held against its own files."""

    form: str
    variants: int
    findings: tuple[Finding, ...]


def check_mappings(form: str = "") -> list[Checked]:
    """Hold the mapping of `form` (an id or a folder; empty for all that come along) against every variant's PDF.

    Raises:
        UsageError: there is no such form.
    """
    return [_checked(one) for one in ([form] if form else form_ids())]


def _checked(name: str) -> Checked:
    try:
        pack = load_pack(name)
    except UsageError:
        raise
    except IntegplanError as error:
        return Checked(name, 0, (UNUSABLE.finding(origin=Origin(file=name), nb=error.nb, en=error.en),))
    found = [*_plan_findings(pack)]
    for variant in pack.form.variants:
        found += _variant_findings(pack, variant)
    return Checked(pack.form.id, len(pack.form.variants), tuple(dict.fromkeys(found)))


def _plan_findings(pack: Pack) -> list[Finding]:
    known, form = field_paths(pack.plan_type), pack.form.id
    return [
        *check_plan(pack.mapping, known, Origin(file=f"{form}/pdf.toml")),
        *check_columns(pack.columns, known, Origin(file=f"{form}/columns.toml")),
    ]


def _variant_findings(pack: Pack, variant: Variant) -> Iterator[Finding]:
    place = Origin(file=f"{pack.form.id}/{variant.file}")
    try:
        data = read_file(pack.form.folder / variant.file)
        template = inspect_template(data)
    except IntegplanError as error:
        yield UNUSABLE.finding(origin=place, nb=error.nb, en=error.en)
        return
    if hashlib.sha256(data).hexdigest() != pack.mapping.sha256.get(variant.id):
        yield OTHER_FILE.finding(origin=place, file=variant.file)
    yield from check_form(pack.mapping, template, pack.form.switches_of(variant), place)
