"""What may have been done to a form since it was made: V070 to V095."""

from __future__ import annotations

from integplan_pdf.model.finding import Rule, Severity

NOT_COMPARED = Rule(
    "V070",
    Severity.INFO,
    nb="PDF-en kunne ikke holdes mot skjemaet den er laget av: {nb}.",
    en="The PDF could not be held against the form it was made from: {en}.",
)
PAGE_MISSING = Rule(
    "V071",
    Severity.ERROR,
    nb="Skjemaets side {pages} mangler, eller er byttet ut.",
    en="Page {pages} of the form is missing, or was replaced.",
)
PAGE_ADDED = Rule(
    "V072",
    Severity.WARNING,
    nb="Side {pages} i PDF-en hører ikke til skjemaet, eller er der to ganger.",
    en="Page {pages} of the PDF does not belong to the form, or is there twice.",
)
PAGE_ORDER = Rule(
    "V073",
    Severity.WARNING,
    nb="Skjemaets sider står i en annen rekkefølge.",
    en="The pages of the form stand in another order.",
)
TEXT_CHANGED = Rule(
    "V074",
    Severity.ERROR,
    nb="Side {page}: skjemaets egen tekst er endret eller fjernet ({where}).",
    en="Page {page}: the form's own text was changed or removed ({where_en}).",
)
TEXT_ADDED = Rule(
    "V075",
    Severity.ERROR,
    nb="Side {page}: det står tekst på selve siden som ikke er skjemaets ({where}).",
    en="Page {page}: the page itself holds text that is not the form's ({where_en}).",
)
DRAWN_OVER = Rule(
    "V076",
    Severity.ERROR,
    nb="Side {page}: noe er tegnet på siden, dekket til eller tatt bort ({where}).",
    en="Page {page}: something was drawn on the page, covered or taken away ({where_en}).",
)
FIELD_MISSING = Rule(
    "V077",
    Severity.ERROR,
    nb="{count} av skjemaets felt er fjernet: {names}.",
    en="{count} of the form's fields were removed: {names}.",
)
FIELD_ADDED = Rule(
    "V078",
    Severity.WARNING,
    nb="{count} felt er lagt til: {names}.",
    en="{count} fields were added: {names}.",
)
FIELD_RENAMED = Rule(
    "V079",
    Severity.ERROR,
    nb="{count} felt har fått nytt navn: {names}.",
    en="{count} fields were renamed: {names}.",
)
FIELD_MOVED = Rule(
    "V080",
    Severity.WARNING,
    nb="{count} felt er flyttet, har fått en annen størrelse eller er på flere eller færre steder: {names}.",
    en="{count} fields were moved, resized, or stand in more or fewer places: {names}.",
)
READ_ONLY = Rule(
    "V081",
    Severity.WARNING,
    nb="{count} felt er låst (skrivebeskyttet): {names}.",
    en="{count} fields were made read-only: {names}.",
)
HIDDEN = Rule(
    "V082",
    Severity.ERROR,
    nb="{count} felt er skjult på skjermen eller i utskrift: {names}.",
    en="{count} fields are hidden on screen or in print: {names}.",
)
FIELD_CHANGED = Rule(
    "V083",
    Severity.WARNING,
    nb="{count} felt er endret ({what}): {names}.",
    en="{count} fields were changed ({what_en}): {names}.",
)
SCRIPT = Rule(
    "V084",
    Severity.WARNING,
    nb="PDF-en inneholder JavaScript som ikke er skjemaets ({where}). Det er ikke kjørt.",
    en="The PDF holds JavaScript that is not the form's ({where_en}). It was not run.",
)
ACTION = Rule(
    "V085",
    Severity.WARNING,
    nb="PDF-en inneholder en handling som ikke er skjemaets: {kind} ({where}). Den er ikke utført.",
    en="The PDF holds an action that is not the form's: {kind} ({where_en}). It was not carried out.",
)
ATTACHMENT = Rule(
    "V086",
    Severity.WARNING,
    nb="PDF-en har et vedlegg: «{name}». Det er ikke åpnet.",
    en="The PDF has an attachment: “{name}”. It was not opened.",
)
NOTE = Rule(
    "V087",
    Severity.WARNING,
    nb="Side {page}: noe er skrevet eller merket utenfor feltene ({kind}, {where}).",
    en="Page {page}: something is written or marked outside the fields ({kind}, {where_en}).",
)
NOTE_OVER = Rule(
    "V088",
    Severity.WARNING,
    nb="Side {page}: en kommentar eller figur ({kind}) ligger over {what}.",
    en="Page {page}: a comment or figure ({kind}) lies over {what_en}.",
)
LAYERS = Rule(
    "V089",
    Severity.WARNING,
    nb="PDF-en har {count} lag som kan slås av og på. Det som synes, avhenger av programmet.",
    en="The PDF has {count} layers that can be switched on and off. What is seen depends on the program.",
)
IDENTITY = Rule(
    "V090",
    Severity.WARNING,
    nb="Opplysningene om hvilket skjema dette er, er endret: {names}.",
    en="What the file says about which form it is was changed: {names}.",
)
SIGNED = Rule(
    "V092",
    Severity.INFO,
    nb="PDF-en er signert i {names}. Hvem som har signert, er ikke kontrollert.",
    en="The PDF is signed in {names}. Who signed was not checked.",
)
CHANGED_AFTER_SIGNING = Rule(
    "V093",
    Severity.WARNING,
    nb="PDF-en er endret etter at den ble signert i {names}.",
    en="The PDF was changed after it was signed in {names}.",
)
SIGNATURE_BROKEN = Rule(
    "V094",
    Severity.ERROR,
    nb="Signaturen i {names} stemmer ikke: det som ble signert, er endret, eller signaturen er skadet.",
    en="The signature in {names} does not hold: what was signed was changed, or the signature is damaged.",
)
PAGE_SHAPE = Rule(
    "V095",
    Severity.WARNING,
    nb="Side {pages} er snudd, beskåret eller har en annen størrelse enn i skjemaet.",
    en="Page {pages} was turned, cropped or has another size than in the form.",
)
ATTACHED = Rule(
    "V096",
    Severity.INFO,
    nb="Side {pages} er vedlegg med det som ikke fikk plass i skjemaet.",
    en="Page {pages} is an attachment with what had no room in the form.",
)
SET_ANEW = Rule(
    "V097",
    Severity.INFO,
    nb="Side {pages} er satt på nytt av et annet program, med bokstaver av annen bredde. Bare hvilke bokstaver hver "
    "linje har, er holdt mot skjemaet; streker og bilder er ikke.",
    en="Page {pages} was set anew by another program, with letters of other widths. Only which letters each line has "
    "was held against the form; rules and pictures were not.",
)
