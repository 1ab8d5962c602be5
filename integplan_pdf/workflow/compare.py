"""compare: plans as they were sent against the same plans as they came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pydantic import BaseModel

from integplan_pdf.engine import paths
from integplan_pdf.engine.compare import compare as compare_texts
from integplan_pdf.engine.compare import paths_on_form, texts_of
from integplan_pdf.engine.headers import Headers, template_of
from integplan_pdf.engine.plans import field_paths, to_plan
from integplan_pdf.engine.policy import Policy
from integplan_pdf.model.change import Change
from integplan_pdf.model.facts import Facts
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.given import pdf_files
from integplan_pdf.workflow.guard import Opening
from integplan_pdf.workflow.progress import Progress, silent
from integplan_pdf.workflow.read import read_rows

NOT_RETURNED = Rule(
    "V100",
    Severity.WARNING,
    nb="Planen er sendt, men er ikke blant dem som er kommet tilbake. Etterlys den, eller legg til filen.",
    en="The plan was sent, but is not among those that came back. Ask for it, or add the file.",
)
NOT_SENT = Rule(
    "V101",
    Severity.WARNING,
    nb="Planen er ikke blant dem som ble sendt, og er ikke sammenlignet med noe. Kontroller ID-en.",
    en="The plan is not among those that were sent, and was compared with nothing. Check its ID.",
)
KNOWN_BY_NUMBER = Rule(
    "V102",
    Severity.INFO,
    nb="Filen har en annen ID enn planen som ble sendt. Den er kjent igjen på fødselsnummer eller DUF-nummer.",
    en="The file has another ID than the plan that was sent. It was known by its identification number.",
)
SENT_UNREADABLE = Rule(
    "V103",
    Severity.ERROR,
    nb="Planen som ble sendt, kan ikke leses, så det er ikke kjent hva som er endret. {reason}",
    en="The plan that was sent cannot be read, so it is not known what was changed. {reason_en}",
)


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What the person asked for.

    Attributes:
        on: the day to judge by.
        policy: which of the form's rules to use, and how.
        opening: how the files are opened.
    """

    on: dt.date
    policy: Policy = field(default_factory=Policy)
    opening: Opening = field(default_factory=Opening)


@dataclass(frozen=True, slots=True)
class _Version:
    """One plan on one side: its key, its row, None where it cannot be read, and what was found on the way."""

    key: str
    row: Row | None
    item: Item


@dataclass(frozen=True, slots=True)
class _Known:
    """A version understood: the plan, its texts, and what was wrong with them."""

    row: Row
    plan: BaseModel
    texts: Mapping[str, str]
    findings: tuple[Finding, ...]


def compare(sent: Path, returned: Path, pack: Pack, options: CompareOptions, progress: Progress = silent) -> Report:
    """Compare two sets of plans, each a file of rows, a PDF, a folder or a zip file of PDFs; one item per plan.

    Plans belong together by their ID, else by their identification number where no other has it. Only what the form
    has a place for is compared, unless both sides are rows.

    Raises:
        InputError, UsageError: one of the sides cannot be read at all.
    """
    before, lost_before = _side(sent, pack, options.opening, silent)
    after, lost_after = _side(returned, pack, options.opening, progress)
    on_form = _is_pdf(sent) or _is_pdf(returned)
    compared = paths_on_form(pack.mapping) if on_form else _all_paths(pack)
    comparison = _Comparison(pack, options, compared, Headers(pack.columns))
    items = tuple(comparison.items(before, after))
    notices = options.policy.notices(pack.rules)
    return Report("compare", items, (*notices, *lost_before, *lost_after), pack.form.title, options.on)


def _all_paths(pack: Pack) -> frozenset[str]:
    return frozenset(field_paths(pack.plan_type)) - {pack.columns.key_path, pack.mapping.variant_path}


def _is_pdf(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in (".pdf", ".zip")


def _side(path: Path, pack: Pack, opening: Opening, progress: Progress) -> tuple[list[_Version], Sequence[Finding]]:
    if _is_pdf(path):
        pdfs = pdf_files([path], opening.limits)
        found = read_rows(pdfs, pack, opening, progress)
        return [_Version(_key(row, item, pack), row, item) for row, item in found], ()
    rows, findings = row_files.load(path, pack.columns, opening.limits)
    return [
        _Version(row.key, row, Item(row.key, row.origin, Status.READ, findings=row.findings)) for row in rows
    ], findings


def _key(row: Row | None, item: Item, pack: Pack) -> str:
    """Return the key of a PDF; of one that cannot be read, what its name says."""
    return row.key if row else Path(item.file).stem.removesuffix(f"_{pack.form.id}")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two sets of plans held against each other.

    Attributes:
        compared: the plan paths that are compared, row numbers open.
    """

    pack: Pack
    options: CompareOptions
    compared: frozenset[str]
    headers: Headers

    def items(self, before: Sequence[_Version], after: Sequence[_Version]) -> Iterator[Item]:
        """Yield an item per plan: those that were sent, in their order, then those that were not."""
        partners, by_number = self._partners(before, after)
        for old in before:
            news = partners.get(id(old), [])
            if not news:
                yield self._missing(old)
            for new in news:
                yield self._compared(old, new, by_number=id(new) in by_number)
        paired = {id(new) for news in partners.values() for new in news}
        yield from (self._new(new) for new in after if id(new) not in paired)

    def _partners(
        self, before: Sequence[_Version], after: Sequence[_Version]
    ) -> tuple[dict[int, list[_Version]], set[int]]:
        """Return the returned versions of each plan that was sent, and which of them were known by number alone."""
        by_key = {old.key: old for old in reversed(before)}
        partners: dict[int, list[_Version]] = {}
        rest = []
        for new in after:
            if old := by_key.get(new.key):
                partners.setdefault(id(old), []).append(new)
            else:
                rest.append(new)
        alone = self._by_number([old for old in before if id(old) not in partners]) if rest else {}
        found = {number: new for number, new in self._by_number(rest).items() if number in alone}
        for number, new in found.items():
            partners[id(alone[number])] = [new]
        return partners, {id(new) for new in found.values()}

    def _by_number(self, versions: Iterable[_Version]) -> dict[str, _Version]:
        """Return the versions whose identification number no other has."""
        same: dict[str, list[_Version]] = {}
        for version in versions:
            plan = to_plan(version.row, self.pack.plan_type)[0] if version.row else None
            facts = self.pack.facts(plan, self.options.on) if plan else None
            number = facts.number if facts else ""
            same.setdefault("".join(filter(str.isalnum, number)), []).append(version)
        return {number: group[0] for number, group in same.items() if number and len(group) == 1}

    def _missing(self, old: _Version) -> Item:
        missing = NOT_RETURNED.finding(origin=old.item.origin)
        known = self._understood(old)
        facts = self._facts_of(known) if known else None
        return replace(old.item, status=Status.MISSING, findings=(*self._unreadable(old), missing), facts=facts)

    def _new(self, new: _Version) -> Item:
        known = self._understood(new)
        if known is None:
            return replace(new.item, status=Status.REFUSED)
        findings = (*new.item.findings, *known.findings, NOT_SENT.finding(origin=new.item.origin))
        return replace(new.item, status=Status.NEW, findings=_once(findings), facts=self._facts_of(known))

    def _facts_of(self, known: _Known) -> Facts | None:
        return self.pack.facts(known.plan, self.options.on)

    def _compared(self, old: _Version, new: _Version, *, by_number: bool) -> Item:
        before, after = self._understood(old), self._understood(new)
        if before is None or after is None:
            return replace(new.item, status=Status.REFUSED, findings=(*new.item.findings, *self._unreadable(old)))
        changes = tuple(self._changes(before, after))
        findings = [*new.item.findings, *after.findings, *self._judged(before, after)]
        findings += [KNOWN_BY_NUMBER.finding(origin=new.item.origin)] if by_number else []
        return replace(
            new.item,
            key=old.key,
            status=Status.CHANGED if changes else Status.UNCHANGED,
            findings=_once(findings),
            facts=self._facts_of(after),
            changes=changes,
        )

    def _unreadable(self, old: _Version) -> Iterator[Finding]:
        """Yield why a plan that was sent cannot be compared."""
        if self._understood(old) is None:
            told = next(iter(old.item.findings), None)
            nb, en = (told.nb, told.en) if told else ("", "")
            yield SENT_UNREADABLE.finding(origin=old.item.origin, reason=nb, reason_en=en)

    def _changes(self, before: _Known, after: _Known) -> list[Change]:
        decision = partial(self.pack.rules.core.source, day=self.options.on)
        return compare_texts(before.texts, after.texts, self.headers, decision)

    def _judged(self, before: _Known, after: _Known) -> Iterator[Finding]:
        """Yield what the form's rules say of the change."""
        found = self.pack.rules.check_change(before.plan, after.plan, self.options.on)
        for finding in self.options.policy.apply(found):
            yield replace(finding, origin=after.row.place(finding.path))

    def _understood(self, version: _Version) -> _Known | None:
        if version.row is None:
            return None
        plan, findings = to_plan(version.row, self.pack.plan_type)
        if plan is None:
            return None
        texts = texts_of(plan, self.headers) | self._as_written(version.row, findings)
        return _Known(version.row, plan, {path: texts[path] for path in texts if self._counts(path)}, tuple(findings))

    def _as_written(self, row: Row, findings: Iterable[Finding]) -> dict[str, str]:
        """Return the values that could not be taken into the plan: nobody is to think that they are gone."""
        found: dict[str, str] = {}
        for finding in findings:
            path = finding.path
            written = texts_of({path: paths.get(row.tree, path)}, self.headers) if path else {}
            while path and not self._counts(path):
                path = path.rpartition(".")[0]
            if written and path:
                found[path] = " ".join(filter(None, (found.get(path, ""), *written.values())))
        return found

    def _counts(self, path: str) -> bool:
        """Return whether what stands at `path` is compared."""
        return path in self.compared or template_of(path) in self.compared


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))
