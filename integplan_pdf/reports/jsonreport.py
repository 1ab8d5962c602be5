"""A report as one JSON document. `schema` describes it; `docs/report.schema.json` is that description, published."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from integplan_pdf.errors import ExitCode
from integplan_pdf.model.change import Change, ChangeKind
from integplan_pdf.model.facts import Facts, Standing
from integplan_pdf.model.finding import Finding, Severity, Strength
from integplan_pdf.model.got import CERTAIN, How
from integplan_pdf.model.recognized import Basis, Recognized
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.room import Fit, Fitting
from integplan_pdf.reports.view.entries import Entry, entries, safe
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.privacy import printable


class _Part(BaseModel):
    """Base of the parts: unknown names are errors, and what was not given is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EvidencePart(_Part):
    """The values that a finding rests on; only when asked for. What is not known is left out."""

    stored: str = Field(default="", description="Stored in the field.")
    seen: str = Field(default="", description="Seen in its place, or written where nothing should be.")


class FindingPart(_Part):
    """One rule broken in one place, or not judged. Places that are not known are left out."""

    rule: str = Field(description="Permanent id of the rule.")
    severity: Severity
    message: str = Field(description="What is wrong and what to do, in the language of the report; never a value.")
    file: str = ""
    sheet: str = ""
    row: int = Field(
        default=0, ge=0, description="Row of the sheet, line of a text file, or plan in a JSON list; from 1."
    )
    column: str = Field(default="", description="Header text of the column.")
    id: str = Field(default="", description="Key of the row.")
    path: str = Field(default="", description="Place in the plan; rows are counted from 1.")
    field: str = Field(default="", description="Full name of the PDF field.")
    source: str = Field(default="", description="Act or document, and section, that the rule rests on.")
    source_url: str = ""
    strength: Strength | None = Field(default=None, description="Law, the form's own instructions, or good advice.")
    unassessed: bool = Field(default=False, description="The rule could not be judged: the fact at `path` is missing.")
    evidence: EvidencePart | None = Field(default=None, description="Only when values were asked for.")


class DeadlinePart(_Part):
    """A day by which something of the plan is to be done."""

    day: dt.date
    kind: str
    done: bool


class LevelPart(_Part):
    """The step that the plan has chosen in one topic, and how it stands to the norm."""

    scale: str
    topic: str
    step: str
    norm: str = Field(default="", description="Left out when a fact it depends on is missing.")
    standing: Standing


class FitPart(_Part):
    """A text, or the rows of a table, that does not fit the form as it is; what fits is not listed."""

    path: str = Field(description="Place in the plan.")
    fitting: Fitting = Field(
        description="Set smaller, in a larger box or table, continued on a sheet, or still with too little room."
    )
    field: str = Field(default="", description="Full name of the PDF field; left out for a table.")
    size: float = Field(default=0.0, description="Size of the text in points, where it is smaller than the form's.")
    lost: int = Field(default=0, description="Characters, or rows of a table, that have no room.")
    item: int = Field(default=0, description="Number of the item on the sheet where it continues.")


class ChangePart(_Part):
    """A value, or a row of a table, that differs from the version before."""

    kind: ChangeKind
    path: str = Field(description="Place in the plan as it is now; of what is gone, as it was.")
    place: str = Field(description="The same in the words of the spreadsheet.")
    was: str = Field(default="", description="Place in the version before, where it was another.")
    length_before: int = Field(description="Characters.")
    length_after: int
    before: str = Field(default="", description="Only when values were asked for.")
    after: str = Field(default="", description="Only when values were asked for.")
    decision: str = Field(default="", description="The act and section by which this change asks for a new decision.")


class RecognizedPart(_Part):
    """What a returned file was taken for."""

    form: str = Field(description="Id of the form.")
    edition: str = Field(default="", description="Left out where it cannot be told.")
    variant: str = Field(default="", description="Left out where it cannot be told.")
    how: Basis = Field(description="By what the file says of itself, its fields, its page marks or its printed text.")
    confidence: float = Field(ge=0, le=1)
    reason: str = Field(description="In the language of the report.")


class ProvenancePart(_Part):
    """How a value was got from a returned file."""

    how: How = Field(description="Stored in a field, printed as text on the page, or judged by the ink in a box.")
    sure: float = Field(ge=0, le=1, description=f"From {CERTAIN} on the value may be relied on; 0 is not read at all.")


class ItemPart(_Part):
    """One plan or one file."""

    id: str = Field(description="Key of the row; digits of what looks like an identification number are covered.")
    status: Status
    file: str = Field(description="The file written or read, or empty.")
    variant: str = Field(description="Variant of the form, or empty.")
    findings: tuple[FindingPart, ...]
    adviser: str = Field(default="", description="A number instead of a name, unless names were asked for.")
    name: str = Field(default="", description="Only when names were asked for.")
    number: str = Field(default="", description="Identification number; only when names were asked for.")
    deadlines: tuple[DeadlinePart, ...] = ()
    levels: tuple[LevelPart, ...] = ()
    fits: tuple[FitPart, ...] = ()
    changes: tuple[ChangePart, ...] = ()
    recognized: RecognizedPart | None = None
    provenance: dict[str, ProvenancePart] = Field(default_factory=dict, description="By place in the plan.")


class Document(_Part):
    """The outcome of one run of integplan."""

    version: Literal[1] = Field(description="Version of this format.")
    verb: str = Field(description="What was done: fill, read, check, compare.")
    exit_code: ExitCode
    form: str = Field(default="", description="Title of the form.")
    on: dt.date | None = Field(default=None, description="The day that the plans were judged by.")
    items: tuple[ItemPart, ...]
    findings: tuple[FindingPart, ...] = Field(description="What concerns no single item.")


def render(report: Report, lang: str, *, show_values: bool = False) -> str:
    """Return the report as JSON text, messages in `lang`, ending in a line feed."""
    language = Language(lang)
    known: dict[str, Any] = {"form": printable(report.form)} if report.form else {}
    known |= {"on": report.on} if report.on else {}
    document = Document(
        version=1,
        verb=report.verb,
        exit_code=report.exit_code,
        items=tuple(_item(entry, language, show_values) for entry in entries(report, language, show_values)),
        findings=tuple(_finding(finding, lang, show_values) for finding in report.findings),
        **known,
    )
    return f"{json.dumps(_plain(document), ensure_ascii=False, indent=2)}\n"


def schema() -> str:
    """Return the JSON Schema (2020-12) of the document as text."""
    described = Document.model_json_schema(mode="validation")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "integplan report"}
    return f"{json.dumps(head | described | head, ensure_ascii=False, indent=2)}\n"


def as_json(finding: Finding, lang: str) -> dict[str, Any]:
    """Return a finding as JSON values; empty places are left out."""
    return _plain(_finding(finding, lang, show_values=False))


def _plain(part: _Part) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_unset=True)


def _item(entry: Entry, language: Language, show_values: bool) -> ItemPart:
    item = entry.item
    if item is None:
        raise ValueError("an entry of the run has no item")
    show = _show(show_values)
    known = {"adviser": entry.adviser, "name": entry.name, "number": entry.number}
    return ItemPart(
        id=entry.key,
        status=item.status,
        file=show(item.file),
        variant=printable(item.variant),
        findings=tuple(_judged(finding, entry, language.lang, show_values) for finding in item.findings),
        **{name: value for name, value in known.items() if value},
        **_facts(entry.facts, language),
        **({"fits": tuple(map(_fit, item.fits))} if item.fits else {}),
        **({"changes": tuple(_change(change, show_values) for change in item.changes)} if item.changes else {}),
        **_returned(item, language),
    )


def _judged(finding: Finding, entry: Entry, lang: str, show_values: bool) -> FindingPart:
    """Return a finding, with the values it rests on if they were asked for."""
    part, found = _finding(finding, lang, show_values), entry.evidence.get(finding)
    known = {"stored": printable(found.stored), "seen": printable(found.seen)} if found else {}
    values = {name: value for name, value in known.items() if value}
    return part.model_copy(update={"evidence": EvidencePart(**values)}) if values else part


def _returned(item: Item, language: Language) -> dict[str, Any]:
    """Return what a returned file was taken for, and how its values were got."""
    known: dict[str, Any] = {}
    if item.recognized:
        known["recognized"] = _recognized(item.recognized, language)
    if item.provenance:
        known["provenance"] = {
            printable(path): ProvenancePart(how=got.how, sure=got.sure) for path, got in item.provenance.items()
        }
    return known


def _recognized(found: Recognized, language: Language) -> RecognizedPart:
    known = {"edition": printable(found.edition), "variant": printable(found.variant)}
    return RecognizedPart(
        form=printable(found.form),
        how=found.how,
        confidence=round(found.confidence, 3),
        reason=printable(found.reason(language.lang)),
        **{name: value for name, value in known.items() if value},
    )


def _facts(facts: Facts, language: Language) -> dict[str, Any]:
    deadlines = tuple(
        DeadlinePart(day=item.day, kind=language.say(item.kind), done=item.done) for item in facts.deadlines
    )
    levels = tuple(
        LevelPart(
            scale=language.say(mark.scale.title),
            topic=language.say(mark.topic),
            step=printable(mark.step),
            standing=mark.standing,
            **({"norm": printable(mark.norm)} if mark.norm else {}),
        )
        for mark in facts.marks
    )
    return {name: parts for name, parts in (("deadlines", deadlines), ("levels", levels)) if parts}


def _fit(fit: Fit) -> FitPart:
    known = {"field": printable(fit.field), "size": fit.size, "lost": fit.lost, "item": fit.item}
    return FitPart(
        path=printable(fit.path),
        fitting=fit.fitting,
        **{name: value for name, value in known.items() if value},
    )


def _change(change: Change, show_values: bool) -> ChangePart:
    texts = {"before": printable(change.before), "after": printable(change.after)} if show_values else {}
    known = {"was": printable(change.was), "decision": printable(str(change.decision or "")), **texts}
    return ChangePart(
        kind=change.kind,
        path=printable(change.path),
        place=printable(change.place),
        length_before=len(change.before),
        length_after=len(change.after),
        **{name: value for name, value in known.items() if value},
    )


def _finding(finding: Finding, lang: str, show_values: bool) -> FindingPart:
    origin, source, show = finding.origin, finding.source, _show(show_values)
    known: dict[str, Any] = {
        "file": show(origin.file),
        "sheet": printable(origin.sheet),
        "row": origin.row,
        "column": printable(origin.column),
        "id": show(origin.key),
        "path": printable(finding.path),
        "field": printable(finding.field),
        "source": printable(str(source)) if source else "",
        "source_url": printable(source.url) if source else "",
        "strength": finding.strength,
        "unassessed": finding.unassessed,
    }
    return FindingPart(
        rule=printable(finding.rule),
        severity=finding.severity,
        message=show(finding.message(lang)),
        **{name: value for name, value in known.items() if value},
    )


def _show(show_values: bool) -> Callable[[str], str]:
    return printable if show_values else safe
