"""A report as JUnit XML, as build servers read it: a test case per plan, which fails when the plan has errors."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Report
from integplan_pdf.reports.view.changes import changes_as_findings
from integplan_pdf.reports.view.entries import WEIGHT, Entry, Weight, entries, safe, weight, whole_run
from integplan_pdf.reports.view.language import Language


def render(report: Report, lang: str, *, show_values: bool = False) -> bytes:
    """Return the report as UTF-8 XML."""
    language = Language(lang)
    cases = [*whole_run(report, language), *entries(report, language, show_values)]
    failures = sum(entry.count(Weight.ERROR) > 0 for entry in cases)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}
    suites = Element("testsuites", {"name": "integplan", **counts})
    suite = SubElement(suites, "testsuite", {"name": report.verb, **counts})
    for entry in cases:
        _case(suite, entry, report.verb, language)
    indent(suites)
    xml: bytes = tostring(suites, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _case(suite: Element, entry: Entry, verb: str, language: Language) -> None:
    """Add a plan: errors as one failure, as readers expect, and the rest as output."""
    case = SubElement(suite, "testcase", classname=f"integplan.{verb}", name=entry.key or entry.file)
    errors = [finding for finding in entry.findings if weight(finding) is Weight.ERROR]
    others = [finding for finding in entry.findings if weight(finding) is not Weight.ERROR]
    others += changes_as_findings(entry)
    if errors:
        rules = ", ".join(dict.fromkeys(safe(finding.rule) for finding in errors))
        SubElement(case, "failure", type="error", message=rules).text = _lines(errors, language)
    if others:
        SubElement(case, "system-out").text = _lines(others, language)


def _lines(findings: Iterable[Finding], language: Language) -> str:
    return "\n".join(_line(finding, language) for finding in findings)


def _line(finding: Finding, language: Language) -> str:
    place = ", ".join(part for part in (finding.origin.at(key="").describe(language.lang), finding.path) if part)
    return safe(f"{language.say(WEIGHT[weight(finding)])} {finding.rule} {place}: {finding.message(language.lang)}")
