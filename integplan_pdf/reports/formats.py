"""Which formats a report can have, by the suffix of its file."""

from __future__ import annotations

from integplan_pdf.model.report import Report

SUFFIXES = (".html", ".xlsx", ".json", ".csv", ".md", ".sarif", ".xml")
"""HTML and Excel to read, CSV and JSON to work on, Markdown to paste, SARIF and JUnit (.xml) for pipelines."""


def render(report: Report, suffix: str, lang: str, *, show_values: bool = False) -> bytes:
    """Return the report in the format of `suffix`, one of `SUFFIXES`, in `lang` (`nb` or `en`).

    Names and identification numbers are in it only with `show_values`. Same report, same bytes.

    Raises:
        ValueError: the suffix is none of them; a fault of the program.
    """
    if suffix == ".json":
        from integplan_pdf.reports import jsonreport

        return jsonreport.render(report, lang, show_values=show_values).encode()
    if suffix == ".sarif":
        from integplan_pdf.reports import sarifreport

        return sarifreport.render(report, lang, show_values=show_values)
    if suffix == ".xml":
        from integplan_pdf.reports import junitreport

        return junitreport.render(report, lang, show_values=show_values)
    return _from_view(report, suffix, lang, show_values)


def _from_view(report: Report, suffix: str, lang: str, show_values: bool) -> bytes:
    from integplan_pdf.reports import csvreport, htmlreport, mdreport
    from integplan_pdf.reports.view import view

    seen = view(report, lang, show_values=show_values)
    if suffix == ".xlsx":
        from integplan_pdf.reports import xlsxreport

        return xlsxreport.render(seen)
    match suffix:
        case ".html":
            return htmlreport.render(seen)
        case ".csv":
            return csvreport.render(seen)
        case ".md":
            return mdreport.render(seen)
    raise ValueError(suffix)
