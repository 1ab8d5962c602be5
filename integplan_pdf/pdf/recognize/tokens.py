"""A content stream as operands and operators (ISO 32000-2 §7.8.2), by one regular expression.

Only what places text, and on demand what draws lines, comes out; the rest is passed over without a word. Whatever is
not plain syntax is refused, so that a complete parser can take over.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from functools import cache

_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)"
_NUMERAL = rb"[-+.\d]{1,40}"
_NAME = rb"/[^#/%\[\](){}<>\s\x00]*"
_NAME_WHOLE = _NAME + rb"(?=[\s/(<>\[\]]|\Z)"
_HEX = rb"<[0-9A-Fa-f\s]*>"
_END = rb"(?=[\s/%\[\](<>]|\Z)"
_WITHIN = rb"[^()\\]*(?:(?:\\.|%b)[^()\\]*)*"
_STRING = rb"\(%b\)" % (_WITHIN % (rb"\(%b\)" % (_WITHIN % (rb"\(%b\)" % (_WITHIN % rb"(?!)")))))
_ARRAY = rb"\[[-+.\d\s]*(?:(?:%b|%b)[-+.\d\s]*)*\]" % (_STRING, _HEX)
_SIMPLE = rb"(?:%b|%b%b|%b|%b|(?:true|false|null)%b)" % (_NAME_WHOLE, _NUMBER, _END, _STRING, _HEX, _END)
_LIST = rb"\[\s*(?:%b\s*)*\]" % _SIMPLE


def _dictionary(below: bytes) -> bytes:
    value = rb"(?:" + _SIMPLE + rb"|" + _LIST + rb"|" + below + rb")"
    return rb"<<\s*(?:" + _NAME_WHOLE + rb"\s*" + value + rb"\s*)*>>"


_DICT = _dictionary(_dictionary(rb"(?!)"))

_TEXT = rb"T[jJdDmcwzLfrs*]|BT|q|Q|cm|Do|['\"]|BI"
_PATHS = rb"[mlcvyhSsfnBb]|re|[fBb]\*"
_OTHERS = rb"[FWwJjMiGgKkd]|W\*|rg|RG|scn?|SCN?|d[01]|BX|EX|EMC|ET"
_NAMED = rb"BDC|BMC|DP|MP|gs|cs|CS|ri|sh|scn|SCN"


@cache
def _expression(*, paths: bool) -> re.Pattern[bytes]:
    """Return what finds tokens, and passes over the rest; compiled when it is first needed."""
    taken, passed = (_TEXT + rb"|" + _PATHS, _OTHERS) if paths else (_TEXT, _OTHERS + rb"|" + _PATHS)
    skipped = rb"|".join(
        (
            rb"\s+",
            rb"%[^\r\n]*",
            rb"(?:%b\s+){0,6}(?:%b)%b" % (_NUMERAL, passed, _END),
            rb"%b\s*(?:(?:%b|%b)\s*)?(?:%b)%b" % (_NAME, _DICT, _NAME, _NAMED, _END),
            rb"\[[-+.\d\s]*\]\s*%b\s+d%b" % (_NUMERAL, _END),
        )
    )
    found = rb"|".join((_STRING, _HEX, _ARRAY, _NUMBER, _NAME, rb"(?:%b)%b" % (taken, _END), rb"\S.*"))
    return re.compile(rb"(?:%b)+|(%b)\s*" % (skipped, found), re.DOTALL)


TEXT_OPERATORS = frozenset(rb"Tj TJ Td TD Tm Tc Tw Tz TL Tf Tr Ts T* BT q Q cm Do ' BI".split()) | {b'"'}
PATH_OPERATORS = frozenset(rb"m l c v y h S s f n B b re f* B* b*".split())

_ESCAPED = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)|[^\\]+", re.DOTALL)
_ELEMENT = re.compile(rb"%b|%b|[-+.\d]+" % (_STRING, _HEX), re.DOTALL)
_BACKSLASH = ord("\\")
_ESCAPES = {b"\\" + (b"%0*o" % (wide, code)): bytes([code]) for wide in (1, 2, 3) for code in range(256)} | {
    b"\\n": b"\n",
    b"\\r": b"\r",
    b"\\t": b"\t",
    b"\\b": b"\b",
    b"\\f": b"\f",
    b"\\(": b"(",
    b"\\)": b")",
    b"\\\\": b"\\",
    b"\\\n": b"",
    b"\\\r": b"",
    b"\\\r\n": b"",
}


class UnusualError(Exception):
    """Content that is for a complete parser."""


def tokens(content: bytes, *, paths: bool) -> list[bytes]:
    """Return operands and operators of a content stream, those of `TEXT_OPERATORS` and if asked `PATH_OPERATORS`.

    An empty token stands for whatever else is done in between.

    Raises:
        UnusualError: some of it is not plain syntax.
    """
    found = _expression(paths=paths).findall(content)
    last = found[-1] if found else b""
    if last and last not in TEXT_OPERATORS and not (paths and last in PATH_OPERATORS):
        raise UnusualError
    return found


def numbers(operands: list[bytes], count: int) -> list[float]:
    """Return the last `count` operands as numbers.

    Raises:
        UnusualError: they are not there, or no numbers.
    """
    try:
        found = [float(operand) for operand in operands[-count:]]
    except ValueError as error:
        raise UnusualError from error
    if len(found) != count:
        raise UnusualError
    return found


def name(operand: bytes) -> str:
    """Return a name as text.

    Raises:
        UnusualError: it is none, or not UTF-8.
    """
    if operand[:1] != b"/":
        raise UnusualError
    try:
        return operand[1:].decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusualError from error


def shown(operand: bytes) -> list[bytes | float]:
    """Return what an operand of Tj or TJ shows: strings, and numbers to move by.

    Raises:
        UnusualError: it is something else.
    """
    if operand[:1] != b"[":
        return [_string(operand)]
    try:
        return [
            _string(element) if element[:1] in (b"(", b"<") else float(element) for element in _ELEMENT.findall(operand)
        ]
    except ValueError as error:
        raise UnusualError from error


def _string(token: bytes) -> bytes:
    """Return the bytes of a string, literal or hexadecimal."""
    if token[:1] == b"<":
        try:
            return unhexlify(token[1:-1].translate(None, b" \t\r\n\f\v"))
        except ValueError as error:
            raise UnusualError from error
    if token[:1] != b"(":
        raise UnusualError
    raw = token[1:-1]
    if b"\\" not in raw:
        return raw
    try:
        return b"".join(
            [_ESCAPES[part] if part[0] == _BACKSLASH else part for part in _ESCAPED.findall(raw)],
        )
    except KeyError as error:
        raise UnusualError from error
