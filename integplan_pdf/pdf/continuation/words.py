"""What stands on a continuation sheet, and in the boxes that lead to it, in the language of the form."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The wording of one language; `{n}` and `{m}` are numbers.

    Attributes:
        language: as /Lang wants it.
        title: of the sheet.
        to_title: the same, of a form whose title `{title}` is known.
        see: where the rest of a text stands, the most explicit first; for boxes with little room the last.
        item: heading of an item, with its `{label}`.
        page: number of a page.
        row: heading of the column with the numbers of rows.
        more_rows: caption of rows that continue a table.
    """

    language: str
    title: str
    to_title: str
    see: tuple[str, ...]
    item: str
    page: str
    row: str
    more_rows: str

    def markers(self, number: int) -> tuple[str, ...]:
        """Return what may end the box of item `number`, the longest first."""
        return tuple(text.format(n=number) for text in self.see)


_NB = Words(
    "nb-NO",
    "Vedlegg",
    "Vedlegg til {title}",
    ("… se vedlegg, punkt {n}", "… vedlegg {n}", "… {n}"),
    "Punkt {n}. {label}",
    "Vedlegg side {n} av {m}",
    "Rad",
    "{label}, fra rad {n}",
)
_NN = Words(
    "nn-NO",
    "Vedlegg",
    "Vedlegg til {title}",
    ("… sjå vedlegg, punkt {n}", "… vedlegg {n}", "… {n}"),
    "Punkt {n}. {label}",
    "Vedlegg side {n} av {m}",
    "Rad",
    "{label}, frå rad {n}",
)
_EN = Words(
    "en-GB",
    "Attachment",
    "Attachment to {title}",
    ("… see attachment, item {n}", "… attachment {n}", "… {n}"),
    "Item {n}. {label}",
    "Attachment page {n} of {m}",
    "Row",
    "{label}, from row {n}",
)
_SCANDINAVIAN = ("", "nb", "no", "da", "sv")
_LEADS = r"(?:(?:se|sjå)\s+vedlegg,\s+punkt|see\s+attachment,\s+item|vedlegg|attachment)"
_ELLIPSIS = r"(?:…|\.\.\.)"
_MARKER = re.compile(rf"\s*{_ELLIPSIS}\s*{_LEADS}?\s*(?P<n>\d+)\s*$")
_AT_LEFT = re.compile(rf"^\s*{_LEADS}\s+(?P<n>\d+)\s*{_ELLIPSIS}\s*")
_REVERSED = re.compile(
    rf"\s*{_ELLIPSIS}\s*(?P<n>\d+)\s+(?:(?:punkt|item)\s+,)?(?:vedlegg|attachment)(?:\s+(?:se|sjå|see))?\s*$"
)
"""The marker of a single line from right to left, as it is drawn, and as PDFium makes logical order of that."""


def words_for(language: str) -> Words:
    """Return the wording for a form in `language` (BCP 47; empty for not known)."""
    primary = re.split("[-_]", language.strip().lower())[0]
    return _NB if primary in _SCANDINAVIAN else _NN if primary == "nn" else _EN


def continued(shown: str) -> tuple[str, int] | None:
    """Return what a box shows of its text, and the item that has all of it; None if it leads to no sheet."""
    for marker in (_MARKER, _REVERSED, _AT_LEFT):
        if found := marker.search(shown):
            return shown[: found.start()] or shown[found.end() :], int(found["n"])
    return None
