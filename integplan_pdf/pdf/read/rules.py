"""What reading finds wrong with a returned PDF: V020 to V039, and why it may have to give up (bokmål, English)."""

from __future__ import annotations

from integplan_pdf.model.finding import Rule, Severity

NO_FIELDS = Rule(
    "V020",
    Severity.WARNING,
    nb="PDF-en har ingen skjemafelt. Den kan være flatet ut, skrevet ut til PDF eller skannet.",
    en="The PDF has no form fields. It may be flattened, printed to PDF or scanned.",
)
REPAIRED = Rule(
    "V021",
    Severity.WARNING,
    nb="Filen er skadet og ble lest ved å lete etter innholdet. Kontroller verdiene mot papiret.",
    en="The file is damaged and was read by searching for its contents. Check the values against the page.",
)
UNREADABLE_PARTS = Rule(
    "V022",
    Severity.ERROR,
    nb="{count} deler av filen kunne ikke leses. Verdier kan mangle.",
    en="{count} parts of the file could not be read. Values may be missing.",
)
XFA_BESIDE = Rule(
    "V023",
    Severity.WARNING,
    nb="Skjemaet har også en XFA-del, som Acrobat kan vise i stedet. Bare de vanlige feltene er lest.",
    en="The form also has an XFA part, which Acrobat may show instead. Only the ordinary fields were read.",
)
NOT_LISTED = Rule(
    "V024",
    Severity.WARNING,
    nb="{count} felt står på siden, men ikke i skjemaets feltliste: {names}. De er lest fra siden.",
    en="{count} fields stand on a page but not in the form's field list: {names}. They were read from the page.",
)
DOUBLED_NAME = Rule(
    "V025",
    Severity.ERROR,
    nb="Flere felt heter «{field}» og har ulike verdier. Begge er beholdt; avgjør hvilken som gjelder.",
    en="Several fields are called «{field}» and hold different values. All are kept; decide which one counts.",
)
STATE_CONFLICT = Rule(
    "V026",
    Severity.WARNING,
    nb="«{field}»: lagret verdi og det boksen viser, er ikke det samme. Den lagrede verdien er brukt.",
    en="«{field}»: the stored value and what the box shows are not the same. The stored value is used.",
)
UNKNOWN_STATE = Rule(
    "V027",
    Severity.WARNING,
    nb="«{field}»: den lagrede tilstanden finnes ikke blant boksens tilstander.",
    en="«{field}»: the stored state is not one of the box's states.",
)
RICH_TEXT_DIFFERS = Rule(
    "V028",
    Severity.WARNING,
    nb="«{field}»: den formaterte teksten sier noe annet enn den rene. Den rene er brukt.",
    en="«{field}»: the rich text says something else than the plain text. The plain text is used.",
)
WRONG_TYPE = Rule(
    "V029",
    Severity.WARNING,
    nb="«{field}»: verdien er lagret som feil slag ({stored}).",
    en="«{field}»: the value is stored as the wrong type ({stored}).",
)
UNDECODABLE = Rule(
    "V030",
    Severity.WARNING,
    nb="«{field}»: noen tegn kunne ikke tolkes og er vist som �.",
    en="«{field}»: some characters could not be decoded and are shown as �.",
)
UNMARKED_UTF8 = Rule(
    "V031",
    Severity.WARNING,
    nb="«{field}»: teksten ser ut som UTF-8 uten merke; den er lest slik standarden sier (PDFDocEncoding).",
    en="«{field}»: the text looks like UTF-8 without its mark; it is read as the standard says (PDFDocEncoding).",
)
NOT_AN_OPTION = Rule(
    "V032",
    Severity.WARNING,
    nb="«{field}»: det lagrede valget står ikke i listen.",
    en="«{field}»: the stored choice is not in the list.",
)
BROKEN_TREE = Rule(
    "V033",
    Severity.WARNING,
    nb="Feltlisten er ødelagt på {count} steder (løkker, gjentakelser, ikke felt). Disse er hoppet over.",
    en="The field list is broken in {count} places (loops, repeats, not fields). They were skipped.",
)
TOO_LARGE = Rule(
    "V034",
    Severity.ERROR,
    nb="«{field}»: verdien er for stor eller skadet og er ikke lest.",
    en="«{field}»: the value is too large or damaged and was not read.",
)
NAMELESS = Rule(
    "V035",
    Severity.WARNING,
    nb="{count} felt har ikke navn. De er beholdt, men kan ikke slås opp.",
    en="{count} fields have no name. They are kept but cannot be looked up.",
)
SHOWN_ONLY = Rule(
    "V036",
    Severity.INFO,
    nb="«{field}»: ingen verdi er lagret; tilstanden er lest av det boksen viser.",
    en="«{field}»: no value is stored; the state was read from what the box shows.",
)
DISPLAY_STORED = Rule(
    "V037",
    Severity.INFO,
    nb="«{field}»: visningsteksten er lagret i stedet for eksportverdien; eksportverdien er brukt.",
    en="«{field}»: the display text is stored instead of the export value; the export value is used.",
)
NOT_PLACED = Rule(
    "V038",
    Severity.INFO,
    nb="«{field}» har en verdi, men står ikke på noen side.",
    en="«{field}» holds a value but stands on no page.",
)
WIDGET_DIFFERS = Rule(
    "V039",
    Severity.WARNING,
    nb="«{field}»: feltet og en av boksene har hver sin lagrede verdi. Feltets er brukt.",
    en="«{field}»: the field and one of its widgets store different values. The field's is used.",
)

NOT_A_PDF = (
    "Filen er ikke en PDF. Kontroller at riktig fil er valgt og at den er lastet ned helt.",
    "The file is not a PDF. Check that it is the right file and that it was downloaded completely.",
)
UNREADABLE = (
    "PDF-en er for skadet til å leses. Be om å få den sendt på nytt, eller lagre den på nytt fra en PDF-leser.",
    "The PDF is too damaged to be read. Ask for it to be sent again, or save it again from a PDF viewer.",
)
LOCKED = (
    "PDF-en er kryptert og passordet mangler eller er feil. Gi passordet med --password-file.",
    "The PDF is encrypted and the password is missing or wrong. Give the password with --password-file.",
)
UNKNOWN_ENCRYPTION = (
    "PDF-en er kryptert på en måte som ikke kan leses. Fjern krypteringen i programmet den kom fra.",
    "The PDF is encrypted in a way that cannot be read. Remove the encryption in the program it came from.",
)
XFA_ONLY = (
    "PDF-en er et rent XFA-skjema uten vanlige skjemafelt, og kan ikke leses. Be om den som vanlig PDF.",
    "The PDF is a pure XFA form without ordinary fields and cannot be read. Ask for an ordinary PDF.",
)
