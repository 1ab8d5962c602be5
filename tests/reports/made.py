"""Reports made by hand, with whatever the outside may send."""

from __future__ import annotations

import datetime as dt

from integplan_pdf.model.change import Change, ChangeKind
from integplan_pdf.model.facts import Deadline, Facts, Label, Mark, Scale
from integplan_pdf.model.finding import Finding, Severity, Source, Strength
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.room import Fit, Fitting
from integplan_pdf.model.row import Origin

ON = dt.date(2026, 11, 23)
NAME, NUMBER, ADVISER = "Olena Kanarifugl", "14838702016", "Kari Kanaridal"
"""What must not be seen unless it was asked for."""

HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "'=1",
    "\t=1",
    "\r=1",
    "\x00\x07\x1b[31m=1",
    "_x003D_1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><b>",
    "a & b; &lt;c&gt; ]]> --> <!--",
    "| a | b\n# c\n[x](javascript:alert(1)) `d` https://x.example",
    "\u202egnp.fdp",
    "{0.__class__} %s {}",
    "halv \ud83d",
    "ÆØÅ 🙂 محمد 中",
    "x" * 40_000,
)

NORSK = Scale(Label("Norskmål", "Goals"), ("A1", "A2", "B1"), Label("normen", "the norm"))
MUNTLIG, LESE = Label("Muntlig", "Speaking"), Label("Lese", "Reading")
REVISJON, SLUTT = Label("Revidering", "Revision"), Label("Slutt", "End")

PLAIN = Finding(
    "IP201",
    Severity.ERROR,
    "Sluttmålet mangler.",
    "The sluttmål is missing.",
    Origin("deltakere.xlsx", "Deltakere", 4, "Sluttmål", "2026-0001"),
    "maal.sluttmaal.beskrivelse",
    source=Source("integreringsloven", "§ 37 c", url="https://lovdata.no/lov/2020-11-06-127/§37c"),
    strength=Strength.LAW,
)
WARNING = Finding("IP504", Severity.WARNING, "E-posten er feil.", "The e-mail is wrong.", path="kontakt.epost")
INFO = Finding("IP901", Severity.INFO, "Til orientering.", "For your information.", strength=Strength.ADVICE)
UNASSESSED = Finding(
    "IP301",
    Severity.INFO,
    "Kan ikke vurderes, for vi mangler utdanning.",
    "Cannot be judged, for we lack education.",
    path="opplysninger.utdanning",
    unassessed=True,
)


def facts(responsible: str = ADVISER, *deadlines: Deadline, subject: str = NAME, number: str = NUMBER) -> Facts:
    marks = (Mark(NORSK, MUNTLIG, "A2", "B1"), Mark(NORSK, LESE, "B1", "A2"))
    return Facts(subject, number, responsible, deadlines, marks)


def item(key: str, *findings: Finding, known: Facts | None = None, file: str = "") -> Item:
    return Item(key, Origin("deltakere.xlsx", key=key), Status.CHECKED, file, "standard", findings, known)


def report(*items: Item, verb: str = "check", findings: tuple[Finding, ...] = ()) -> Report:
    return Report(verb, items, findings, "Integreringsplan", ON)


def small() -> Report:
    """Return a report with one plan of each outcome."""
    late, soon = Deadline(ON - dt.timedelta(5), REVISJON), Deadline(ON + dt.timedelta(9), SLUTT)
    return report(
        item("2026-0001", PLAIN, WARNING, known=facts(ADVISER, late, soon)),
        item("2026-0002", WARNING, known=facts("kari  kanaridal", Deadline(ON - dt.timedelta(50), REVISJON, True))),
        item("2026-0003", UNASSESSED, known=facts("Ola Kanarivik")),
        item("2026-0004", INFO, known=facts("", Deadline(dt.date(2029, 1, 1), SLUTT))),
    )


def hostile() -> Report:
    """Return a report whose every text is one that could act, in turn."""
    items = []
    for text in HOSTILE:
        label = Label(text, text)
        mark = Mark(Scale(label, (text, "B"), label), label, text, text)
        known = Facts(text, text, text, (Deadline(ON, label),), (mark,))
        origin = Origin(text, text, 2, text, text)
        found = Finding(text, Severity.ERROR, text, text, origin, text, text, Source(text, text, url=text))
        change = Change(ChangeKind.CHANGED, text, text, text, f"x {text}", text, Source(text, text, url=text))
        fit = Fit(text, text, Fitting.TOO_LONG, 8.0, 1, 1)
        items.append(Item(text, origin, Status.CHECKED, text, text, (found,), known, (fit,), (change,)))
    return Report("check", tuple(items), tuple(one.findings[0] for one in items), HOSTILE[9], ON)
