"""The variants of a form, each opened, compiled and held against the mapping once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations

from integplan_pdf.engine.bind import BoundMapping, bind, path_of_field
from integplan_pdf.engine.contract import check_columns, check_form, check_plan
from integplan_pdf.engine.paths import nearest
from integplan_pdf.engine.plans import field_paths
from integplan_pdf.errors import MappingError, TemplateError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.form import Variant
from integplan_pdf.model.row import Origin
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.compile import CompiledTemplate, compile_template
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.workflow.store import read_file


@dataclass(frozen=True, slots=True)
class OpenVariant:
    """A variant ready to be filled.

    Attributes:
        data: the bytes of its PDF.
        paths: field name → plan path.
    """

    variant: Variant
    data: bytes
    compiled: CompiledTemplate
    bound: BoundMapping
    paths: Mapping[str, str]


class Shelf:
    """The variants of one form; each is opened when it is first asked for.

    Attributes:
        compact: plans are written as small as can be.
    """

    def __init__(self, pack: Pack, fonts: tuple[FontFile, ...] = (), *, compact: bool = False) -> None:
        self.pack = pack
        self._fonts = fonts
        self.compact = compact
        self._open: dict[str, OpenVariant] = {}
        _raise_if_any(self._plan_findings(), pack)

    def _plan_findings(self) -> list[Finding]:
        known = field_paths(self.pack.plan_type)
        place = Origin(file=f"{self.pack.form.id}/pdf.toml")
        columns = Origin(file=f"{self.pack.form.id}/columns.toml")
        return [*check_plan(self.pack.mapping, known, place), *check_columns(self.pack.columns, known, columns)]

    def open(self, id: str) -> OpenVariant:
        """Return the variant called `id`.

        Raises:
            TemplateError: there is no such variant, its file is missing or is not the one the mapping was written for.
            MappingError: the mapping does not fit its fields.
        """
        if id not in self._open:
            self._open[id] = self._opened(id)
        return self._open[id]

    def _opened(self, id: str) -> OpenVariant:
        pack = self.pack
        variant = pack.form.variant(id)
        if variant is None:
            raise _no_variant(id, pack)
        data = read_file(pack.form.folder / variant.file)
        if hashlib.sha256(data).hexdigest() != pack.mapping.sha256.get(id):
            raise _other_file(variant, pack)
        return self._ready(variant, data)

    def _ready(self, variant: Variant, data: bytes) -> OpenVariant:
        pack = self.pack
        compiled = replace(compile_template(data, fonts=self._fonts), compact=self.compact)
        place, switches = Origin(file=f"{pack.form.id}/pdf.toml"), pack.form.switches_of(variant)
        _raise_if_any(check_form(pack.mapping, compiled.template, switches, place), pack)
        bound = bind(pack.mapping, frozenset(compiled.template.by_name()), switches)
        return OpenVariant(variant, data, compiled, bound, path_of_field(bound))

    def check_all(self) -> None:
        """Open every variant.

        Raises:
            TemplateError, MappingError: as `open`.
        """
        for variant in self.pack.form.variants:
            self.open(variant.id)

    def check_reachable(self) -> None:
        """Open every variant that facts alone can lead to, so that no contract fails after the first row.

        Raises:
            TemplateError, MappingError: as `open`.
        """
        form = self.pack.form
        turned = sorted({rule.switch for rule in self.pack.mapping.off_when})
        for off in chain.from_iterable(combinations(turned, count) for count in range(len(turned) + 1)):
            variant = form.by_switches({**form.switches, **dict.fromkeys(off, False)})
            if variant is not None:
                self.open(variant.id)

    def opened(self) -> Iterable[OpenVariant]:
        """Return the variants that are open."""
        return self._open.values()


def _raise_if_any(findings: list[Finding], pack: Pack) -> None:
    if findings:
        lines = "\n".join(f"  {item.rule} {item.nb}" for item in findings)
        lines_en = "\n".join(f"  {item.rule} {item.en}" for item in findings)
        raise MappingError(
            nb=f"Mappingen for {pack.form.id} passer ikke:\n{lines}",
            en=f"The mapping of {pack.form.id} does not fit:\n{lines_en}",
        )


def _no_variant(id: str, pack: Pack) -> TemplateError:
    known = [variant.id for variant in pack.form.variants]
    near = nearest(id, known)
    hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
    return TemplateError(
        nb=f"Skjemaet {pack.form.id} har ingen variant som heter «{id}».{hint}",
        en=f"The form {pack.form.id} has no variant called “{id}”.{hint_en}",
    )


def _other_file(variant: Variant, pack: Pack) -> TemplateError:
    return TemplateError(
        nb=f"{pack.form.id}/{variant.file} er ikke den PDF-en mappingen er skrevet for (sha256 stemmer ikke). "
        "Hent den riktige filen, eller kjør «integplan mapping check» og oppdater pdf.toml.",
        en=f"{pack.form.id}/{variant.file} is not the PDF that the mapping was written for (its sha256 differs). "
        "Get the right file, or run “integplan mapping check” and update pdf.toml.",
    )
