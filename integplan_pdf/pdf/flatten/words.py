"""What is said of a box that people see as ticked or not, for those who have it read to them."""

from __future__ import annotations

_WORDS = {
    "nb": ("avkrysset", "ikke avkrysset"),
    "no": ("avkrysset", "ikke avkrysset"),
    "nn": ("avkryssa", "ikkje avkryssa"),
    "en": ("checked", "not checked"),
    "de": ("angekreuzt", "nicht angekreuzt"),
    "fr": ("coché", "non coché"),
    "es": ("marcado", "no marcado"),
}
_SIGNS = ("☒", "☐")
"""For other languages: screen readers have names for these in their own."""


def box_text(label: str, language: str, *, on: bool) -> str:
    """Return the alternative text of a box: `Trenger tolk: avkrysset`.

    Args:
        label: what the box is for, in the document's language; may be empty.
        language: the document's /Lang (`nb-NO`).
        on: whether it is ticked.
    """
    ticked, empty = _WORDS.get(language.partition("-")[0].lower(), _SIGNS)
    state = ticked if on else empty
    return f"{label}: {state}" if label else state
