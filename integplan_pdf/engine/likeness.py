"""Which texts are nearly the same, found without comparing each with each.

A text is the set of its runs of five words. A few numbers drawn from that set (minhash, by one hash function whose
range is cut into bins) bring texts with much in common together; what meets is then compared in full. Time grows with
the number of texts. Two texts that share nine tenths of their runs meet nearly always, two that share half seldom.

Source: Broder (1997), On the resemblance and containment of documents; Li, Owen and Zhang (2012), One permutation
hashing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

_RUN = 5
_BINS = 16
_BAND = 4
_MASK = 0xFFFFFFFF
_WORDS = re.compile(r"[^\W\d_]+")


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case; numbers, dates and punctuation are passed over."""
    return _WORDS.findall(text.casefold())


def alike(texts: Sequence[Sequence[str]], share: float) -> list[list[int]]:
    """Return groups of texts (numbers from 0, in order) of which each has `share` of its runs in common with the first.

    Texts of fewer than five words are in no group.
    """
    known: dict[str, int] = {}
    runs = [_runs(text, known) for text in texts]
    met: dict[tuple[int, ...], list[int]] = {}
    for number, found in enumerate(runs):
        for band in _bands(found):
            met.setdefault(band, []).append(number)
    leader = list(range(len(texts)))
    for together in met.values():
        for number in together[1:]:
            _join(leader, runs, together[0], number, share)
    groups: dict[int, list[int]] = {}
    for number in range(len(texts)):
        groups.setdefault(leader[number], []).append(number)
    return [group for group in groups.values() if len(group) > 1]


def _join(leader: list[int], runs: Sequence[frozenset[int]], first: int, number: int, share: float) -> None:
    """Put a text with the leader of `first`, when it leads nobody itself and is like that leader."""
    head = leader[first]
    if leader[number] == number and head != number and _share(runs[head], runs[number]) >= share:
        leader[number] = head


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def _runs(text: Sequence[str], known: dict[str, int]) -> frozenset[int]:
    """Return a number for each run of words, the same in every process."""
    codes = []
    for word in text:
        code = known.get(word)
        if code is None:
            code = known[word] = crc32(word.encode())
        codes.append(code)
    return frozenset(_mixed(codes[at : at + _RUN]) for at in range(len(codes) - _RUN + 1))


def _mixed(codes: Sequence[int]) -> int:
    value = 0
    for code in codes:
        value = (value * 0x01000193 ^ code) & _MASK
    return (value ^ value >> 15) * 0x85EBCA6B & _MASK


def _bands(runs: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Yield keys by which texts meet: the least run of each bin, four bins together."""
    if not runs:
        return
    least = [_MASK + 1] * _BINS
    for run in runs:
        bin = run % _BINS
        if run < least[bin]:
            least[bin] = run
    for start in range(0, _BINS, _BAND):
        yield (start, *least[start : start + _BAND])
