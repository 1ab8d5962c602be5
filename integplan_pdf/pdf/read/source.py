"""What reading a form asks of a file, whichever way its objects are found and parsed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from pdfminer.pdftypes import PDFStream

from integplan_pdf.pdf.read.parser import Budget


class Source(Protocol):
    """A PDF file by its objects: names as `PSLiteral`, strings as bytes, streams as `PDFStream`.

    Attributes:
        damaged: numbers of the objects that were asked for, should be there and could not be read.
        info: document information dictionaries, the newest first.
    """

    budget: Budget
    info: list[Any]

    @property
    def damaged(self) -> Collection[int]: ...

    @property
    def root(self) -> dict[str, Any]:
        """The catalog."""

    def resolve(self, value: object) -> Any:
        """Return `value`, or what it refers to; None where that is nothing or unreadable."""

    def content(self, stream: PDFStream, limit: int) -> bytes | None:
        """Return the unpacked bytes of a stream; None if they are damaged or more than `limit`."""
