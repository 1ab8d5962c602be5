"""How strings and streams of new objects are written: in clear, or with the document's own key."""

from __future__ import annotations

from integplan_pdf.pdf import syntax


class Clear:
    """Writes strings and streams as they are."""

    def string(self, number: int, generation: int, data: bytes) -> bytes:
        """Return a string object for use within object `number` `generation`."""
        return syntax.literal(data)

    def stream(self, number: int, generation: int, data: bytes) -> bytes:
        """Return the bytes of a stream within object `number` `generation`."""
        return data


Cipher = Clear
"""What a document's strings and streams go through; subclasses encrypt."""
