"""The default appearance string: which font, how large, which colour (ISO 32000-2 §12.7.4.3)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_TOKEN = re.compile(rb"/[^\s/\[\]<>(){}%]*|[^\s/\[\]<>(){}%]+")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_COLOUR_OPERANDS = {b"g": 1, b"rg": 3, b"k": 4}
_DEFAULT_COLOUR = b"0 g"
_LARGEST = 300.0


@dataclass(frozen=True, slots=True)
class Style:
    """What a default appearance string says.

    Attributes:
        font: name of the font resource without slash; empty if none is given.
        size: in points; 0 asks for automatic size.
        colour: the operator that sets the fill colour, with its operands.
    """

    font: bytes = b""
    size: float = 0.0
    colour: bytes = _DEFAULT_COLOUR


def parse_style(appearance: bytes | None) -> Style:
    """Return what is to be understood of a default appearance string, defaults for the rest."""
    font, size, colour = b"", 0.0, _DEFAULT_COLOUR
    operands: list[bytes] = []
    for token in _TOKEN.findall(appearance or b""):
        if token == b"Tf":
            names = [operand for operand in operands if operand.startswith(b"/")]
            font = _unescape(names[-1][1:]) if names else font
            size = _size(operands[-1]) if operands else size
        elif token in _COLOUR_OPERANDS:
            colour = _colour(operands[-_COLOUR_OPERANDS[token] :], token) or colour
        if token.startswith(b"/") or _is_number(token):
            operands.append(token)
        else:
            operands.clear()
    return Style(font, size, colour)


def _unescape(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)


def _is_number(token: bytes) -> bool:
    try:
        return math.isfinite(float(token))
    except ValueError:
        return False


def _size(operand: bytes) -> float:
    return min(abs(float(operand)), _LARGEST) if _is_number(operand) else 0.0


def _colour(operands: list[bytes], operator: bytes) -> bytes | None:
    if len(operands) != _COLOUR_OPERANDS[operator] or not all(map(_is_number, operands)):
        return None
    return b" ".join([*operands, operator])
