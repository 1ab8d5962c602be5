"""A returned PDF as the row it holds: stored values where there are fields, else what the pages show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from integplan_pdf.engine import kinds
from integplan_pdf.engine.bind import BoundMapping, bind, decode, path_of_field
from integplan_pdf.errors import InputError
from integplan_pdf.model.evidence import Evidence
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.got import Got, How, Provenance
from integplan_pdf.model.recognized import Recognized
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.model.stored import StoredForm, StoredValue
from integplan_pdf.packs.catalogue import Pack, form_ids, load_pack
from integplan_pdf.workflow.known import stored_form
from integplan_pdf.workflow.prepare import KEY_INFO
from integplan_pdf.workflow.recognition import recognize, switches_of
from integplan_pdf.workflow.seen import look_into
from integplan_pdf.workflow.shown import Shown, shown_values
from integplan_pdf.workflow.store import Readable, read_file

UNREADABLE = Rule("V010", Severity.ERROR, nb="{nb}", en="{en}")
OTHER_FORM = Rule(
    "V011",
    Severity.ERROR,
    nb="PDF-en er skjemaet {other}, ikke {form}: {nb}. Les den med --form {other}.",
    en="The PDF is the form {other}, not {form}: {en}. Read it with --form {other}.",
)
UNKNOWN_FIELD = Rule(
    "V012",
    Severity.WARNING,
    nb="PDF-en har feltet «{field}», som skjemaet ikke har. Det er ikke lest.",
    en="The PDF has the field “{field}”, which the form does not have. It was not read.",
)
UNKNOWN_FORM = Rule(
    "V040",
    Severity.ERROR,
    nb="PDF-en er ikke noe skjema som programmet kjenner: verken feltnavn, sidemerker eller fast tekst passer. "
    "«integplan raw read» viser feltene den har.",
    en="The PDF is no form that the program knows: neither field names, page marks nor printed text fit. "
    "“integplan raw read” shows the fields it has.",
)
OTHER_EDITION = Rule(
    "V041",
    Severity.WARNING,
    nb="PDF-en er utgave {found} av skjemaet, mappingen er skrevet for {edition}. Kontroller verdiene mot papiret.",
    en="The PDF is edition {found} of the form, the mapping was written for {edition}. Check the values against the "
    "page.",
)


@dataclass(frozen=True, slots=True)
class Returned:
    """What one returned PDF is and holds.

    Attributes:
        row: None where it cannot be read as the form that was asked for.
        recognized: what it was taken for; None where it is no known form.
        provenance: plan path → how its value was got; of paths that hold something, or something unreadable.
        evidence: those findings that rest on what is seen, with the values.
    """

    row: Row | None
    findings: list[Finding]
    recognized: Recognized | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


def read_returned(path: Readable, pack: Pack, password: str = "") -> Returned:
    """Return what one PDF is, and the row that it holds."""
    origin = Origin(path.name)
    try:
        data = read_file(path)
        stored = stored_form(data, pack, password)
        names = frozenset(item.name for item in stored.fields)
        shown = Shown(data, password)
        found = recognize(data, stored, shown, [pack], password)
        if found is None:
            return _not_this_form(data, stored, pack, shown, origin)
        return _read(path, stored, names, shown, found, pack)
    except InputError as error:
        return Returned(None, [UNREADABLE.finding(origin=origin, nb=error.nb, en=error.en)])


def _read(
    path: Readable, stored: StoredForm, names: frozenset[str], shown: Shown, found: Recognized, pack: Pack
) -> Returned:
    """Return the row of a file that is the form, from its fields and from what its pages show of those it lacks."""
    printed = shown_values(shown, pack, found, names)
    if printed.refused:
        return Returned(None, [_at(finding, Origin(path.name), {}) for finding in printed.findings], found)
    there = names | printed.names
    bound = bind(pack.mapping, there, printed.switches or switches_of(pack.mapping, there))
    known = path_of_field(bound)
    got = {name: Got(value, How.STORED, 1.0) for name, value in stored.values().items()} | dict(printed.values)
    row = _row(stored, bound, pack, path, found, {name: one.value for name, one in got.items()})
    ignored = {item.field for item in pack.mapping.ignore}
    looked_into = look_into(shown, stored, pack, found.variant)
    findings = [_at(finding, row.origin, known) for finding in _told(stored, printed.values)]
    findings += [_at(finding, row.origin, known) for finding in printed.findings]
    findings += [
        UNKNOWN_FIELD.finding(origin=row.origin, field=name) for name in sorted(names - known.keys() - ignored - {""})
    ]
    if found.edition and found.edition != pack.form.edition:
        findings.append(OTHER_EDITION.finding(origin=row.origin, found=found.edition, edition=pack.form.edition))
    evidence = [replace(one, finding=_at(one.finding, row.origin, known)) for one in looked_into]
    findings += [one.finding for one in evidence]
    return Returned(row, findings, found, dict(_provenance(bound, got)), tuple(evidence))


def _told(stored: StoredForm, printed: Mapping[str, Got]) -> Iterator[Finding]:
    """Yield what reading the fields found; that there are none is no fault where the pages could be read."""
    return (finding for finding in stored.findings if not (printed and finding.rule == "V020"))


def _row(
    stored: StoredForm,
    bound: BoundMapping,
    pack: Pack,
    path: Readable,
    found: Recognized,
    values: Mapping[str, StoredValue | None],
) -> Row:
    key = stored.info.get(KEY_INFO, "") or path.stem.removesuffix(f"_{pack.form.id}")
    tree = {pack.columns.key_path: key}
    if found.variant and pack.mapping.variant_path:
        tree[pack.mapping.variant_path] = found.variant
    return Row(key, Origin(path.name, key=key), tree | decode(bound, values))


def _provenance(bound: BoundMapping, got: Mapping[str, Got]) -> Iterator[tuple[str, Provenance]]:
    """Yield path → how its value was got; of several fields the one that is least sure."""
    for place in bound.places:
        here = [got[name] for name in kinds.fields(place.binding) if name in got]
        if any(one.value not in ("", kinds.OFF, ()) for one in here):
            yield place.path, min(here, key=lambda one: one.sure).provenance


def _not_this_form(data: bytes, stored: StoredForm, pack: Pack, shown: Shown, origin: Origin) -> Returned:
    """Return why a file is not read: it is another form, or none that is known."""
    from integplan_pdf.pdf.printed.rules import SCAN

    if shown.is_scan:
        return Returned(None, [SCAN.finding(origin=origin)])
    found = recognize(data, stored, shown, _others(pack.form.id), shown.password)
    if found is None:
        findings = [UNKNOWN_FORM.finding(origin=origin), *(_at(finding, origin, {}) for finding in stored.findings)]
        return Returned(None, findings)
    said = OTHER_FORM.finding(origin=origin, form=pack.form.id, other=found.form, nb=found.nb, en=found.en)
    return Returned(None, [said], found)


@cache
def _others(form: str) -> list[Pack]:
    """Return the packs of the other forms that come with the program."""
    return [load_pack(id) for id in form_ids() if id != form]


def _at(finding: Finding, origin: Origin, known: Mapping[str, str]) -> Finding:
    return replace(finding, origin=origin, path=known.get(finding.field, ""))
