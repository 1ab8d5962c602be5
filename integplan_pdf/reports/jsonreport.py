"""A report as one JSON document."""

from __future__ import annotations

import json
from typing import Any

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item, Report


def render(report: Report, lang: str) -> str:
    """Return the report as JSON text, messages in `lang`, ending in a line feed."""
    document = {
        "verb": report.verb,
        "exit_code": int(report.exit_code),
        "items": [_item(item, lang) for item in report.items],
        "findings": [as_json(finding, lang) for finding in report.findings],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _item(item: Item, lang: str) -> dict[str, Any]:
    return {
        "id": item.key,
        "status": item.status.value,
        "file": item.file,
        "variant": item.variant,
        "findings": [as_json(finding, lang) for finding in item.findings],
    }


def as_json(finding: Finding, lang: str) -> dict[str, Any]:
    """Return a finding as JSON values; empty places are left out."""
    origin = finding.origin
    place = {"file": origin.file, "sheet": origin.sheet, "row": origin.row, "column": origin.column, "id": origin.key}
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message(lang),
        **{name: value for name, value in place.items() if value},
        **({"path": finding.path} if finding.path else {}),
        **({"field": finding.field} if finding.field else {}),
        **({"source": str(finding.source)} if finding.source else {}),
    }
