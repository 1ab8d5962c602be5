"""A mapping carried over to a new edition of its form, as a proposal for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from integplan_pdf.engine import kinds
from integplan_pdf.engine.bind import at, table_rows
from integplan_pdf.engine.drafting.draft import Draft
from integplan_pdf.engine.drafting.tables import patterns
from integplan_pdf.engine.editions import Change, Status
from integplan_pdf.model.mapping import Binding, FormMapping, Ignored, Leaf, OneOfBinding, TableBinding


@dataclass(frozen=True, slots=True)
class Proposal:
    """The mapping for the new edition.

    Attributes:
        notes: plan path → what was changed; `dropped`: plan paths and fields that have no field any more.
    """

    mapping: FormMapping
    notes: Mapping[str, str]
    dropped: tuple[str, ...]


def propose(
    mapping: FormMapping, names: frozenset[str], changes: Sequence[Change], added: Draft, digest: tuple[str, str]
) -> Proposal:
    """Return `mapping` with fields renamed, gone ones dropped, and added ones bound as `added` drafts them.

    Args:
        mapping: what holds for the old edition.
        names: the field names of the old edition.
        changes: what became of its fields.
        added: a draft for the fields that came.
        digest: id of the variant, and sha256 of its new file.
    """
    carrier = _Carrier(names, changes)
    kept = [one for binding in mapping.bind if (one := carrier.binding(binding)) is not None]
    ignored = [item for old in mapping.ignore if (item := carrier.ignored(old)) is not None]
    proposed = mapping.model_copy(
        update={
            "sha256": {**mapping.sha256, digest[0]: digest[1]},
            "bind": (*kept, *added.mapping.bind),
            "ignore": (*ignored, *added.mapping.ignore),
        }
    )
    new = {path: f"NYTT FELT, {note}" for path, note in added.notes.items()}
    return Proposal(proposed, carrier.notes | new, tuple(carrier.dropped))


@dataclass(slots=True)
class _Carrier:
    """Carries bindings over, and notes what it had to change."""

    names: frozenset[str]
    changes: Iterable[Change]
    notes: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    _new: dict[str, Change] = field(init=False)

    def __post_init__(self) -> None:
        self._new = {change.old: change for change in self.changes if change.old}

    def ignored(self, item: Ignored) -> Ignored | None:
        """Return the ignored field under its new name, None if it is gone."""
        new = self._name(item.field)
        return item.model_copy(update={"field": new}) if new else None

    def binding(self, binding: Binding) -> Binding | None:
        """Return the binding with new names, None if nothing of it is left."""
        if not isinstance(binding, TableBinding):
            return self._leaf(binding, binding.path, [1])
        numbers = range(1, table_rows(binding, self.names) + 1)
        columns = [self._leaf(one, f"{binding.path}.{{i}}.{one.path}", numbers) for one in binding.column]
        left = tuple(one for one in columns if one is not None)
        return binding.model_copy(update={"column": left}) if left else None

    def _leaf(self, leaf: Leaf, path: str, numbers: Sequence[int]) -> Leaf | None:
        carried = {name: self._pattern(name, numbers) for name in kinds.fields(leaf)}
        self._note(path, list(kinds.fields(leaf)), numbers)
        if isinstance(leaf, OneOfBinding) and leaf.fields:
            fields = {value: new for value, name in leaf.fields.items() if (new := carried[name])}
            self.dropped += [f"{path} ({value})" for value in leaf.fields if value not in fields]
            return leaf.model_copy(update={"fields": fields}) if fields else None
        if not carried[leaf.field]:
            self.dropped.append(path)
            return None
        return leaf.model_copy(update={"field": carried[leaf.field]})

    def _pattern(self, pattern: str, numbers: Sequence[int]) -> str:
        """Return what a name, or a name with `{i}`, has become; nothing if gone, or if no `{i}` says it any more."""
        new = [self._name(at(pattern, number)) for number in numbers]
        if not all(new):
            return ""
        if "{i}" not in pattern:
            return new[0]
        found = (one for one, number in patterns(new[0]) if number == 1)
        return next((one for one in found if [at(one, number) for number in numbers] == new), "")

    def _name(self, name: str) -> str:
        change = self._new.get(name)
        return name if change is None else change.new

    def _note(self, path: str, templates: Sequence[str], numbers: Iterable[int]) -> None:
        told = [self._new.get(at(name, number)) for name in templates for number in numbers]
        notes = [_told(change) for change in told if change and change.status not in (Status.SAME, Status.MOVED)]
        if notes:
            self.notes[path] = "; ".join(dict.fromkeys(notes))


def _told(change: Change) -> str:
    match change.status:
        case Status.RENAMED:
            sure = "trolig" if change.sure else "usikkert"
            return f"FORESLÅTT ({sure}, {change.likeness:.2f}): het «{change.old}»"
        case Status.DOUBTFUL:
            return f"KONTROLLER: «{change.old}» står nå ved en annen tekst"
        case Status.CHANGED:
            what = ", ".join(item.what.value for item in change.differences)
            return f"KONTROLLER: «{change.old}» er endret ({what})"
        case _:
            return f"BORTE: «{change.old}»"


def paths_in_use(mapping: FormMapping) -> list[str]:
    """Return the plan paths of a mapping's bindings, tables as one."""
    return [binding.path for binding in mapping.bind] + ([mapping.variant_path] if mapping.variant_path else [])
