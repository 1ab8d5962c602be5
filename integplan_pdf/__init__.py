"""Spreadsheet rows in, finished official PDF plans out, and the same data back again.

    from integplan_pdf import FillOptions, fill, load_pack

    pack = load_pack("integreringsplan")
    report = fill(Path("deltakere.xlsx"), pack, Path("planer"), FillOptions(on=dt.date(2026, 3, 1)))

What stands here stays; all else may move. Each name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integplan_pdf.errors import IntegplanError
    from integplan_pdf.model.report import Report
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.pdf.read import read_form
    from integplan_pdf.workflow.check import check
    from integplan_pdf.workflow.compare import CompareOptions, compare
    from integplan_pdf.workflow.fill import fill
    from integplan_pdf.workflow.guard import Opening
    from integplan_pdf.workflow.prepare import FillOptions
    from integplan_pdf.workflow.rawfill import raw_fill
    from integplan_pdf.workflow.read import read

__version__ = "0.1.0"

__all__ = [
    "CompareOptions",
    "FillOptions",
    "IntegplanError",
    "Opening",
    "Report",
    "check",
    "compare",
    "fill",
    "load_pack",
    "raw_fill",
    "read",
    "read_form",
]

_HOMES = {
    "CompareOptions": "workflow.compare",
    "FillOptions": "workflow.prepare",
    "IntegplanError": "errors",
    "Opening": "workflow.guard",
    "Report": "model.report",
    "check": "workflow.check",
    "compare": "workflow.compare",
    "fill": "workflow.fill",
    "load_pack": "packs.catalogue",
    "raw_fill": "workflow.rawfill",
    "read": "workflow.read",
    "read_form": "pdf.read",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that starting stays quick (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
