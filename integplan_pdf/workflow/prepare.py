"""A row worked out up to the bytes of its PDF, without writing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from integplan_pdf.engine import bind, paths
from integplan_pdf.engine.plans import to_plan
from integplan_pdf.engine.policy import Policy
from integplan_pdf.errors import MappingError, TemplateError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.room import Fit, Overflow
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.findings import NO_ROOM
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.pdf.write import Filled
from integplan_pdf.workflow.attempt import attempt
from integplan_pdf.workflow.shelf import OpenVariant, Shelf

KEY_INFO = "IntegplanKey"
"""Document-information key that holds the row key, so that a renamed file is still known."""

TOO_LONG = Rule(
    "F111",
    Severity.ERROR,
    nb="Teksten i «{path}» er {lost} tegn for lang for feltet, selv med {size} punkts skrift. Kort den ned, "
    "eller la den fortsette i et vedlegg med --overflow continue.",
    en="The text of “{path}” is {lost} characters too long for its box, even at {size} points. Shorten it, or let it "
    "continue on an attachment with --overflow continue.",
)
NO_VARIANT = Rule(
    "F112",
    Severity.ERROR,
    nb="{nb}",
    en="{en}",
)
KEY_IS_A_NUMBER = Rule(
    "R007",
    Severity.WARNING,
    nb="Raden har en ID på elleve eller tolv siffer, og ID-en blir filnavn. Bruk ikke fødselsnummer eller "
    "DUF-nummer som ID.",
    en="The row's ID has eleven or twelve digits, and the ID becomes the file name. Do not use a fødselsnummer or "
    "DUF number as ID.",
)


@dataclass(frozen=True, slots=True)
class FillOptions:
    """What the person asked for.

    Attributes:
        on: the day to judge by.
        variant: a variant for all rows; empty lets each row's facts choose.
        draft: write plans that break rules too; what cannot be written right is still refused.
        name: pattern of the file names.
        overwrite: replace files that somebody has changed or signed.
        flatten: write the plans as pages without fields.
        policy: which of the form's rules to use, and how.
        overflow: what is done with a plan that has too little room; None lets the form grow if it can.
        fonts: what shows the scripts that neither the form's fonts nor ours have.
        compact: write smaller files, which takes longer.
    """

    on: dt.date
    variant: str = ""
    draft: bool = False
    name: str = "{id}_{form}"
    overwrite: bool = False
    flatten: bool = False
    policy: Policy = field(default_factory=Policy)
    overflow: Overflow | None = None
    fonts: tuple[FontFile, ...] = ()
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row worked out up to its bytes; `filled` is None when it cannot be written."""

    row: Row
    plan: BaseModel | None
    opened: OpenVariant | None
    filled: Filled | None
    findings: tuple[Finding, ...]
    fits: tuple[Fit, ...] = ()


def prepare(row: Row, shelf: Shelf, options: FillOptions) -> Prepared:
    """Check a row and work out its PDF, without writing anything."""
    pack = shelf.pack
    plan, findings = to_plan(row, pack.plan_type)
    if plan is None:
        return Prepared(row, None, None, None, tuple(findings))
    findings += _key(row)
    unlawful = _rules(row, plan, pack, options, findings)
    try:
        base = shelf.open(choose_variant(plan, shelf, options.variant))
        tried = attempt(plan, row, shelf, base, {KEY_INFO: row.key})
    except (TemplateError, MappingError) as error:
        problem = NO_VARIANT.finding(origin=row.origin, nb=error.nb, en=error.en)
        return Prepared(row, plan, None, None, (*findings, *unlawful, problem))
    findings += [*tried.without_place, *_fitting(tried.filled, tried.opened, row)]
    writable = not has_error(findings) and (options.draft or not has_error(unlawful))
    filled = tried.filled if writable else None
    return Prepared(row, plan, tried.opened, filled, (*findings, *unlawful), tried.fits)


def choose_variant(plan: BaseModel, shelf: Shelf, asked: str) -> str:
    """Return the id of the variant: asked for, else named by the row, else following from its facts.

    A name of one that has grown stands for the one it grew from: how much it grows is found from the plan.

    Raises:
        TemplateError: the facts ask for a variant that the form does not have.
    """
    mapping, form = shelf.pack.mapping, shelf.pack.form
    named = asked or (paths.get(plan, mapping.variant_path) if mapping.variant_path else "")
    if named:
        base = form.base(str(named))
        return base.id if base else str(named)
    switches = bind.switches_for(mapping, plan, form.switches)
    variant = form.by_switches(switches)
    if variant is None:
        off = ", ".join(name for name, on in switches.items() if not on)
        raise TemplateError(
            nb=f"Skjemaet har ingen variant uten: {off}. Velg en variant med --variant.",
            en=f"The form has no variant without: {off}. Choose one with --variant.",
        )
    return variant.id


def _key(row: Row) -> Iterator[Finding]:
    if row.key.isdecimal() and len(row.key) in (11, 12):
        yield KEY_IS_A_NUMBER.finding(origin=row.origin.at(key=""))


def _rules(row: Row, plan: BaseModel, pack: Pack, options: FillOptions, found: list[Finding]) -> list[Finding]:
    """Return the form's own rules broken, but nothing about values that already have a finding."""
    flagged = {finding.path for finding in found}
    judged = options.policy.apply(pack.check(plan, options.on))
    broken = (finding for finding in judged if finding.path not in flagged)
    return [replace(finding, origin=row.place(finding.path)) for finding in broken]


def _fitting(filled: Filled, opened: OpenVariant, row: Row) -> Iterator[Finding]:
    """Yield what the engine found, placed on the row's cells; text that does not fit is an error."""
    for fit in filled.fits:
        if fit.lost:
            path = opened.paths.get(fit.field, "")
            size = f"{fit.size:g}".replace(".", ",")
            yield TOO_LONG.finding(origin=row.place(path), path=path, field=fit.field, lost=fit.lost, size=size)
    for finding in filled.findings:
        if finding.rule == NO_ROOM.id:
            continue
        yield placed(finding, opened, row)


def placed(finding: Finding, opened: OpenVariant, row: Row) -> Finding:
    """Return a finding on a field with the plan path and the cell that the field's value came from."""
    path = opened.paths.get(finding.field, "")
    return replace(finding, origin=row.place(path) if path else row.origin, path=path)


def has_error(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
