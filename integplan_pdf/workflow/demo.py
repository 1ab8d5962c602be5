"""demo: the whole circle on the invented samples."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from integplan_pdf.engine.policy import Policy
from integplan_pdf.model.report import Report, Status
from integplan_pdf.packs.catalogue import Pack, home, load_pack
from integplan_pdf.reports import formats
from integplan_pdf.workflow.check import check
from integplan_pdf.workflow.fill import fill
from integplan_pdf.workflow.guard import Opening
from integplan_pdf.workflow.prepare import FillOptions
from integplan_pdf.workflow.progress import Progress
from integplan_pdf.workflow.read import read
from integplan_pdf.workflow.rows import dump
from integplan_pdf.workflow.store import make_folder, read_file, write_file

ON = dt.date(2026, 3, 1)
"""The day the sample plans are judged by."""

INVENTED = Policy(ignore={"IP106": "deltakerne er oppdiktet"})
"""The samples have test numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account, in both languages."""

    nb: str
    en: str


def demo(out: Path, progress: Progress) -> list[Line]:
    """Fill the samples, read them back, fill again, and check plans with faults; return the account of it.

    Raises:
        InputError: the folder cannot be written.
    """
    make_folder(out)
    pack, samples, options = load_pack("integreringsplan"), home() / "samples", FillOptions(ON, policy=INVENTED)
    write_file(out / "tom.xlsx", dump(out / "tom.xlsx", [], pack.columns))
    write_file(out / "deltakere.xlsx", read_file(samples / "deltakere.xlsx"))
    filled = fill(out / "deltakere.xlsx", pack, out / "planer", options, progress)
    returned = read([out / "planer"], pack, out / "lest.xlsx", Opening(), progress)
    same = _filled_again(pack, out, options, progress)
    faulty = _faults(pack, samples, out, progress)
    return _account(out, filled, returned, same, faulty)


def _filled_again(pack: Pack, out: Path, options: FillOptions, progress: Progress) -> bool:
    """Fill what was read once more; return whether every plan came out as the same bytes."""
    again = fill(out / "lest.xlsx", pack, out / "planer", options, progress)
    return bool(again.items) and all(item.status is Status.UNCHANGED for item in again.items)


def _faults(pack: Pack, samples: Path, out: Path, progress: Progress) -> Report:
    """Write plans with deliberate faults as drafts, check them, and keep the report."""
    draft = FillOptions(ON, draft=True, policy=INVENTED)
    fill(samples / "feil.json", pack, out / "planer-med-feil", draft, progress)
    report = check([out / "planer-med-feil"], pack, FillOptions(ON, policy=INVENTED), Opening(), progress)
    for suffix in (".html", ".xlsx", ".json"):
        write_file(out / f"feil{suffix}", formats.render(report, suffix, "nb"))
    return report


def _account(out: Path, filled: Report, returned: Report, same: bool, faulty: Report) -> list[Line]:
    plans = filled.count(Status.WRITTEN) + filled.count(Status.UNCHANGED)
    read_back, findings = returned.count(Status.READ), sum(1 for _ in faulty.all_findings())
    circle = ("ja", "yes") if same else ("NEI", "NO")
    return [
        Line(f"Ferdig. Alt ligger i {out}:", f"Done. Everything is in {out}:"),
        Line(
            "  tom.xlsx          en tom arbeidsbok til egne deltakere",
            "  tom.xlsx          an empty workbook for your own participants",
        ),
        Line("  deltakere.xlsx    de oppdiktede deltakerne", "  deltakere.xlsx    the invented participants"),
        Line(f"  planer/           {plans} ferdige planer", f"  planer/           {plans} finished plans"),
        Line(
            f"  lest.xlsx         {read_back} planer lest tilbake fra PDF-ene",
            f"  lest.xlsx         {read_back} plans read back from the PDFs",
        ),
        Line(
            "  planer-med-feil/  planer med feil som er lagt inn med vilje",
            "  planer-med-feil/  plans with faults put in on purpose",
        ),
        Line(
            f"  feil.html         {findings} funn i dem, som rapport (også feil.xlsx og feil.json)",
            f"  feil.html         {findings} findings in them, as a report (also feil.xlsx and feil.json)",
        ),
        Line(
            f"Fylt ut på nytt fra lest.xlsx, byte for byte like: {circle[0]}.",
            f"Filled again from lest.xlsx, the same byte for byte: {circle[1]}.",
        ),
    ]
