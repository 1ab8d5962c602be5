"""What a file of rows gives: clean plans and findings, or the error that stops the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from integplan_pdf.engine.plans import to_plan
from integplan_pdf.errors import IntegplanError
from integplan_pdf.model.finding import Finding
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.rows import load

PACK = load_pack("integreringsplan")


def outcome(path: Path) -> dict[str, Any]:
    """Return what stands in `<name>.expected.json`."""
    try:
        rows, findings = load(path, PACK.columns)
        made = [to_plan(row, PACK.plan_type) for row in rows]
    except IntegplanError as error:
        return {"exit_code": int(error.exit_code), "nb": error.nb}
    plans = [plan.model_dump(mode="json", exclude_defaults=True) for plan, _ in made if plan]
    every = [*findings, *(finding for _, found in made for finding in found)]
    return {"plans": plans, "findings": [_shown(finding) for finding in every]}


def _shown(finding: Finding) -> str:
    """Return a finding on one line."""
    origin = finding.origin.at(file="")
    return " ".join(part for part in (finding.rule, finding.severity, origin.describe(), finding.path) if part)
