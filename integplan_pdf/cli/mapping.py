"""integplan mapping: a first mapping for a new form, and whether a mapping still holds."""

from __future__ import annotations

import json as _json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from integplan_pdf.cli.options import JsonOption, LimitMemoryOption, LimitTimeOption, limits, state
from integplan_pdf.errors import ExitCode

if TYPE_CHECKING:
    from integplan_pdf.bulk.limits import Limits
    from integplan_pdf.engine.editions import Change
    from integplan_pdf.model.finding import Finding
    from integplan_pdf.workflow.editions import Held
    from integplan_pdf.workflow.mapping import Checked, Drafted

app = typer.Typer(help="Ta i bruk et nytt skjema, bare med filer.", no_args_is_help=True, rich_markup_mode=None)

_STATUS_NB = {
    "same": "lik",
    "moved": "flyttet",
    "changed": "endret",
    "doubtful": "tvilsom",
    "renamed": "nytt navn?",
    "added": "ny",
    "gone": "borte",
}
_WHAT_NB = {
    "page": "side",
    "place": "plass",
    "size": "størrelse",
    "widgets": "bokser",
    "kind": "slag",
    "states": "tilstander",
    "options": "valg",
    "max_length": "tegn",
    "read_only": "skrivebeskyttet",
}


@app.command()
def draft(
    pdf: Annotated[Path, typer.Argument(help="Skjemaet, en PDF med felt.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Ny mappe for skjemaets filer.")],
    overwrite: Annotated[bool, typer.Option(help="Skriv selv om mappen ikke er tom.")] = False,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    json: JsonOption = False,
) -> int:
    """Lag et første utkast: skjema, feltliste, mapping, kolonner og en tom arbeidsbok."""
    from integplan_pdf.workflow.mapping import draft_form

    drafted = draft_form(pdf, out, limits(limit_time, limit_memory), overwrite=overwrite)
    if json:
        return _print(_drafted_json(drafted))
    _say_drafted(drafted)
    return int(ExitCode.OK)


def _drafted_json(drafted: Drafted) -> dict[str, Any]:
    return {
        "form": drafted.form,
        "folder": str(drafted.folder),
        "files": list(drafted.files),
        "bound": drafted.bound,
        "tables": drafted.tables,
        "ignored": drafted.ignored,
        "unsure": list(drafted.unsure),
        "findings": _findings_json(drafted.findings),
    }


def _say_drafted(drafted: Drafted) -> None:
    nb, en = _text(drafted)
    typer.echo(en if state.lang == "en" else nb, err=True)
    for finding in drafted.findings:
        typer.echo(f"  {finding.rule} {finding.message(state.lang)}", err=True)


def _text(drafted: Drafted) -> tuple[str, str]:
    tables = ", ".join(f"{path} ({columns})" for path, columns in drafted.tables.items()) or "–"
    workbook = drafted.folder / "tom.xlsx"
    nb = (
        f"Skrev {', '.join(drafted.files)} i {drafted.folder}.\n"
        f"  {drafted.bound} verdier, tabeller: {tables}, {drafted.ignored} felt utelatt, "
        f"{len(drafted.unsure)} gjetninger er usikre.\n"
        f"Les gjennom pdf.toml og columns.toml, fyll ut tom.xlsx, og kjør:\n"
        f"  integplan fill {workbook} -o ut --form {drafted.folder}"
    )
    en = (
        f"Wrote {', '.join(drafted.files)} in {drafted.folder}.\n"
        f"  {drafted.bound} values, tables: {tables}, {drafted.ignored} fields left out, "
        f"{len(drafted.unsure)} guesses are unsure.\n"
        f"Read pdf.toml and columns.toml through, fill in tom.xlsx, and run:\n"
        f"  integplan fill {workbook} -o out --form {drafted.folder}"
    )
    return nb, en


@app.command()
def check(
    form: Annotated[str, typer.Argument(help="Skjemaets id, eller en mappe med form.toml. Ellers alle.")] = "",
    pdf: Annotated[Path | None, typer.Option(help="Sammenlign med denne utgaven av skjemaet.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Skriv et forslag til ny pdf.toml hit.")] = None,
    limit_time: LimitTimeOption = 60.0,
    limit_memory: LimitMemoryOption = "1GiB",
    json: JsonOption = False,
) -> int:
    """Kontroller at mappingen passer til skjemaet, eller til en ny utgave av det."""
    from integplan_pdf.errors import UsageError

    if pdf is not None and form:
        return _check_edition(form, pdf, out, limits(limit_time, limit_memory), json=json)
    if pdf is not None or out is not None:
        raise UsageError(
            nb="--pdf trenger et skjema, og -o trenger --pdf: mapping check SKJEMA --pdf NY.pdf -o FORSLAG.toml",
            en="--pdf needs a form, and -o needs --pdf: mapping check FORM --pdf NEW.pdf -o PROPOSAL.toml",
        )
    return _check_own(form, json=json)


def _check_own(form: str, *, json: bool) -> int:
    from integplan_pdf.workflow.mapping import check_mappings

    found = check_mappings(form)
    code = ExitCode.MAPPING if any(one.findings for one in found) else ExitCode.OK
    if json:
        return _print([_checked_json(one) for one in found], code)
    for one in found:
        variants = "variants" if state.lang == "en" else "varianter"
        typer.echo(f"{'–' if one.findings else 'OK'}  {one.form} ({variants}: {one.variants})")
        _say_findings(one.findings)
    return int(code)


def _checked_json(one: Checked) -> dict[str, Any]:
    return {"form": one.form, "variants": one.variants, "findings": _findings_json(one.findings)}


def _check_edition(form: str, pdf: Path, out: Path | None, cost: Limits, *, json: bool) -> int:
    from integplan_pdf.packs.catalogue import load_pack
    from integplan_pdf.workflow.editions import hold_against, proposal
    from integplan_pdf.workflow.rows import save

    _check_target(out)
    held = hold_against(load_pack(form), pdf, cost)
    if out is not None:
        save(out, proposal(held).encode())
    code = ExitCode.OK if held.holds else ExitCode.MAPPING
    if json:
        return _print(_held_json(held, pdf), code)
    _show(held)
    return int(code)


def _check_target(out: Path | None) -> None:
    from integplan_pdf.errors import UsageError

    if out is not None and out.exists():
        raise UsageError(
            nb=f"«{out}» finnes fra før. Velg et annet navn.", en=f"“{out}” exists already. Choose another name."
        )


def _held_json(held: Held, pdf: Path) -> dict[str, Any]:
    return {
        "form": held.pack.form.id,
        "variant": held.variant.id,
        "pdf": pdf.name,
        "sha256": held.new.template.sha256,
        "holds": held.holds,
        "fields": [_change_json(change) for change in held.changes],
        "findings": _findings_json(held.findings),
    }


def _change_json(change: Change) -> dict[str, Any]:
    known: dict[str, Any] = {"status": change.status.value, "old": change.old, "new": change.new}
    if change.status == "renamed":
        known |= {"likeness": change.likeness, "sure": change.sure}
    if change.differences:
        known["differences"] = {one.what.value: [one.before, one.after] for one in change.differences}
    return known


def _show(held: Held) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    english = state.lang == "en"
    titles = ["", "Field", "New name", "Differences"] if english else ["", "Felt", "Nytt navn", "Forskjeller"]
    table = Table()
    for title in titles:
        table.add_column(title, overflow="fold")
    for change in held.changes:
        if change.status not in ("same", "moved"):
            cells = (_status(change.status.value), change.old, _new_name(change), _differences(change))
            table.add_row(*map(Text, cells))
    console = Console()
    if table.row_count:
        console.print(table)
    counts = Counter(change.status.value for change in held.changes)
    typer.echo(", ".join(f"{_status(status)}: {counts[status]}" for status in _STATUS_NB if counts[status]))
    _say_findings(held.findings)
    typer.echo(_verdict(held, english=english))


def _new_name(change: Change) -> str:
    if change.status != "renamed":
        return "" if change.new == change.old else change.new
    return f"{change.new} ({change.likeness:.2f})"


def _differences(change: Change) -> str:
    names = {} if state.lang == "en" else _WHAT_NB
    return "; ".join(
        f"{names.get(one.what.value, one.what.value)}: {one.before or '–'} → {one.after or '–'}"
        for one in change.differences
    )


def _verdict(held: Held, *, english: bool) -> str:
    form, variant, digest = held.pack.form.id, held.variant.id, held.new.template.sha256
    if digest == held.old.template.sha256:
        return "The same file." if english else "Samme fil."
    if held.holds:
        nb = f'Mappingen for {form} passer. Skriv den nye verdien i pdf.toml: {variant} = "{digest}"'
        en = f'The mapping of {form} fits. Write the new digest in pdf.toml: {variant} = "{digest}"'
        return en if english else nb
    nb = f"Mappingen for {form} passer ikke til denne utgaven. -o skriver et forslag til ny pdf.toml."
    return f"The mapping of {form} does not fit this edition. -o writes a proposed pdf.toml." if english else nb


def _status(status: str) -> str:
    return status if state.lang == "en" else _STATUS_NB[status]


def _say_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        typer.echo(f"  {finding.rule} {finding.origin.describe(state.lang)}: {finding.message(state.lang)}")


def _findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "file": one.origin.file,
            "path": one.path,
            "field": one.field,
            "message": one.message(state.lang),
        }
        for one in findings
    ]


def _print(document: object, code: ExitCode = ExitCode.OK) -> int:
    typer.echo(_json.dumps(document, ensure_ascii=False, indent=2))
    return int(code)
