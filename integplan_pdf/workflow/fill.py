"""fill: rows to plans, one PDF per row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from integplan_pdf.engine.plans import field_paths
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.room import Fitting
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.seal import is_sealed
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.elastic import open_shelf, tools_missing
from integplan_pdf.workflow.names import SAME_FILE, check_pattern, file_name
from integplan_pdf.workflow.prepare import FillOptions, Prepared, has_error, placed, prepare
from integplan_pdf.workflow.shelf import OpenVariant, Shelf
from integplan_pdf.workflow.store import is_ours, make_folder, write_file

CHANGED_SINCE = Rule(
    "F113",
    Severity.ERROR,
    nb="Filen {file} finnes fra før og er endret eller signert etter at den ble laget. Den er ikke rørt; "
    "flytt den, eller bruk --overwrite.",
    en="The file {file} exists and was changed or signed after it was made. It was left alone; move it, or use "
    "--overwrite.",
)
NOT_WRITTEN = Rule(
    "F114",
    Severity.ERROR,
    nb="Filen {file} kunne ikke skrives ({reason}). Er den åpen i et annet program?",
    en="The file {file} could not be written ({reason}). Is it open in another program?",
)


def fill(source: Path, pack: Pack, out: Path, options: FillOptions, progress: Callable[[int, int], None]) -> Report:
    """Write one PDF per row of `source` into the folder `out`.

    A row with a finding of severity error is not written; the others are. `progress(done, total)` is called after
    each row.

    Raises:
        InputError, TemplateError, MappingError, UsageError: nothing was written.
    """
    check_pattern(options.name, field_paths(pack.plan_type))
    shelf = open_shelf(pack, options.overflow)
    shelf.check_reachable()
    if options.variant:
        shelf.open(options.variant)
    rows, findings = row_files.load(source, pack.columns)
    make_folder(out)
    writer = _Writer(shelf, out, options)
    items = []
    for number, row in enumerate(rows, 1):
        items.append(writer.write(prepare(row, shelf, options)))
        progress(number, len(rows))
    findings += [] if all_fit(items) else tools_missing(pack.form, options.overflow)
    notices = options.policy.notices(pack.rules)
    return Report("fill", tuple(items), (*notices, *findings), pack.form.title, options.on)


def all_fit(items: Iterable[Item]) -> bool:
    """Return whether no plan has too little room."""
    return all(fit.fitting is not Fitting.TOO_LONG for item in items for fit in item.fits)


def _flattened(data: bytes, opened: OpenVariant, row: Row) -> tuple[bytes, list[Finding]]:
    from integplan_pdf.pdf.flatten import flatten

    flat = flatten(data)
    return flat.data, [placed(finding, opened, row) for finding in flat.findings]


class _Writer:
    """Writes plans into one folder, never two under one name, never over another's work."""

    def __init__(self, shelf: Shelf, out: Path, options: FillOptions) -> None:
        self.shelf, self.out, self.options = shelf, out, options
        self.taken: set[str] = set()

    def write(self, prepared: Prepared) -> Item:
        """Write one plan, if it can be written, and say what became of it."""
        if prepared.filled is None or prepared.opened is None:
            return _item(prepared, Status.REFUSED)
        form = self.shelf.pack.form.id
        name = file_name(self.options.name, prepared.row.key, form, prepared.plan)
        if name.casefold() in self.taken:
            return _item(prepared, Status.REFUSED, name, SAME_FILE.finding(origin=prepared.row.origin))
        self.taken.add(name.casefold())
        data = prepared.filled.data
        if self.options.flatten:
            data, found = _flattened(data, prepared.opened, prepared.row)
            prepared = replace(prepared, findings=(*prepared.findings, *found))
            if has_error(found):
                return _item(prepared, Status.REFUSED, name)
        return self._save(prepared, data, name)

    def _save(self, prepared: Prepared, data: bytes, name: str) -> Item:
        path, origin = self.out / name, prepared.row.origin
        try:
            there = path.read_bytes() if path.exists() else None
            if there == data:
                return _item(prepared, Status.UNCHANGED, name)
            if there is not None and not self.options.overwrite and not self._is_ours(there):
                return _item(prepared, Status.REFUSED, name, CHANGED_SINCE.finding(origin=origin, file=name))
            write_file(path, data)
        except OSError as error:
            finding = NOT_WRITTEN.finding(origin=origin, file=name, reason=error.strerror or "?")
            return _item(prepared, Status.REFUSED, name, finding)
        return _item(prepared, Status.WRITTEN, name)

    def _is_ours(self, data: bytes) -> bool:
        return is_sealed(data) or any(is_ours(data, opened.data) for opened in self.shelf.opened())


def _item(prepared: Prepared, status: Status, file: str = "", *more: Finding) -> Item:
    variant = prepared.opened.variant.id if prepared.opened else ""
    findings = (*prepared.findings, *more)
    return Item(prepared.row.key, Origin(prepared.row.origin.file), status, file, variant, findings, fits=prepared.fits)
