"""What flattening can find (F2xx), and what it refuses to do."""

from __future__ import annotations

from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Rule, Severity

NO_FIELDS = Rule(
    "F201",
    Severity.INFO,
    "PDF-en har ingen skjemafelt; den er som før.",
    "The PDF has no form fields; it is as before.",
)
HIDDEN_VALUES = Rule(
    "F202",
    Severity.WARNING,
    "Disse feltene har lagret innhold som ikke vises på sidene, og det er ikke tatt med: {names}.",
    "These fields have stored content that the pages do not show, and it was left out: {names}.",
)
NOT_DRAWN = Rule(
    "F203",
    Severity.ERROR,
    "Innholdet i «{field}» kan ikke tegnes på siden og ville gått tapt.",
    "What «{field}» holds cannot be drawn on the page and would be lost.",
)
NOT_ALL_SEEN = Rule(
    "F204",
    Severity.WARNING,
    "Ikke all teksten i «{field}» synes i ruten, og resten er ikke tatt med. Ta vare på PDF-en med feltene.",
    "Not all of the text in «{field}» is seen in its box, and the rest was left out. Keep the PDF with the fields.",
)
DRAWN_ANEW = Rule(
    "F205",
    Severity.INFO,
    "Skjemaet lot visningsprogrammet tegne {count} av feltene; de er tegnet på nytt.",
    "The form left it to viewers to draw {count} of its fields; these were drawn anew.",
)
SCRIPTS_REMOVED = Rule(
    "F206",
    Severity.INFO,
    "Skript og utvidede rettigheter hører til skjemafeltene og er fjernet med dem.",
    "Scripts and usage rights belong to form fields and were removed with them.",
)
XFA_REMOVED = Rule(
    "F207",
    Severity.INFO,
    "PDF-en hadde også en XFA-utgave av skjemaet; den er fjernet med feltene.",
    "The PDF also had an XFA edition of the form; it was removed with the fields.",
)


def signed() -> InputError:
    """Return the refusal of a signed document: any change to its pages would make the signature invalid."""
    return InputError(
        nb="PDF-en er signert. Å flate den ut ville gjort signaturen ugyldig. Arkiver den som den er, eller flat ut "
        "utgaven fra før signeringen.",
        en="The PDF is signed. Flattening it would make the signature invalid. Archive it as it is, or flatten the "
        "version from before the signing.",
    )


def xfa_only() -> InputError:
    """Return the refusal of a form whose pages are made by XFA alone."""
    return InputError(
        nb="Skjemaet er laget med XFA (Adobe LiveCycle) og har ingen vanlige felt å flate ut. Skriv det ut til PDF "
        "fra Adobe Reader.",
        en="The form is XFA only (Adobe LiveCycle) and has no ordinary fields to flatten. Print it to PDF from "
        "Adobe Reader.",
    )


def locked() -> InputError:
    """Return the refusal of an encrypted file whose password is missing."""
    return InputError(
        nb="PDF-en er kryptert, og passordet mangler eller er feil. Oppgi riktig passord.",
        en="The PDF is encrypted, and the password is missing or wrong. Give the right password.",
    )


def broken() -> InputError:
    """Return the refusal of what is no readable PDF."""
    return InputError(
        nb="Filen er ikke en lesbar PDF. Hent den på nytt fra avsenderen.",
        en="The file is no readable PDF. Get it again from its sender.",
    )
