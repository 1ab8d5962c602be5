"""What reading a page without fields finds: V044, V050 to V059."""

from __future__ import annotations

from integplan_pdf.model.finding import Rule, Severity

NOT_TEXT = Rule(
    "V050",
    Severity.ERROR,
    nb="I «{field}» på side {page} står det noe som ikke er tekst (håndskrift, bilde eller tegning). Det er ikke lest.",
    en="In “{field}” on page {page} stands something that is no text (handwriting, picture or drawing). It was not "
    "read.",
)
NO_LETTERS = Rule(
    "V051",
    Severity.ERROR,
    nb="Teksten i «{field}» på side {page} er skrevet med en skrift som ikke sier hvilke bokstaver den viser. Den er "
    "ikke lest.",
    en="The text of “{field}” on page {page} is set in a font that does not say which letters it shows. It was not "
    "read.",
)
SCAN = Rule(
    "V052",
    Severity.ERROR,
    nb="PDF-en er bilder av sider (skannet eller fotografert) uten tekst, og kan ikke leses. Be om filen som PDF fra "
    "programmet den ble fylt ut i.",
    en="The PDF is pictures of pages (scanned or photographed) without text and cannot be read. Ask for the PDF from "
    "the program it was filled in with.",
)
NO_PAGES = Rule(
    "V044",
    Severity.ERROR,
    nb="Ingen av sidene i PDF-en er en side av skjemaet. De er ikke lest.",
    en="None of the PDF's pages is a page of the form. They were not read.",
)
PAGES_MISSING = Rule(
    "V053",
    Severity.ERROR,
    nb="Side {pages} av skjemaet finnes ikke i PDF-en, eller kan ikke kjennes igjen. {count} felt er ikke lest.",
    en="Page {pages} of the form is not in the PDF, or cannot be recognised. {count} fields were not read.",
)
PAGE_TWICE = Rule(
    "V054",
    Severity.ERROR,
    nb="Skjemaets side {page} står flere ganger i PDF-en, og «{field}» er ulikt utfylt. Den første er lest.",
    en="Page {page} of the form stands more than once in the PDF, and “{field}” is filled in differently. The first "
    "was read.",
)
UNSURE = Rule(
    "V055",
    Severity.WARNING,
    nb="«{field}» på side {page} er lest av siden, men er usikkert. Se på siden.",
    en="“{field}” on page {page} was read from the page, but is not sure. Look at the page.",
)
TWO_TICKS = Rule(
    "V056",
    Severity.ERROR,
    nb="Flere bokser er krysset av i «{field}» på side {page}, der bare én kan gjelde. Ingen er lest.",
    en="More than one box is ticked in “{field}” on page {page}, where only one can count. None was read.",
)
FAINT_TICK = Rule(
    "V057",
    Severity.ERROR,
    nb="Det kan ikke avgjøres om boksen i «{field}» på side {page} er krysset av. Se på siden.",
    en="Whether the box of “{field}” on page {page} is ticked cannot be told. Look at the page.",
)
NO_OPTION = Rule(
    "V058",
    Severity.ERROR,
    nb="Det som står i «{field}» på side {page}, er ikke et av valgene i feltet. Det er ikke lest.",
    en="What stands in “{field}” on page {page} is none of the field's choices. It was not read.",
)
FROM_THE_PAGE = Rule(
    "V059",
    Severity.INFO,
    nb="{count} felt finnes ikke lenger i PDF-en (flatet ut eller skrevet ut til PDF). Verdiene er lest av siden.",
    en="{count} fields are no longer in the PDF (flattened or printed to PDF). Their values were read from the page.",
)
