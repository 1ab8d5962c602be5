"""A mapping is a contract: checked against its form and its plan, both ways, before the first row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from integplan_pdf.engine import kinds
from integplan_pdf.engine.bind import at, holds, table_rows
from integplan_pdf.engine.paths import nearest
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.mapping import (
    CheckBinding,
    ColumnMapping,
    FormMapping,
    Leaf,
    OneOfBinding,
    TableBinding,
)
from integplan_pdf.model.row import Origin
from integplan_pdf.model.template import Field, FieldKind, Template

NO_FIELD = Rule(
    "T001",
    Severity.ERROR,
    nb="Mappingen nevner feltet «{field}», som PDF-en ikke har.{hint}",
    en="The mapping names the field “{field}”, which the PDF does not have.{hint_en}",
)
UNBOUND = Rule(
    "T002",
    Severity.ERROR,
    nb="Feltet «{field}» er ikke med i mappingen. Knytt det til planen, eller oppgi det under [[ignore]] med grunn.",
    en="The field “{field}” is not in the mapping. Bind it, or list it under [[ignore]] with a reason.",
)
TWICE = Rule(
    "T003",
    Severity.ERROR,
    nb="Feltet «{field}» er knyttet til planen mer enn én gang.",
    en="The field “{field}” is bound more than once.",
)
WRONG_KIND = Rule(
    "T004",
    Severity.ERROR,
    nb="Mappingen bruker «{field}» som {wanted}, men i PDF-en er det {found}.",
    en="The mapping uses “{field}” as {wanted}, but in the PDF it is {found}.",
)
NO_STATE = Rule(
    "T005",
    Severity.ERROR,
    nb="Feltet «{field}» har ikke tilstanden «{state}». Det har: {states}.",
    en="The field “{field}” has no state “{state}”. It has: {states}.",
)
NO_PATH = Rule(
    "T006",
    Severity.ERROR,
    nb="Mappingen nevner «{path}», som planen ikke har.{hint}",
    en="The mapping names “{path}”, which the plan does not have.{hint_en}",
)
PATH_TWICE = Rule(
    "T007",
    Severity.ERROR,
    nb="«{path}» er knyttet til mer enn ett felt eller mer enn én kolonne.",
    en="“{path}” is bound to more than one field or column.",
)
NO_SWITCH = Rule(
    "T008",
    Severity.ERROR,
    nb="Mappingen nevner bryteren «{switch}», som form.toml ikke har.{hint}",
    en="The mapping names the switch “{switch}”, which form.toml does not have.{hint_en}",
)


def check_form(mapping: FormMapping, template: Template, switches: Mapping[str, bool], origin: Origin) -> list[Finding]:
    """Return where mapping and form differ: fields, kinds and states, both ways."""
    fields = template.by_name()
    leaves = list(_leaves(mapping, frozenset(fields), switches))
    used = Counter(name for leaf in leaves for name in kinds.fields(leaf))
    ignored = [item.field for item in mapping.ignore if holds(item.when, switches)]
    used.update(ignored)
    named = list(used)
    return [
        *_unknown_switches(mapping, switches, origin),
        *(_no_field(name, fields, origin) for name in named if name not in fields),
        *(UNBOUND.finding(origin=origin, field=name) for name in fields if name not in used),
        *(TWICE.finding(origin=origin, field=name) for name in named if used[name] > 1),
        *(finding for leaf in leaves for finding in _kind(leaf, fields, origin)),
    ]


def _unknown_switches(mapping: FormMapping, switches: Mapping[str, bool], origin: Origin) -> Iterator[Finding]:
    conditions = [item.when.removeprefix("!") for item in (*mapping.bind, *mapping.ignore) if item.when]
    for name in dict.fromkeys([*(rule.switch for rule in mapping.off_when), *conditions]):
        if name not in switches:
            hint, hint_en = _hints(name, list(switches))
            yield NO_SWITCH.finding(origin=origin, switch=name, hint=hint, hint_en=hint_en)


def _hints(name: str, known: Sequence[str]) -> tuple[str, str]:
    near = nearest(name, known)
    return (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")


def _leaves(mapping: FormMapping, names: frozenset[str], switches: Mapping[str, bool]) -> Iterator[Leaf]:
    for binding in mapping.bind:
        if not holds(binding.when, switches):
            continue
        if not isinstance(binding, TableBinding):
            yield binding
            continue
        for number in range(1, max(1, table_rows(binding, names)) + 1):
            for column in binding.column:
                if isinstance(column, OneOfBinding) and column.fields:
                    own = {value: at(name, number) for value, name in column.fields.items()}
                    yield column.model_copy(update={"fields": own})
                else:
                    yield column.model_copy(update={"field": at(column.field, number)})


def _no_field(name: str, fields: Mapping[str, Field], origin: Origin) -> Finding:
    hint, hint_en = _hints(name, list(fields))
    return NO_FIELD.finding(origin=origin, field=name, hint=hint, hint_en=hint_en)


_TEXT = frozenset({FieldKind.TEXT, FieldKind.CHOICE})
_BOXES = frozenset({FieldKind.CHECK, FieldKind.RADIO})


def _kind(leaf: Leaf, fields: Mapping[str, Field], origin: Origin) -> Iterator[Finding]:
    for name in kinds.fields(leaf):
        field = fields.get(name)
        if field is None:
            continue
        wanted = _wanted(leaf)
        if field.kind not in wanted:
            yield WRONG_KIND.finding(origin=origin, field=name, wanted=leaf.kind, found=field.kind)
        else:
            yield from _states(leaf, field, origin)


def _wanted(leaf: Leaf) -> frozenset[FieldKind]:
    if isinstance(leaf, CheckBinding):
        return _BOXES
    if isinstance(leaf, OneOfBinding):
        return _BOXES if leaf.fields else _BOXES | {FieldKind.CHOICE}
    return _TEXT


def _states(leaf: Leaf, field: Field, origin: Origin) -> Iterator[Finding]:
    if isinstance(leaf, CheckBinding):
        wanted = [leaf.on]
    elif isinstance(leaf, OneOfBinding):
        wanted = [leaf.on] if leaf.fields and leaf.on else list(leaf.states.values())
    else:
        return
    known = {*field.states, *(option.export for option in field.options)}
    for state in wanted:
        if state not in known:
            shown = ", ".join(sorted(known))
            yield NO_STATE.finding(origin=origin, field=field.name, state=state, states=shown)


def check_plan(mapping: FormMapping, known: Sequence[str], origin: Origin) -> list[Finding]:
    """Return the mapping's paths that the plan type does not have, or that are bound twice on one form."""
    paths = [path for binding in mapping.bind for path in _paths(binding)]
    facts = [rule.path for rule in mapping.off_when] + ([mapping.variant_path] if mapping.variant_path else [])
    return [*_unknown_paths([*paths, *dict.fromkeys(facts)], known, origin), *_double_paths(paths, origin)]


def check_columns(columns: ColumnMapping, known: Sequence[str], origin: Origin) -> list[Finding]:
    """Return the column mapping's paths that the plan type does not have, or that two columns share."""
    paths = [path for sheet in columns.sheet for column in sheet.column for path in sheet.paths(column)]
    return [*_unknown_paths(paths, known, origin), *_double_paths(paths, origin)]


def _paths(binding: Leaf | TableBinding) -> list[str]:
    if isinstance(binding, TableBinding):
        return [f"{binding.path}.{{i}}.{column.path}" for column in binding.column]
    return [binding.path]


def _unknown_paths(paths: Sequence[str], known: Sequence[str], origin: Origin) -> Iterator[Finding]:
    for path in paths:
        if not any(_fits(path, item) for item in known):
            hint, hint_en = _hints(path, known)
            yield NO_PATH.finding(origin=origin, path=path, hint=hint, hint_en=hint_en)


def _fits(path: str, known: str) -> bool:
    """Return whether `path` is `known`, a numbered row of it, or one of a period's two ends."""
    steps = ["{i}" if step.isdecimal() else step for step in path.split(".")]
    plain = ".".join(steps)
    return plain == known or (steps[-1] in ("fra", "til") and ".".join(steps[:-1]) == known)


def _double_paths(paths: Sequence[str], origin: Origin) -> Iterator[Finding]:
    for path, times in Counter(paths).items():
        if times > 1:
            yield PATH_TWICE.finding(origin=origin, path=path)
