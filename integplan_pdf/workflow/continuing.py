"""Forms that stay as they are: what has no room in them continues on sheets after their pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from integplan_pdf.engine import growth
from integplan_pdf.engine.bind import BoundMapping, bind, encode, path_of_field
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.continuation import Continuation, Continued, MoreRows, Wording
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.workflow.shelf import OpenVariant, Shelf

_KEPT = 32
"""How many forms stay surveyed for sheets."""
_NUMBER_OF_PERSON = (11, 12)


@dataclass(frozen=True, slots=True)
class OnSheets:
    """A plan put into a form, with sheets for what has no room.

    Attributes:
        without_place: what of the plan has no place, not even there.
        bound: the mapping with the rows on the sheets.
    """

    continued: Continued
    without_place: tuple[Finding, ...]
    bound: BoundMapping


class ContinuingShelf(Shelf):
    """The variants of a form, each with what its sheets need."""

    def __init__(self, pack: Pack, fonts: tuple[FontFile, ...] = (), *, compact: bool = False) -> None:
        super().__init__(pack, fonts, compact=compact)
        self._surveyed: OrderedDict[str, Continuation] = OrderedDict()

    def on_sheets(self, opened: OpenVariant, plan: BaseModel, row: Row, info: Mapping[str, str]) -> OnSheets:
        """Return a plan put into a variant; what has no room in it continues on sheets."""
        continuation = self._continuation(opened)
        wanted = list(_tables(self.pack, opened, growth.missing_rows(opened.bound, plan)))
        obstacles = continuation.obstacles(wanted)
        refused = {finding.path for finding in obstacles}
        tables = [table for table in wanted if table.path not in refused]
        bound = _with_rows(self.pack, opened, tables) if tables else opened.bound
        fields, without_place = encode(bound, plan, row)
        continued = continuation.fill(fields, info=info, tables=tables, wording=_wording(self.pack, bound, row))
        return OnSheets(continued, (*without_place, *obstacles), bound)

    def _continuation(self, opened: OpenVariant) -> Continuation:
        id = opened.variant.id
        if id not in self._surveyed:
            self._surveyed[id] = Continuation(opened.compiled)
        self._surveyed.move_to_end(id)
        while len(self._surveyed) > _KEPT:
            self._surveyed.popitem(last=False)
        return self._surveyed[id]


def _tables(pack: Pack, opened: OpenVariant, counts: Mapping[str, int]) -> Iterator[MoreRows]:
    for path, count in counts.items():
        room = opened.bound.rows[path]
        models = growth.new_fields(pack.mapping, {path: room}, {path: count})
        known = models if room else {}
        yield MoreRows(path, _table_label(pack.columns, path), room + 1, known)


def _with_rows(pack: Pack, opened: OpenVariant, tables: Iterable[MoreRows]) -> BoundMapping:
    names = frozenset(opened.compiled.parts).union(*(table.models for table in tables))
    return bind(pack.mapping, names, pack.form.switches_of(opened.variant))


def _wording(pack: Pack, bound: BoundMapping, row: Row) -> Wording:
    form = pack.form
    is_personal = row.key.isdecimal() and len(row.key) in _NUMBER_OF_PERSON
    head = form.title if is_personal or not row.key else f"{form.title} · {row.key}"
    labels = {name: _label(pack.columns, path) for name, path in path_of_field(bound).items()}
    return Wording(form.title, head, form.language, labels)


def _label(columns: ColumnMapping, path: str) -> str:
    """Return what the workbook calls a path: the header of its column."""
    general = ".".join("{i}" if step.isdecimal() else step for step in path.split("."))
    found = (column.header for sheet in columns.sheet for column in sheet.column if general in sheet.paths(column))
    return next(found, "")


def _table_label(columns: ColumnMapping, path: str) -> str:
    return next((sheet.name for sheet in columns.sheet if sheet.table == path), path)
