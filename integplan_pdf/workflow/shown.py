"""What the pages of a returned file show of the fields that it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from integplan_pdf.engine.bind import bind, path_of_field
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.got import Got
from integplan_pdf.model.recognized import Recognized
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.recognize.letters import PageText, read_pages
from integplan_pdf.workflow.blank import blank_layout, committed_names

NO_BLANK = Rule(
    "V042",
    Severity.ERROR,
    nb="Skjemaet har vokst (variant {variant}) og feltene er borte. Sidene kan bare leses når alle er der og skjemaet "
    'kan lages på nytt: pip install "integplan-pdf[author]"',
    en="The form had grown (variant {variant}) and its fields are gone. Its pages can only be read when all are there "
    'and the form can be made again: pip install "integplan-pdf[author]"',
)
NOT_RECOGNISED = Rule(
    "V043",
    Severity.ERROR,
    nb="PDF-en sier at den er skjemaet {form}, men feltene er borte og ingen av sidene kan kjennes igjen. Den er ikke "
    "lest.",
    en="The PDF says that it is the form {form}, but its fields are gone and none of its pages can be recognised. It "
    "was not read.",
)


class Shown:
    """A file as its pages show it, worked out when first asked for."""

    def __init__(self, data: bytes, password: str = "") -> None:
        self.data = data
        self.password = password

    @cached_property
    def pages(self) -> Sequence[PageText]:
        """What its pages print, and the rectangles on them."""
        return read_pages(self.data, password=self.password, frames=True)

    @property
    def is_scan(self) -> bool:
        """Whether it holds pictures and not one letter."""
        return any(page.has_images for page in self.pages) and not any(page.letters for page in self.pages)


@dataclass(frozen=True, slots=True)
class ShownValues:
    """What was read from pages.

    Attributes:
        values: full field name → value.
        names: all the form's fields that are known from its blank form.
        switches: what the blank form was made with; empty where it was not needed.
        refused: the file cannot be read; `findings` say why.
    """

    values: Mapping[str, Got] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    names: frozenset[str] = frozenset()
    switches: Mapping[str, bool] = field(default_factory=dict)
    refused: bool = False


def shown_values(shown: Shown, pack: Pack, found: Recognized, names: frozenset[str]) -> ShownValues:
    """Return the values of the fields that a file should have and lacks; `names` are those it has.

    Raises:
        InputError: the file cannot be drawn.
    """
    expected = committed_names(pack, found.variant)
    if expected and not _bound(pack, expected, found) - names:
        return ShownValues()
    if not expected and len(names) > 0:
        return ShownValues()
    layout = blank_layout(pack, found.variant, shown.pages)
    if layout is None:
        return ShownValues(findings=(NO_BLANK.finding(variant=found.variant),), refused=True)
    from integplan_pdf.pdf.printed import read_printed
    from integplan_pdf.pdf.printed.rules import FROM_THE_PAGE, SCAN

    everything = frozenset(layout.template.by_name())
    lacking = _bound(pack, everything, found) - names
    printed = read_printed(shown.data, layout, password=shown.password, names=lacking, pages=shown.pages)
    if not any(match.template_page for match in printed.matches):
        finding = SCAN.finding() if shown.is_scan else NOT_RECOGNISED.finding(form=pack.form.id)
        return ShownValues(findings=(finding,), refused=not names)
    told = FROM_THE_PAGE.finding(count=len(printed.values))
    return ShownValues(printed.values, (told, *printed.findings), everything, _switches(pack, found))


def _bound(pack: Pack, names: frozenset[str], found: Recognized) -> frozenset[str]:
    """Return those of `names` that the mapping binds."""
    return names & path_of_field(bind(pack.mapping, names, _switches(pack, found))).keys()


def _switches(pack: Pack, found: Recognized) -> dict[str, bool]:
    base = pack.form.base(found.variant)
    return pack.form.switches_of(base) if base else dict(pack.form.switches)
