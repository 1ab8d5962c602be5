"""A returned PDF as the row it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from integplan_pdf.engine import kinds
from integplan_pdf.engine.bind import BoundMapping, bind, decode, path_of_field, table_rows
from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.mapping import FormMapping, TableBinding
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.model.stored import StoredForm
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.read import read_form
from integplan_pdf.workflow.prepare import KEY_INFO
from integplan_pdf.workflow.store import read_file

VARIANT_INFO = "FormVariant"
"""Document-information key, set by the form's author, that names the variant."""

UNREADABLE = Rule("V010", Severity.ERROR, nb="{nb}", en="{en}")
NOT_THIS_FORM = Rule(
    "V011",
    Severity.ERROR,
    nb="PDF-en er ikke skjemaet {form}: den har {found} av skjemaets felt. Er den flatet ut, eller et annet skjema?",
    en="The PDF is not the form {form}: it has {found} of its fields. Was it flattened, or is it another form?",
)
UNKNOWN_FIELD = Rule(
    "V012",
    Severity.WARNING,
    nb="PDF-en har feltet «{field}», som skjemaet ikke har. Det er ikke lest.",
    en="The PDF has the field “{field}”, which the form does not have. It was not read.",
)


def read_row(path: Path, pack: Pack, password: str = "") -> tuple[Row | None, list[Finding]]:
    """Return the row that one PDF holds, or None when it cannot be read as this form."""
    origin = Origin(path.name)
    try:
        stored = read_form(read_file(path), password=password)
    except InputError as error:
        return None, [UNREADABLE.finding(origin=origin, nb=error.nb, en=error.en)]
    names = frozenset(item.name for item in stored.fields)
    bound = bind(pack.mapping, names, switches_of(pack.mapping, names))
    known = path_of_field(bound)
    found = len(names & set(known))
    if found * 2 < len(known):
        share = f"{found}/{len(known)}"
        return None, [
            NOT_THIS_FORM.finding(origin=origin, form=pack.form.id, found=share),
            *_placed(stored, origin, {}),
        ]
    row = _row(stored, bound, pack, path, origin)
    ignored = {item.field for item in pack.mapping.ignore}
    strangers = sorted(names - set(known) - ignored - {""})
    findings = _placed(stored, row.origin, known)
    return row, [*findings, *(UNKNOWN_FIELD.finding(origin=row.origin, field=name) for name in strangers)]


def _row(stored: StoredForm, bound: BoundMapping, pack: Pack, path: Path, origin: Origin) -> Row:
    key = stored.info.get(KEY_INFO, "") or path.stem.removesuffix(f"_{pack.form.id}")
    tree = {pack.columns.key_path: key}
    variant = stored.info.get(VARIANT_INFO, "")
    if variant and pack.mapping.variant_path:
        tree[pack.mapping.variant_path] = variant
    return Row(key, origin.at(key=key), tree | decode(bound, stored.values()))


def _placed(stored: StoredForm, origin: Origin, known: Mapping[str, str]) -> list[Finding]:
    return [replace(finding, origin=origin, path=known.get(finding.field, "")) for finding in stored.findings]


def switches_of(mapping: FormMapping, names: Iterable[str]) -> dict[str, bool]:
    """Return which switches a PDF with these field names was made with: on where a field bound to it is there."""
    there = frozenset(names)
    switches: dict[str, bool] = {}
    for binding in mapping.bind:
        if not binding.when:
            continue
        if isinstance(binding, TableBinding):
            has = table_rows(binding, there) > 0
        else:
            has = any(name in there for name in kinds.fields(binding))
        switch, negated = binding.when.removeprefix("!"), binding.when.startswith("!")
        if has:
            switches[switch] = not negated
        else:
            switches.setdefault(switch, negated)
    return switches
