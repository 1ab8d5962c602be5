"""The rule book for people: one rule explained, all rules as a document, and the policy a person gives."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from integplan_pdf.engine.policy import Lighter, Policy, check_policy, unknown_rule
from integplan_pdf.engine.rules import About, BookRule, RuleBook
from integplan_pdf.errors import UsageError
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Severity, Source, Strength
from integplan_pdf.workflow.store import read_file

STRENGTH = {
    Strength.LAW: Label("lov", "law"),
    Strength.TEMPLATE: Label("mal", "template"),
    Strength.ADVICE: Label("råd", "advice"),
}
SEVERITY = {
    Severity.ERROR: Label("feil", "error"),
    Severity.WARNING: Label("advarsel", "warning"),
    Severity.INFO: Label("opplysning", "info"),
}
_MESSAGE, _LAW, _FACTS = Label("Melding", "Message"), Label("Kilde", "Source"), Label("Trenger", "Needs")
_AFTER, _BROKEN, _KEPT = (
    Label("Forutsetter", "Requires"),
    Label("Brytes av", "Broken by"),
    Label("Holdes av", "Kept by"),
)
_IN_FORCE, _CHECKED = Label("i kraft", "in force"), Label("kontrollert", "checked")
_REGIME = Label("hvilket regelverk deltakeren følger", "which law the participant follows")


def load_policy(path: Path | None, select: Sequence[str], ignore: Sequence[str], book: RuleBook[Any]) -> Policy:
    """Return the policy of a TOML file and of the command line together; the command line comes first.

    The file holds `[ignore]` (`IP204 = "grunn"`) and `[severity]` (`IP204 = { level = "warning", reason = "grunn" }`).

    Raises:
        UsageError: the file is no policy, a rule is unknown, a reason is missing, or the law is taken lightly.
        InputError: the file cannot be read.
    """
    data = _toml(path) if path else {}
    ignored = {**data.get("ignore", {}), **dict(_ignored(text) for text in ignore)}
    lighter = {id: _lighter(id, entry) for id, entry in data.get("severity", {}).items()}
    policy = Policy(tuple(select), ignored, lighter)
    check_policy(policy, book)
    return policy


def _toml(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(read_file(path).decode("utf-8-sig"))
    except ValueError as error:
        raise UsageError(
            nb=f"«{path.name}» er ikke gyldig TOML: {error}", en=f"“{path.name}” is not valid TOML: {error}"
        ) from error
    strange = sorted(set(data) - {"ignore", "severity"})
    reasons = data.get("ignore", {})
    if strange or not isinstance(reasons, dict) or not all(isinstance(reason, str) for reason in reasons.values()):
        raise UsageError(
            nb=f"«{path.name}»: bare [ignore] med grunn per regel og [severity] kan stå her.",
            en=f"“{path.name}”: only [ignore] with a reason for each rule and [severity] can stand here.",
        )
    return data


def _ignored(text: str) -> tuple[str, str]:
    id, _, reason = text.partition("=")
    return id.strip(), reason.strip()


def _lighter(id: str, entry: Any) -> Lighter:
    try:
        return Lighter(Severity(entry["level"]), str(entry["reason"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            nb=f'[severity] {id}: skriv {id} = {{ level = "warning" eller "info", reason = "grunnen" }}.',
            en=f'[severity] {id}: write {id} = {{ level = "warning" or "info", reason = "the reason" }}.',
        ) from error


def find_rule(id: str, book: RuleBook[Any]) -> BookRule[Any]:
    """Return the rule with that id, however it is cased.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    try:
        return book[id.strip().upper()]
    except KeyError:
        raise unknown_rule(id, book) from None


def overview(book: RuleBook[Any], lang: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield id, severity, strength and title of every rule."""
    for rule in book:
        about = rule.about
        title = about.title_en if lang == "en" else about.title
        yield rule.id, SEVERITY[about.severity].text(lang), STRENGTH[about.strength].text(lang), title


def explain(about: About, lang: str) -> Iterator[str]:
    """Yield the lines that explain a rule: what it asks for, the message, the law with its days, facts and examples."""
    english = lang == "en"
    yield f"{about.id}  {about.title_en if english else about.title}"
    yield f"{SEVERITY[about.severity].text(lang)} · {STRENGTH[about.strength].text(lang)}"
    yield ""
    yield f"{_MESSAGE.text(lang)}: {_said(about.en if english else about.nb)}"
    for source in about.sources:
        yield ""
        yield f"{_LAW.text(lang)}: {_dated(source, lang)}"
        yield from (f"  {part}" for part in (f"«{source.text}»" if source.text else "", source.url) if part)
    yield ""
    needs = _needs(about, lang)
    if needs:
        yield f"{_FACTS.text(lang)}: {', '.join(needs)}"
    if about.requires:
        yield f"{_AFTER.text(lang)}: {', '.join(about.requires)}"
    for label, example in ((_BROKEN, about.fails), (_KEPT, about.passes)):
        if example:
            yield f"{label.text(lang)}: {_example(example)}"


def markdown(book: RuleBook[Any]) -> str:
    """Return the whole rule book as Markdown, in English with the bokmål wording; the same for the same book."""
    lines = [
        "# The rules",
        "",
        "Made from the rule book by `integplan rule --markdown`; do not edit. Strength says what a rule rests on: the",
        "law, the form's own instructions (template), or advice. A policy may take template and advice more lightly,",
        "never the law. A rule that lacks a fact says so (*kan ikke vurderes*) instead of passing.",
        "",
        "| rule | severity | strength | what it asks for |",
        "| --- | --- | --- | --- |",
    ]
    for id, severity, strength, title in overview(book, "en"):
        lines.append(f"| [{id}](#{id.lower()}) | {severity} | {strength} | {title} |")
    for rule in book:
        lines += ["", f"## {rule.id}", "", *_section(rule)]
    return "\n".join(lines) + "\n"


def _section(rule: BookRule[Any]) -> Iterator[str]:
    about = rule.about
    severity, strength = SEVERITY[about.severity].en.capitalize(), STRENGTH[about.strength].en
    yield f"**{about.title_en}** ({about.title}). {severity}, {strength}."
    yield ""
    yield f"{(rule.judge.__doc__ or '').strip()}"
    yield ""
    yield f"- bokmål: {_said(about.nb)}"
    yield f"- English: {_said(about.en)}"
    for source in about.sources:
        yield f"- source: {_link(source)}"
    if needs := _needs(about, "en"):
        yield f"- needs: {', '.join(needs)}"
    if about.requires:
        yield f"- silent where one of these is broken: {', '.join(about.requires)}"
    for name, example in (("broken by", about.fails), ("kept by", about.passes)):
        if example:
            yield f"- {name}: `{_example(example)}`"


def _said(wording: str) -> str:
    """Return the message as it is said, with a name for each number that the law decides."""
    return re.sub(r"\{(\w+?)(?:_en)?\}", r"‹\1›", wording)


def _needs(about: About, lang: str) -> list[str]:
    return [fact.label.text(lang) for fact in about.facts] + ([_REGIME.text(lang)] if about.transitional else [])


def _dated(source: Source, lang: str) -> str:
    parts = [str(source)]
    if source.since:
        parts.append(f"{_IN_FORCE.text(lang)} {_span(source)}")
    if source.checked:
        parts.append(f"{_CHECKED.text(lang)} {_day(source.checked)}")
    return ", ".join(parts)


def _link(source: Source) -> str:
    name = f"[{source}]({source.url})" if source.url else str(source)
    return f"{name}, {_IN_FORCE.en} {_span(source)}" if source.since else name


def _span(source: Source) -> str:
    return f"{_day(source.since)}–{_day(source.until)}"


def _day(day: Any) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _example(example: Any) -> str:
    return "; ".join(f"{path} = {_value(value)}" for path, value in example.items())


def _value(value: Any) -> str:
    """Return a value of an example as a person would say it; a dash is nothing."""
    match value:
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return f"({_example(value)})"
        case bool():
            return "ja" if value else "nei"
        case None | "":
            return "–"
        case str():
            return f"«{value}»"
        case _:
            return str(value)
