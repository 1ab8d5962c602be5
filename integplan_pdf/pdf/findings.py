"""What filling can find wrong with values (F) and with a form (T1xx)."""

from __future__ import annotations

from integplan_pdf.model.finding import Rule, Severity

UNKNOWN_FIELD = Rule(
    "F001",
    Severity.ERROR,
    "Skjemaet har ikke noe felt som heter «{field}».{nearest}",
    "The form has no field called «{field}».{nearest}",
)
IMPOSSIBLE_CHOICE = Rule(
    "F002",
    Severity.ERROR,
    "Feltet «{field}» har ikke det valget. Mulige valg: {allowed}.",
    "The field «{field}» has no such choice. Possible: {allowed}.",
)
WRONG_TYPE = Rule(
    "F003",
    Severity.ERROR,
    "Feltet «{field}» kan ikke ta imot en slik verdi: det må være {expected_nb}.",
    "The field «{field}» cannot take such a value: it must be {expected_en}.",
)
NO_ROOM = Rule(
    "F004",
    Severity.WARNING,
    "Teksten i «{field}» får ikke plass: {lost} tegn vises ikke ved {size} punkt. Hele teksten er lagret.",
    "The text in «{field}» does not fit: {lost} characters are not shown at {size} points. All of it is stored.",
)
NO_GLYPH = Rule(
    "F005",
    Severity.ERROR,
    "Ingen tilgjengelig skrift kan vise disse tegnene i «{field}»: {characters}.",
    "No available font can show these characters in «{field}»: {characters}.",
)
TOO_LONG = Rule(
    "F006",
    Severity.ERROR,
    "Teksten i «{field}» er lengre enn de {limit} tegnene som skjemaet tillater.",
    "The text in «{field}» is longer than the {limit} characters that the form allows.",
)
NOT_FILLABLE = Rule(
    "F007",
    Severity.ERROR,
    "Feltet «{field}» er en signatur, en knapp eller av ukjent slag, og kan ikke fylles ut.",
    "The field «{field}» is a signature, a push button or of unknown kind, and cannot be filled in.",
)
SEVERAL_STATES = Rule(
    "F008",
    Severity.WARNING,
    "Feltet «{field}» har flere valg ({allowed}); «true» krysset av for det første.",
    "The field «{field}» has several choices ({allowed}); «true» ticked the first.",
)
LOCKED = Rule(
    "F009",
    Severity.ERROR,
    "Feltet «{field}» er låst av en signatur og ble ikke endret.",
    "The field «{field}» is locked by a signature and was left unchanged.",
)
PASSWORD_STORED = Rule(
    "F010",
    Severity.WARNING,
    "Feltet «{field}» er et passordfelt: det vises som stjerner, men lagres i klartekst i filen.",
    "The field «{field}» is a password field: shown as asterisks, but stored in clear in the file.",
)
CALCULATED = Rule(
    "F011",
    Severity.INFO,
    "Feltet «{field}» regnes ut av skjemaet; verdien kan bli regnet ut på nytt når filen åpnes.",
    "The field «{field}» is calculated by the form; its value may be calculated anew when the file is opened.",
)
REPAIRED = Rule(
    "T101",
    Severity.WARNING,
    "PDF-en var skadet og er reparert før utfylling.",
    "The PDF was damaged and has been repaired before filling.",
)
XFA_REMOVED = Rule(
    "T102",
    Severity.WARNING,
    "Skjemaet har også en XFA-utgave, som ville vist gamle data; den er fjernet.",
    "The form also has an XFA edition, which would show old data; it has been removed.",
)
USAGE_RIGHTS_REMOVED = Rule(
    "T103",
    Severity.INFO,
    "Utvidede rettigheter for Adobe Reader gjelder ikke etter utfylling, og er fjernet.",
    "Extended rights for Adobe Reader do not survive filling, and have been removed.",
)
CALCULATED_FIELDS = Rule(
    "T104",
    Severity.INFO,
    "Skjemaet regner selv ut disse feltene: {names}.",
    "The form calculates these fields itself: {names}.",
)
FILLING_NOT_PERMITTED = Rule(
    "T106",
    Severity.INFO,
    "Etter rettighetene i den krypterte filen skal felt ikke fylles ut uten eierpassordet.",
    "By the permissions of the encrypted file, fields are not to be filled in without the owner's password.",
)
UNLISTED_FIELDS = Rule(
    "T105",
    Severity.INFO,
    "Disse feltene står på sidene, men ikke i skjemaets feltliste, og er føyd til der: {names}.",
    "These fields are on pages but not in the form's list of fields, and have been added there: {names}.",
)
