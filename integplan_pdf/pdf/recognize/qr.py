"""QR codes out of their modules (ISO/IEC 18004): versions 1 to 10, alphanumeric and byte mode.

Limits: codes without damage only. The check words are held against the data, but nothing is corrected: two marks on
each page say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Modules = Sequence[Sequence[bool]]
"""Rows from the top, True where dark."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}
_CHECK_WORDS = {
    "L": (7, 10, 15, 20, 26, 18, 20, 24, 30, 18),
    "M": (10, 16, 26, 18, 24, 16, 18, 22, 22, 26),
    "Q": (13, 22, 18, 26, 18, 24, 18, 22, 20, 24),
    "H": (17, 28, 22, 16, 22, 28, 26, 26, 24, 28),
}
_BLOCKS = {
    "L": (1, 1, 1, 1, 1, 2, 2, 2, 2, 4),
    "M": (1, 1, 1, 2, 2, 4, 4, 4, 5, 5),
    "Q": (1, 1, 2, 2, 4, 4, 6, 6, 8, 8),
    "H": (1, 1, 2, 4, 4, 4, 5, 6, 8, 8),
}
_ALIGNMENT: tuple[tuple[int, ...], ...] = (
    (),
    (6, 18),
    (6, 22),
    (6, 26),
    (6, 30),
    (6, 34),
    (6, 22, 38),
    (6, 24, 42),
    (6, 26, 46),
    (6, 28, 50),
)
_FORMAT_MASK = 0x5412
_MASKS = (
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: y % 2 == 0,
    lambda x, y: x % 3 == 0,
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (x // 3 + y // 2) % 2 == 0,
    lambda x, y: x * y % 2 + x * y % 3 == 0,
    lambda x, y: (x * y % 2 + x * y % 3) % 2 == 0,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2 == 0,
)
_ALPHANUMERIC, _BYTES = 2, 4
_LARGEST = 10


def decode(modules: Modules) -> str | None:
    """Return what a code says; None if it is damaged, larger than version 10 or in another mode."""
    size = len(modules)
    version = (size - 17) // 4
    if size != 17 + 4 * version or not 1 <= version <= _LARGEST:
        return None
    level, mask = _format(modules)
    bits = [modules[y][x] != _MASKS[mask](x, y) for x, y in _data_places(size, version)]
    words = [sum(bit << 7 - place for place, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits) - 7, 8)]
    data = _checked(words, _CHECK_WORDS[level][version - 1], _BLOCKS[level][version - 1])
    return _text(data, version) if data is not None else None


def _format(modules: Modules) -> tuple[str, int]:
    """Return level and mask, as said beside the upper left corner."""
    places = [*((8, y) for y in range(6)), (8, 7), (8, 8), (7, 8), *((x, 8) for x in range(5, -1, -1))]
    found = sum(modules[y][x] << place for place, (x, y) in enumerate(places)) ^ _FORMAT_MASK
    return _LEVELS[found >> 13], found >> 10 & 7


def _data_places(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Yield the modules that carry data, in the order of their bits."""
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in range(size - 1, -1, -1) if upwards else range(size):
            for x in (right, right - 1):
                if not _is_function(x, y, size, version):
                    yield x, y
        upwards = not upwards


def _is_function(x: int, y: int, size: int, version: int) -> bool:
    """Whether a module belongs to a pattern, and not to the data."""
    if (x <= 8 and y <= 8) or (x >= size - 8 and y <= 8) or (x <= 8 and y >= size - 8) or 6 in (x, y):
        return True
    if version >= 7 and ((x >= size - 11 and y <= 5) or (y >= size - 11 and x <= 5)):
        return True
    spots = _ALIGNMENT[version - 1]
    return any(
        abs(x - cx) <= 2 and abs(y - cy) <= 2
        for cx in spots
        for cy in spots
        if (cx, cy) not in ((6, 6), (6, max(spots)), (max(spots), 6))
    )


def _checked(words: Sequence[int], checks: int, blocks: int) -> list[int] | None:
    """Return the data words put in order; None where the check words contradict them."""
    short, longer = divmod(len(words), blocks)
    lengths = [short - checks + (block >= blocks - longer) for block in range(blocks)]
    found: list[list[int]] = [[] for _ in range(blocks)]
    waiting = iter(words)
    for place in range(max(lengths)):
        for block in range(blocks):
            if place < lengths[block]:
                found[block].append(next(waiting))
    for _ in range(checks):
        for block in range(blocks):
            found[block].append(next(waiting))
    if any(_syndrome(block, power) for block in found for power in range(checks)):
        return None
    return [word for block, length in zip(found, lengths, strict=True) for word in block[:length]]


def _field() -> tuple[list[int], list[int]]:
    """Return powers and logarithms of GF(256) with x⁸+x⁴+x³+x²+1."""
    powers, logs, value = [0] * 255, [0] * 256, 1
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return powers, logs


_POWERS, _LOGS = _field()


def _syndrome(block: Sequence[int], power: int) -> int:
    """Return the block's polynomial at the generator's root number `power`; 0 if the block is whole."""
    value = 0
    for word in block:
        value = (_POWERS[(_LOGS[value] + power) % 255] if value else 0) ^ word
    return value


def _text(data: Sequence[int], version: int) -> str | None:
    bits = "".join(f"{word:08b}" for word in data)
    mode = int(bits[:4], 2)
    if mode == _BYTES:
        wide = 8 if version < 10 else 16
        count, start = int(bits[4 : 4 + wide], 2), 4 + wide
        raw = bytes(int(bits[at : at + 8], 2) for at in range(start, start + 8 * count, 8))
        return raw.decode("utf-8", errors="replace")
    if mode != _ALPHANUMERIC:
        return None
    wide = 9 if version < 10 else 11
    count, at = int(bits[4 : 4 + wide], 2), 4 + wide
    text = ""
    while len(text) + 1 < count:
        high, low = divmod(int(bits[at : at + 11], 2), 45)
        text, at = text + _LETTERS[high % 45] + _LETTERS[low], at + 11
    return text + _LETTERS[int(bits[at : at + 6], 2) % 45] if len(text) < count else text
