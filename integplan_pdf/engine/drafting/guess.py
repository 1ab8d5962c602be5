"""What kind of value a field holds, guessed from the field and the words about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from integplan_pdf.engine.drafting import wording
from integplan_pdf.engine.drafting.subject import Subject
from integplan_pdf.model.mapping import CheckBinding, DateBinding, Leaf, OneOfBinding, PeriodBinding, TextBinding
from integplan_pdf.model.template import Field, FieldKind

_DATE = re.compile(r"\b\w*dato\b|\bdd[. ]?mm[. ]?(åååå|yyyy|aaaa)|\b(geburts)?datum\b|\btt\.mm\.jj", re.IGNORECASE)
_ENGLISH_DATE = re.compile(r"\bdate\b", re.IGNORECASE)
_OTHER_ORDER = re.compile(r"mm\s*[/-]\s*dd|yyyy\s*[/-]\s*mm|åååå-mm|jj/mm|ddmm(å|y)", re.IGNORECASE)
_NOT_A_DATE_ALONE = re.compile(r"\b(sted|ort|place|lieu|kl|signatur|underskrift|unterschrift)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(periode|tidsrom|zeitraum)\b|f\.?\s?o\.?\s?m\.?\b.{0,12}t\.?\s?o\.?\s?m\b|\bfra\b.{0,20}\btil\b", re.IGNORECASE
)
_DAY_FIRST = ("nb", "nn", "no", "da", "fi", "de", "")
"""Languages whose dates are written dd.mm.åååå; the last is a form that does not say its language."""
_MOST_OPTIONS = 1000
_DATE_LENGTH, _PERIOD_LENGTH = len("dd.mm.åååå"), len("dd.mm.åååå–dd.mm.åååå")


@dataclass(frozen=True, slots=True)
class Guess:
    """A binding, and how it was come by.

    Attributes:
        why: one line in bokmål.
        sure: `sikkert` from the form's structure, `trolig` from what it says, `usikkert` for want of either.
    """

    binding: Leaf
    why: str
    sure: str


def ignored_because(subject: Subject) -> str:
    """Return why a field is not to be filled, or nothing."""
    field = subject.field
    reasons = {
        "Knapp; har ingen verdi.": field.kind is FieldKind.PUSH,
        "Signeres etter at skjemaet er fylt ut.": field.kind is FieldKind.SIGNATURE,
        "Ukjent felttype.": field.kind is FieldKind.UNKNOWN,
        "Feltet har ikke noe navn.": not field.name,
        "Skrivebeskyttet i skjemaet.": field.read_only,
        "Regnes ut av skjemaet.": field.calculated,
        "Passord; skal ikke stå i et regneark.": field.password,
        "Vedlegg velges i et PDF-program.": field.file_select,
        "Står ikke på noen side.": all(widget.page is None for widget in field.widgets),
        "Skjult i skjemaet.": all(widget.hidden for widget in field.widgets),
    }
    return next((why for why, holds in reasons.items() if holds), "")


def guess(subject: Subject, path: str, language: str) -> Guess:
    """Return the binding of one field to `path`; `language` is the form's, as a tag such as `nb-NO`."""
    field = subject.field
    if subject.ticked:
        return _ticked(subject, path)
    if field.kind is FieldKind.CHOICE and field.options and not field.editable:
        return _options(field, path)
    if field.kind is FieldKind.TEXT and not field.multiline:
        return _written(subject, path, language)
    return Guess(TextBinding(kind="text", path=path, field=field.name), subject.source(), "sikkert")


def _ticked(subject: Subject, path: str) -> Guess:
    field = subject.field
    per_widget = [widget.states[0] for widget in field.widgets if widget.states]
    states = list(dict.fromkeys(per_widget))
    if len(states) > 1:
        named = dict(zip(wording.choices(state_names(subject, states)), states, strict=True))
        binding = OneOfBinding(kind="one_of", path=path, field=field.name, states=named)
        return Guess(binding, f"boksene i ett felt; {subject.source()}", "sikkert")
    if states:
        return Guess(CheckBinding(kind="check", path=path, field=field.name, on=states[0]), subject.source(), "sikkert")
    only = OneOfBinding(kind="one_of", path=path, fields={"Ja": field.name})
    return Guess(only, f"boks uten egne tilstander; {subject.source()}", "trolig")


def state_names(subject: Subject, states: Sequence[str]) -> list[str]:
    """Return what each on-state of a field means: its option, the words beside its widget, or the state itself."""
    field = subject.field
    found: dict[str, str] = {}
    for number, widget in enumerate(field.widgets):
        for state in widget.states[:1]:
            option = field.options[number].display if len(field.options) == len(field.widgets) else ""
            label = subject.labels[number] if number < len(subject.labels) else ""
            found.setdefault(state, wording.heading(option if wording.words(option) else widget.tooltip or label))
    labels = [found.get(state, "") for state in states]
    told = len({label.casefold() for label in labels}) == len(labels)
    return [label if told and label else state for label, state in zip(labels, states, strict=True)]


def _options(field: Field, path: str) -> Guess:
    usable = [option for option in field.options if option.export.strip() and option.export != "Off"]
    exports = list(dict.fromkeys(option.export for option in usable))
    shown = {option.export: option.display or option.export for option in reversed(usable)}
    named = dict(zip(wording.choices([shown[export] for export in exports]), exports, strict=True))
    if not 0 < len(named) <= _MOST_OPTIONS:
        return Guess(TextBinding(kind="text", path=path, field=field.name), f"liste med {len(named)} valg", "usikkert")
    why = "valgene i listen" + ("; bare ett av dem kan gis" if field.multi_select else "")
    return Guess(OneOfBinding(kind="one_of", path=path, field=field.name, states=named), why, "sikkert")


def _written(subject: Subject, path: str, language: str) -> Guess:
    field, said = subject.field, subject.said
    if _PERIOD.search(said) and _has_room(field, _PERIOD_LENGTH):
        return Guess(PeriodBinding(kind="period", path=path, field=field.name), subject.source(), "trolig")
    text = TextBinding(kind="text", path=path, field=field.name)
    if not (_DATE.search(said) or _ENGLISH_DATE.search(said)) or _NOT_A_DATE_ALONE.search(said):
        return Guess(text, subject.source(), "trolig" if subject.help or subject.label else "usikkert")
    day_first = language.lower().replace("_", "-").split("-")[0] in _DAY_FIRST
    if _DATE.search(said) and day_first and not _OTHER_ORDER.search(said) and _has_room(field, _DATE_LENGTH):
        return Guess(DateBinding(kind="date", path=path, field=field.name), subject.source(), "trolig")
    return Guess(text, f"{subject.source()}; en dato, men ikke sikkert dd.mm.åååå: skrives som tekst", "usikkert")


def _has_room(field: Field, letters: int) -> bool:
    return not field.max_length or field.max_length >= letters
