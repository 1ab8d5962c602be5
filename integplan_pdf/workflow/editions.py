"""mapping check --pdf: a mapping held against another edition of its form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from integplan_pdf.bulk.limits import Limits
from integplan_pdf.engine.contract import check_form
from integplan_pdf.engine.drafting import draft, labels_near, paths_in_use, pdf_toml, propose
from integplan_pdf.engine.editions import Change, Status, What, compare
from integplan_pdf.errors import TemplateError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.form import Variant
from integplan_pdf.model.printed import PrintedPage
from integplan_pdf.model.row import Origin
from integplan_pdf.model.template import Template
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.pdf.labels import printed_pages
from integplan_pdf.workflow.guard import DEFAULT, opened, read_ordinary
from integplan_pdf.workflow.store import read_file

OTHER_WORDS = Rule(
    "T203",
    Severity.ERROR,
    nb="Feltet «{field}» heter som før, men står nå ved en annen tekst. Se etter hva det er for, og rett mappingen.",
    en="The field “{field}” has kept its name, but now stands beside other words. See what it is for, and mend the "
    "mapping.",
)
LESS_ROOM = Rule(
    "T204",
    Severity.WARNING,
    nb="Feltet «{field}» er endret ({what}). Verdier som passet før, passer kanskje ikke nå.",
    en="The field “{field}” was changed ({what}). Values that fitted before may not fit now.",
)
TAKEN_OVER = Rule(
    "T205",
    Severity.ERROR,
    nb="Feltet «{field}» ser ut til å hete «{new}» nå. Navnet «{field}» brukes av et annet felt; rett mappingen.",
    en="The field “{field}” seems to be called “{new}” now. Another field uses the name “{field}”; mend the mapping.",
)


@dataclass(frozen=True, slots=True)
class Edition:
    """A form's PDF with its fields and printed words."""

    template: Template
    pages: tuple[PrintedPage, ...]

    def labels(self) -> list[str]:
        """Return, for each field, the words printed near its widgets."""
        return [" ".join(labels) for labels in labels_near(self.template, self.pages)]


@dataclass(frozen=True, slots=True)
class Held:
    """A mapping held against another edition.

    Attributes:
        variant: the variant that the new PDF was compared with.
        changes: what became of each field.
        findings: where the mapping does not hold, or may not.
    """

    pack: Pack
    variant: Variant
    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether the mapping can be used with the new PDF once its digest is written."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def hold_against(pack: Pack, pdf: Path, limits: Limits = DEFAULT) -> Held:
    """Compare the PDF with the variant of the form that has most fields in common with it.

    Raises:
        InputError: a file cannot be read. TemplateError: `pdf` is no form.
    """
    new = opened(read_edition, pdf, limits, pdf.name)
    if not new.template.fields:
        raise TemplateError(nb=f"«{pdf.name}» har ingen skjemafelt.", en=f"“{pdf.name}” has no form fields.")
    variant, old = _nearest_variant(pack, new)
    changes = tuple(compare(old.template, new.template, old.labels(), new.labels()))
    place = Origin(file=pdf.name)
    contract = check_form(pack.mapping, new.template, pack.form.switches_of(variant), place)
    return Held(pack, variant, old, new, changes, (*contract, *_findings(changes, new.template, place)))


def read_edition(pdf: Path) -> Edition:
    """Return a PDF's fields and printed words."""
    data = read_ordinary(pdf)
    return Edition(inspect_template(data), printed_pages(data))


def _nearest_variant(pack: Pack, new: Edition) -> tuple[Variant, Edition]:
    """Return the variant that is this very file, or else has most field names in common and fewest besides."""
    names = set(new.template.by_name())
    same = [variant for variant in pack.form.variants if variant.sha256 == new.template.sha256]
    read = [(variant, read_file(pack.form.folder / variant.file)) for variant in same or pack.form.variants]
    found = [(variant, inspect_template(data), data) for variant, data in read]

    def likeness(item: tuple[Variant, Template, bytes]) -> tuple[int, int]:
        theirs = set(item[1].by_name())
        return len(names & theirs), -len(theirs)

    variant, template, data = max(found, key=likeness)
    return variant, Edition(template, printed_pages(data))


def _findings(changes: tuple[Change, ...], new: Template, place: Origin) -> list[Finding]:
    there = new.by_name()
    found = []
    for change in changes:
        if change.status is Status.DOUBTFUL:
            found.append(OTHER_WORDS.finding(origin=place, field=change.old))
        elif change.status is Status.RENAMED and change.old in there:
            found.append(TAKEN_OVER.finding(origin=place, field=change.old, new=change.new))
        elif change.status is Status.CHANGED and (what := _tighter(change)):
            found.append(LESS_ROOM.finding(origin=place, field=change.old, what=what))
    return found


def _tighter(change: Change) -> str:
    """Return the limits that have changed, which the contract of names, kinds and states does not see."""
    limits = (What.MAX_LENGTH, What.OPTIONS, What.READ_ONLY)
    return ", ".join(
        f"{one.what}: {one.before or '–'} → {one.after or '–'}" for one in change.differences if one.what in limits
    )


def proposal(held: Held) -> str:
    """Return `pdf.toml` carried over to the new edition, every change commented, for a person to read and finish."""
    mapping, new = held.pack.mapping, held.new.template
    came = {change.new for change in held.changes if change.status is Status.ADDED}
    added = replace(new, fields=tuple(field for field in new.fields if field.name in came))
    drafted = draft(added, held.new.pages, mapping.form, mapping.edition, taken=paths_in_use(mapping))
    names = frozenset(held.old.template.by_name())
    proposed = propose(mapping, names, held.changes, drafted, (held.variant.id, new.sha256))
    return pdf_toml(proposed.mapping, proposed.notes, _head(proposed.dropped))


def _head(dropped: tuple[str, ...]) -> str:
    lines = [
        "Forslag til pdf.toml for en ny utgave av skjemaet. Les alle kommentarer med store bokstaver, rett, og kjør",
        "«integplan mapping check». Nye felt trenger også kolonner i columns.toml.",
    ]
    return "\n".join([*lines, *(f"BORTE: {path}" for path in dropped)])
