"""Chinese, Japanese and Korean fonts that are not embedded but named by a predefined CMap (ISO 32000-2 §9.7.5.2).

Viewers have them or fetch them. Limitation: only their wide characters are used, each one em wide; Latin letters
are left to fonts whose widths are known.
"""

from __future__ import annotations

import unicodedata

from pypdf.generic import DictionaryObject

from integplan_pdf.pdf import objects
from integplan_pdf.pdf.fontmap.face import Face

_CODECS = {
    b"90ms-RKSJ-H": "cp932", b"90msp-RKSJ-H": "cp932", b"EUC-H": "euc_jp",
    b"GBK-EUC-H": "gbk", b"GBKp-EUC-H": "gbk", b"GBK2K-H": "gb18030", b"GB-EUC-H": "gb2312",
    b"ETen-B5-H": "big5", b"ETenms-B5-H": "big5", b"B5pc-H": "big5",
    b"KSCms-UHC-H": "cp949", b"KSC-EUC-H": "euc_kr",
}  # fmt: skip
_UNICODE = ("-UCS2-H", "-UTF16-H", "-UCS2-HW-H")
_REPERTOIRE = {b"UniJIS": "cp932", b"UniGB": "gbk", b"UniCNS": "big5", b"UniKS": "cp949"}


def cjk_face(font: DictionaryObject, resource: bytes) -> Face | None:
    """Return what a Type0 font with a predefined CMap can show; None if it has another CMap."""
    cmap = objects.name(objects.raw(font, "/Encoding")) or b""
    repertoire, codec = _CODECS.get(cmap, ""), _CODECS.get(cmap, "")
    if cmap.decode("latin-1").endswith(_UNICODE):
        repertoire, codec = _REPERTOIRE.get(cmap.partition(b"-")[0], ""), "utf-16-be"
    if not repertoire:
        return None
    characters = _wide_characters(repertoire)
    return Face(
        resource=resource,
        codes={char: char.encode(codec).hex().encode() for char in characters},
        widths=dict.fromkeys(characters, 1000.0),
        composite=True,
    )


def _wide_characters(codec: str) -> list[str]:
    found = []
    for code in range(0x1100, 0xFFE7):
        character = chr(code)
        if unicodedata.east_asian_width(character) in "WF":
            try:
                character.encode(codec)
            except UnicodeEncodeError:
                continue
            found.append(character)
    return found
