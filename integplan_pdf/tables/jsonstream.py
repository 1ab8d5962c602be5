"""The elements of a JSON list, one at a time, however long the list is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TextIO

_PIECE = 1 << 18  # characters
_SPACE = re.compile(r"[ \t\r\n]*")


class ListReader:
    """Reads a text that holds one JSON list of objects.

    Limitation: a number among the objects may be read in two parts.

    Args:
        text: the file.
        decode: the `raw_decode` of a decoder: (text, start) → value and where it ends.
    """

    def __init__(self, text: TextIO, decode: Callable[[str, int], tuple[Any, int]]) -> None:
        self._text, self._decode = text, decode
        self._buffer, self._at, self._ended = "", 0, False
        self._line, self._column = 1, 1  # of the buffer's first character

    def __iter__(self) -> Iterator[Any]:
        """Yield the elements.

        Raises:
            json.JSONDecodeError: the text is no list; `lineno` and `colno` are those of the whole text.
        """
        self._take("[")
        if self._peek() != "]":
            yield self._value()
            while self._peek() == ",":
                self._at += 1
                yield self._value()
        self._take("]")
        if self._peek():
            raise self._error("Extra data")

    def _take(self, mark: str) -> None:
        if self._peek() != mark:
            raise self._error(f"Expecting '{mark}'")
        self._at += 1

    def _peek(self) -> str:
        """Return the next character that is not white space; an empty string at the end."""
        while True:
            space = _SPACE.match(self._buffer, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._buffer) or not self._more():
                return self._buffer[self._at : self._at + 1]

    def _value(self) -> Any:
        """Return the value that comes next, read on until it is whole."""
        self._peek()
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    self._at = error.pos
                    raise self._error(error.msg) from None
                continue
            self._at = end
            return value

    def _more(self) -> bool:
        """Read on, twice as far each time nothing could be used meanwhile; return whether there was more."""
        rest = self._buffer[self._at :]
        piece = self._text.read(max(_PIECE, len(rest)))
        if not piece:
            return False
        used = self._buffer[: self._at]
        lines = used.count("\n")
        self._column = len(used) - used.rfind("\n") if lines else self._column + len(used)
        self._line += lines
        self._buffer, self._at = rest + piece, 0
        return True

    def _error(self, message: str) -> json.JSONDecodeError:
        """Return the error that something is wrong where we are, placed in the whole text."""
        error = json.JSONDecodeError(message, self._buffer, self._at)
        error.colno += self._column - 1 if error.lineno == 1 else 0
        error.lineno += self._line - 1
        return error
