"""The messy text files."""

from __future__ import annotations

from collections.abc import Sequence

from tests.tables.golden.common import HEAD, KEYS, NAMES, NUMBERS, Row, people


def text(rows: Sequence[Row], delimiter: str = ";", end: str = "\r\n") -> str:
    return "".join(delimiter.join("" if cell is None else str(cell) for cell in row) + end for row in rows)


KOSTRA = [
    ("PERSON_JOURNALNR", "PERSON_FODSELSNR", "PERSON_DUF", "KJONN", "BU18", "BEGYNT_DATO", "SAKSBEHANDLER", "STATUS"),
    (KEYS[0], NUMBERS[0], None, 2, 1, "02.02.2026", "Kari Eksempel", 1),
    (KEYS[3], None, NUMBERS[3], 2, None, "46055", "Bjørn Eksempel", 1),
]
PROSE = [
    ("Deltakerliste, høsten 2026",),
    (),
    ("ID", "Navn", "Sluttmål"),
    (KEYS[0], NAMES[0], "Arbeid, helst i byen, eller i nærheten, som kokk"),
    (KEYS[3], NAMES[3], "Arbeid"),
]
LOST = [
    HEAD,
    (KEYS[0], NAMES[0], "1,48387E+10"),
    (KEYS[1], NAMES[1], '="02917902391"'),
    (KEYS[2], NAMES[2], "1810450173"),
    (KEYS[3], NAMES[3], "'209900000208"),
]
QUOTED = 'ID,Navn,Langsiktig mål,Sluttmål\n2026-0101,"Kovalenko, Olena","Fast jobb\nog ""egen"" bil",Arbeid\n\n,,,\n'
UNBALANCED = 'ID;Navn\n2026-0101;Olena\n2026-0102;"Andrii\n2026-0103;Filmon\n'
PLANS = """[
 {"id": "2026-0101", "deltaker": {"navn": "Olena Kovalenko"}, "varighet": {"startdato": "2026-02-02"}},
 {"id": 102, "deltaker": {"navn": "Andrii Shevchuk"}, "tiltak": [{"navn": "Praksis"}, null]},
 {"id": "2026-0101", "deltaker": {"navn": "Dobbel"}},
 {"deltaker": {"navn": "Uten id"}},
 {"id": "2026-0104", "deltaker": {"nvan": "Åse"}, "tiltak": "Praksis"}
]
"""
LINES = '{"id": "a", "deltaker": {"navn": "Ås\u2028e"}}\n\n{"id": "b", "opplysninger": {"har_barn": "nei"}}\n'

TEXTS: dict[str, bytes] = {
    "semikolon-bom.csv": text(people()).encode("utf-8-sig"),
    "komma.csv": text(people(), ",", "\n").encode(),
    "tabulator.tsv": text(people(), "\t").encode(),
    "windows-1252.csv": text(people()).encode("cp1252"),
    "utf-16.txt": text(people(), "\t").encode("utf-16"),
    "sep-linje.csv": ("sep=,\r\n" + text(people(), ",")).encode("utf-8-sig"),
    "kostra.csv": text(KOSTRA).encode("cp1252"),
    "prosa.csv": text(PROSE, end="\n").encode(),
    "sifre-tapt.csv": text(LOST).encode(),
    "linjeskift.csv": QUOTED.encode(),
    "anfoerselstegn.csv": UNBALANCED.encode(),
    "blandet-koding.csv": text(people()).encode() + "2026-0105;Bjørn;\r\n".encode("cp1252"),
    "planer.json": PLANS.encode("utf-8-sig"),
    "linjer.jsonl": LINES.encode(),
    "avkuttet.json": PLANS[:150].encode(),
}
