"""From the words of a form to identifiers, headers and the values of a drop-down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pydantic import BaseModel

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "đ": "d", "ł": "l"}
)
_WORD = re.compile(r"[^\W_]+")
_INDEX = re.compile(r"\[\d+\]")
_SAYS_NOTHING = re.compile(
    "area|box|boks|button|caption|casilla|case|chk|checkbox|check|champ|choice|ckb|combo|combobox|control|ddl|dropdown|"
    "feld|felt|fields?|fill|form|formular|formulaire|group|gruppe|header|knapp|kontroll|kontrollkaestchen|list|listbox|"
    "listeboks|num|numeric|numericfield|numerisches|numerischesfeld|optionsfeldliste|page|pagina|radio|radiobutton|rbl|"
    "readorder|row|schaltflaeche|seite|side|subform|table|tabell|tekst|tekstboks|tekstfelt|text|textarea|textbox|"
    "textfeld|textfield|topmost|topmostsubform|txt|unbenannt|undefined|untitled|zone"
)
"""Words that form programs put into names by themselves."""
_RESERVED = frozenset(dir(BaseModel)) | {"id"}
"""What a plan's attribute cannot be called: pydantic's own names, and the key."""


def plain(text: str) -> str:
    """Return `text` on one line, in NFC, without control characters and private letters."""
    kept = (char if unicodedata.category(char)[0] != "C" else " " for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


def same_letters(one: str, other: str) -> bool:
    """Return whether two texts are the same but for case, accents, and letters such as ø written as o."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "a"))
    return "".join(char for char in spread if not unicodedata.combining(char)).replace("ae", "a").replace("oe", "o")


def clip(text: str, limit: int) -> str:
    """Return `text`, ended at a word with an ellipsis if it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0][: limit - 1].rstrip(" ,;:.-–(") + "…"


def heading(text: str) -> str:
    """Return a label as a heading: one line, no colon, number sign or asterisk at its ends."""
    return plain(text).strip(" :*#•–-_►→")


def words(text: str) -> list[str]:
    """Return the words of a field name or a label in lower-case ASCII; `txt_FørstNavn[0]` gives txt, foerst, navn."""
    return [plain_word for word in _parted(text) if (plain_word := _ascii(word))]


def _parted(name: str) -> list[str]:
    """Return the words of a name: parted at anything but letters and digits, and where a capital begins a word."""
    text = _INDEX.sub(" ", unicodedata.normalize("NFC", name))
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    parted = (f" {char}" if _begins(before, char, after) else char for before, char, after in around)
    return _WORD.findall("".join(parted))


def _begins(before: str, char: str, after: str) -> bool:
    return char.isupper() and (before.islower() or (before.isupper() and after.islower()))


def _ascii(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(char for char in spread if char.isascii() and char.isalnum())


def telling(text: str) -> list[str]:
    """Return the words that say what a field is for; none for names such as `Text12`, `f1_07[0]`, `Check Box3`."""
    return [word for word in words(text) if _tells(word)]


def spoken(name: str) -> str:
    """Return the telling words of a field name as a person would write them."""
    found = " ".join(word for word in _parted(name) if _tells(_ascii(word)))
    return found[:1].upper() + found[1:]


def reads_as_name(text: str) -> bool:
    """Return whether a text was made for programs: one word with underscores, digits or capitals inside."""
    return (" " not in text and len(words(text)) > 1) or any(char.isdigit() for char in text.rpartition(" ")[2])


def _tells(word: str) -> bool:
    bare = word.rstrip("0123456789")
    return len(bare) > 2 and not _SAYS_NOTHING.fullmatch(bare)


def identifier(text: str, limit: int = 40) -> str:
    """Return a plan attribute for `text`, of its leading words; empty if no word can be used."""
    found = ""
    for word in words(text):
        if found and len(found) + 1 + len(word) > limit:
            break
        found = f"{found}_{word}" if found else word[:limit]
    found = f"nr_{found}" if found[:1].isdigit() else found
    return f"felt_{found}" if found in _RESERVED or found.startswith("model_") else found


def path_of_name(name: str) -> str:
    """Return the plan path that a full field name gives, or nothing if its last part says nothing."""
    parts = [name] if " " in name else name.split(".")
    if not telling(parts[-1]):
        return ""
    steps: list[str] = []
    for part in parts:
        if part.isdecimal() and steps:
            steps[-1] += f"_{part}"
        elif telling(part):
            steps.append(_step(part))
    return ".".join(step for step in steps if step)


def _step(part: str) -> str:
    """Return the part without the words that only say that it is a field: `txt_Navn[0]` gives `navn`."""
    found = words(part)
    while len(found) > 1 and _SAYS_NOTHING.fullmatch(found[0]):
        found = found[1:]
    return identifier(" ".join(found))


class Paths:
    """Plan paths handed out so that none is another, nor goes on from one that holds a value."""

    def __init__(self, *taken: str) -> None:
        self._values = set(taken)
        self._parts = {part for path in taken for part in _above(path)}

    def claim(self, wanted: str) -> str:
        """Return `wanted`; below a value on one level (`navn.for` as `navn_for`), and numbered if it is taken."""
        wanted = wanted.replace(".", "_") if self._values & set(_above(wanted)) else wanted
        number, path = 1, wanted
        while not self._free(path):
            number += 1
            path = f"{wanted}_{number}"
        self._values.add(path)
        self._parts |= set(_above(path))
        return path

    def _free(self, path: str) -> bool:
        return path not in self._values and path not in self._parts and not self._values & set(_above(path))


def _above(path: str) -> list[str]:
    steps = path.split(".")
    return [".".join(steps[:count]) for count in range(1, len(steps))]


def choices(texts: Iterable[str]) -> list[str]:
    """Return a name for each of the texts of a choice, usable in a drop-down and never the same without case."""
    found: dict[str, str] = {}
    for number, text in enumerate(texts, 1):
        wanted = clip(" ".join(plain(text).replace(",", " ").replace('"', " ").split()), 60) or str(number)
        name = wanted if wanted.casefold() not in found else f"{wanted} ({number})"
        while name.casefold() in found:
            name += "*"
        found[name.casefold()] = name
    return list(found.values())
