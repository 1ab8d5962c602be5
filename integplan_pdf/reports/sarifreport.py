"""Findings as SARIF 2.1.0 (OASIS), for code review and quality services."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from integplan_pdf import __version__
from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.report import Report
from integplan_pdf.reports.view.changes import changes_as_findings
from integplan_pdf.reports.view.entries import Entry, entries, safe, whole_run
from integplan_pdf.reports.view.language import Language

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, lang: str, *, show_values: bool = False) -> bytes:
    """Return the log as UTF-8 JSON: one result per finding and per change."""
    language = Language(lang)
    everything = [*whole_run(report, language), *entries(report, language, show_values)]
    found = [(entry, finding) for entry in everything for finding in [*entry.findings, *changes_as_findings(entry)]]
    rules = sorted({safe(finding.rule) for _, finding in found})
    driver = {"name": "integplan", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    results = [_result(entry, finding, rules, language) for entry, finding in found]
    run = {"tool": {"driver": driver}, "language": lang, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(log, ensure_ascii=False, indent=1)}\n".encode()


def _result(entry: Entry, finding: Finding, rules: list[str], language: Language) -> dict[str, Any]:
    """Return a finding as a result; what could not be judged is of kind `open`, which has no level."""
    return {
        "ruleId": safe(finding.rule),
        "ruleIndex": rules.index(safe(finding.rule)),
        "kind": "open" if finding.unassessed else "fail",
        "level": "none" if finding.unassessed else _LEVEL[finding.severity],
        "message": {"text": safe(finding.message(language.lang))},
        "locations": [dict(_location(entry, finding))],
    }


def _location(entry: Entry, finding: Finding) -> Iterator[tuple[str, Any]]:
    """Yield the file with the row as its line, and the plan with the path in it."""
    file = safe(finding.origin.file) or entry.file
    if file:
        region = {"region": {"startLine": finding.origin.row}} if finding.origin.row else {}
        yield "physicalLocation", {"artifactLocation": {"uri": quote(file)}, **region}
    plan = entry.key or entry.file
    name = "/".join(part for part in (plan, safe(finding.path)) if part)
    yield "logicalLocations", [{"name": plan, "fullyQualifiedName": name}]
