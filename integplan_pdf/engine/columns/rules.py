"""What can be wrong with the rows of a file."""

from __future__ import annotations

from integplan_pdf.model.finding import Rule, Severity

NO_KEY = Rule(
    "R001",
    Severity.ERROR,
    nb="Raden har innhold, men ingen {key}. Skriv deltakerens {key} i kolonnen «{key}».",
    en="The row has content, but no {key}. Write the participant's {key} in the column “{key}”.",
)
DOUBLE_KEY = Rule(
    "R002",
    Severity.ERROR,
    nb="Samme {key} står på flere rader ({rows}). Ingen av dem blir brukt; gi hver deltaker sin egen {key}.",
    en="The same {key} stands on several rows ({rows}). None of them is used; give each participant their own {key}.",
)
NO_PARTICIPANT = Rule(
    "R003",
    Severity.ERROR,
    nb="Raden hører til en {key} som ikke finnes i arket «{main}».",
    en="The row belongs to a {key} that is not in the sheet “{main}”.",
)
UNREADABLE_CELL = Rule(
    "R004",
    Severity.ERROR,
    nb="Cellen har en formel eller en feilverdi uten resultat. Åpne arbeidsboken, rett den og lagre.",
    en="The cell holds a formula or an error without a result. Open the workbook, mend it and save.",
)
UNKNOWN_NAME = Rule(
    "R005",
    Severity.ERROR,
    nb="Her må det stå én av disse: {names}.",
    en="One of these must stand here: {names}.",
)
TWICE_NAMED = Rule(
    "R006",
    Severity.ERROR,
    nb="Denne deltakeren har to rader for det samme her. Slå dem sammen.",
    en="This participant has two rows for the same thing here. Merge them.",
)
NOT_A_PARTICIPANT = Rule(
    "R008",
    Severity.INFO,
    nb="Raden er en sum eller en gjentatt overskrift, og er ikke lest.",
    en="The row is a total or a repeated header, and was not read.",
)
COLUMNS_NOT_READ = Rule(
    "R009",
    Severity.INFO,
    nb="Disse kolonnene er ikke lest, for de står ikke på skjemaet eller står der på annen måte: {names}.",
    en="These columns were not read, for they are not on the form or stand there in another way: {names}.",
)
HIDDEN_ROWS = Rule(
    "R016",
    Severity.INFO,
    nb="Skjulte eller filtrerte rader er lest som de andre (rad {rows}). Skal de ikke være med, slett dem i en kopi.",
    en="Hidden or filtered rows were read like the others (row {rows}). If they are not to be, delete them in a copy.",
)
ZEROS_FILLED = Rule(
    "R017",
    Severity.WARNING,
    nb="Nummeret manglet null foran og er lest med {length} siffer. Kontroller det, og gjør kolonnen om til tekst.",
    en="The number lacked its leading zero and was read with {length} digits. Check it, and format the column as text.",
)
DIGITS_LOST = Rule(
    "R018",
    Severity.ERROR,
    nb="Regnearket har forkortet nummeret (…E+…), og siffer er tapt. Gjør kolonnen om til tekst og skriv det på nytt.",
    en="The spreadsheet has shortened the number (…E+…), and digits are lost. Format the column as text and retype it.",
)
NO_HEADER = Rule(
    "R019",
    Severity.WARNING,
    nb="Kolonne {letter} har innhold, men ingen overskrift, og er ikke lest.",
    en="Column {letter} has content but no header, and was not read.",
)
SHEET_NOT_READ = Rule(
    "R020",
    Severity.WARNING,
    nb="Arket er ikke lest: det har ingen rader med {key}.",
    en="The sheet was not read: it has no rows with {key}.",
)
HIDDEN_SHEET = Rule(
    "R021",
    Severity.INFO,
    nb="Arket er skjult, men er lest som de andre.",
    en="The sheet is hidden, but was read like the others.",
)
