"""What the template leaves behind when nobody replaces it."""

from __future__ import annotations

import re

REST = re.compile(
    r"\bxx\.(?:xx\.)?20xx\b|<\s*beskriv|skal fjernes før deltakeren får planen|automatisk generert beskrivelse",
    re.IGNORECASE,
)


def er_rest(text: str) -> bool:
    """Return whether `text` holds words of the template that should have been replaced or removed."""
    return bool(REST.search(text))
