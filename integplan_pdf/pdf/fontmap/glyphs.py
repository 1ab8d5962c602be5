"""Shaped glyphs in a document: each is written out in full until the document gives it a number.

A glyph in the content of an appearance is a token, `glyph,x,y;…/advance/text`, between the name of its font and
the end of the string: `<~Is12ab34cd~18,0,0;317,39,-5/373/064a >`. So an appearance depends on its text alone, and a
document embeds exactly the glyphs that it shows, numbered as they come.
"""

from __future__ import annotations

import re

_STRING = re.compile(rb"<~([^~]+)~([^>]*)>")


class ShapedGlyphs:
    """The glyphs of a document, by the resource name of their font and then by token; numbered from 1."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, dict[bytes, int]] = {}

    def encode(self, content: bytes) -> bytes:
        """Return content with numbers in place of glyphs."""
        return _STRING.sub(lambda found: b"<%b>" % self._encoded(found[1], found[2]), content)

    def of(self, resource: bytes) -> tuple[bytes, ...]:
        """Return the glyphs of one font in the order of their numbers."""
        return tuple(self._numbers.get(resource, ()))

    def _encoded(self, resource: bytes, shown: bytes) -> bytes:
        numbers = self._numbers.setdefault(resource, {})
        return b"".join([b"%04X" % numbers.setdefault(token, len(numbers) + 1) for token in shown.split()])
