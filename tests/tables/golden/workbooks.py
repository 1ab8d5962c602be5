"""The messy workbooks: each function makes one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl

from tests.tables.golden.common import HEAD, KEYS, NAMES, NBSP, NUMBERS, PEOPLE, Row, book, people, saved, with_format


def titles_above() -> bytes:
    made = book(("Deltakere", [("Deltakere i introduksjonsprogrammet",), ("Eksempel kommune, høsten 2026",), ()]))
    sheet = made["Deltakere"]
    for row in people(("Startdato", dt.date(2026, 2, 2), dt.date(2026, 3, 2))):
        sheet.append(list(row))
    sheet.merge_cells("A1:D1")
    return saved(made)


TWO_LINES = [
    ("Personalia", None, None, "Tiltak 1", None, None, "Programrådgiver", None, "Sluttmål"),
    ("ID", "Navn", "Fnr", "Navn", "F.o.m.", "T.o.m.", "Navn", "Telefon", None),
    (*PEOPLE[0], "Språkpraksis", dt.date(2026, 2, 2), dt.date(2026, 4, 30), "Kari Eksempel", "40 00 00 01", "Arbeid"),
    (*PEOPLE[1], "Jobbsøkerkurs", dt.date(2026, 3, 2), None, "Ola Eksempel", 40000002, "Arbeid som kokk"),
]


def two_lines_merged() -> bytes:
    made = book(("Deltakere", [("Oversikt",), *TWO_LINES]))
    sheet = made["Deltakere"]
    for area in ("A2:C2", "D2:F2", "G2:H2", "I2:I3"):
        sheet.merge_cells(area)
    return saved(made)


def two_lines_unmerged() -> bytes:
    return saved(book(("Deltakere", TWO_LINES)))


def two_lines_beside_single() -> bytes:
    """A single header in the lower line, beside a merged heading."""
    rows = [
        (None, None, "Tiltak 1", None, None, "Tiltak 2"),
        ("ID", "Navn", "Navn", "Timer", "Langsiktig mål", None),
        (*PEOPLE[0][:2], "Språkpraksis", "15 t/uke", "Fast jobb", "Norskkurs"),
    ]
    made = book(("Deltakere", rows))
    for area in ("C1:D1", "F1:F2"):
        made["Deltakere"].merge_cells(area)
    return saved(made)


def numbers_as_numbers() -> bytes:
    rows = [HEAD, *((key, name, int(number)) for key, name, number in PEOPLE)]
    rows.append(("2026-0105", "Zahra Hosseini", 1189990202))
    return saved(book(("Deltakere", rows)))


def numbers_zero_padded() -> bytes:
    made = book(("Deltakere", [HEAD, *((key, name, int(number)) for key, name, number in PEOPLE)]))
    with_format(made["Deltakere"], "C2:C3", "00000000000")
    with_format(made["Deltakere"], "C4:C5", r"000000\ 00000")
    return saved(made)


def days() -> bytes:
    """One day in all the forms that people and programs give it."""
    forms: list[Any] = [dt.date(2026, 2, 1), 46054, "01.02.2026", "1.2.26", "1/2/2026", "2026-02-01", "1. 2. 2026"]
    forms += [dt.datetime(2026, 2, 1, 8, 30), "46054", f"01.02.2026{NBSP}", "2026-02-01T00:00:00", "1.2.2026."]
    forms += ["31.02.2026", "snart"]
    made = book(("Deltakere", [("ID", "Startdato"), *((f"2026-02{n:02}", day) for n, day in enumerate(forms, 1))]))
    made["Deltakere"]["B9"].number_format = "dd.mm.yyyy hh:mm"
    return saved(made)


def periods() -> bytes:
    forms = ["01.02.2026–30.06.2026", "1.2.–30.6.2026", "02.2026-06.2026", "1.2.26 til 30.6.26", "vår 2026", "uke 6–26"]
    details: list[Row] = [("ID", "Navn", "F.o.m.", "T.o.m.", "Periode")]
    details += [(KEYS[0], f"tiltak {n}", None, None, form) for n, form in enumerate(forms[:4], 1)]
    details += [(KEYS[1], f"tiltak {n}", None, None, form) for n, form in enumerate(forms[4:], 1)]
    details += [
        (KEYS[2], "to dager", dt.date(2026, 2, 1), "30.6.2026", None),
        (KEYS[2], "åpen", 46054, None, None),
        (KEYS[2], "måned som dato", None, None, dt.date(2026, 2, 1)),
        (KEYS[2], "begge deler", dt.date(2026, 2, 1), None, "vår"),
    ]
    made = book(("Deltakere", people()), ("Tiltak", details))
    made["Tiltak"]["E10"].number_format = "mmm.yy"
    return saved(made)


def number_formats() -> bytes:
    """A percentage, times of day, durations, and a day in columns of text."""
    header = ("ID", "Deltid (prosent)", "Permisjon (dager)", "Tiltak 1 navn", "Tiltak 1 timer", "Tiltak 2 navn")
    made = book(
        (
            "Deltakere",
            [
                (*header, "Tiltak 2 timer", "Prøve lytte tidspunkt"),
                (KEYS[0], 0.6, 28.0, "Språkpraksis", dt.time(7, 30), "Norskkurs", dt.timedelta(hours=37, minutes=30)),
                (KEYS[1], 60, "28", "Språkpraksis", 37.5, "Norskkurs", 15, dt.date(2026, 6, 1)),
                (KEYS[2], "60 %", 2.5, "Språkpraksis", "15 t/uke", None, None, "uke 23"),
            ],
        )
    )
    sheet = made["Deltakere"]
    sheet["B2"].number_format, sheet["E2"].number_format, sheet["G2"].number_format = "0%", "hh:mm", "[h]:mm"
    return saved(made)


def formulas() -> bytes:
    rows = people(("Startdato", "=DATE(2026,2,2)", "=B1", "=C1", "=D1"), ("Sluttmål", "=1+1", "=A1", '=""', "Arbeid"))
    made = book(("Deltakere", rows))
    with_format(made["Deltakere"], "D2:D5", "dd.mm.yyyy")
    part = "xl/worksheets/sheet1.xml"
    return saved(
        made,
        (part, "<f>DATE(2026,2,2)</f><v></v>", "<f>DATE(2026,2,2)</f><v>46055</v>"),
        (part, '<c r="E2"><f>1+1</f><v></v>', '<c r="E2" t="str"><f>1+1</f><v>Arbeid som kokk</v>'),
        (part, '<c r="D4" s="1"><f>C1</f><v></v>', '<c r="D4" s="1" t="e"><f>C1</f><v>#REF!</v>'),
        (part, '<c r="E4"><f>""</f><v></v>', '<c r="E4" t="str"><f>""</f><v></v>'),
        (part, '<c r="D5" s="1"><f>D1</f><v></v>', '<c r="D5" s="1"><f>D1</f><v>0</v>'),
    )


def hidden_rows() -> bytes:
    made = book(("Deltakere", people()))
    sheet = made["Deltakere"]
    sheet.auto_filter.ref = "A1:C5"
    for number in (3, 4):
        sheet.row_dimensions[number].hidden = True
    return saved(made)


def several_sheets() -> bytes:
    made = book(
        ("Forside", [("Rapport",), ("Skrevet ut", dt.date(2026, 11, 1))]),
        ("Deltakere", people()),
        ("# eget", [("ID", "Notat"), (KEYS[0], "leses ikke")]),
        ("Lister", [("A1",), ("A2",)]),
        ("Delmaal", [("ID", "Delmål", "Fra", "Til"), (KEYS[1], "Bestå norskprøve", "1.2.2026", "30.6.2026")]),
        ("Tom", []),
    )
    made["Lister"].sheet_state = "hidden"
    made["Delmaal"].sheet_state = "hidden"
    return saved(made)


def sheet_named_otherwise() -> bytes:
    tiltak: list[Row] = [("Saksnr", "Tiltak", "Timer pr uke"), (KEYS[2], "Praksis", 15), (KEYS[0], "Kurs", "10 t/uke")]
    return saved(book(("Intro høst 2026", people()), ("Tiltak", tiltak)))


def empty_columns() -> bytes:
    rows = people(("Kolonne1",), (None,), ("Navn",), ("Kolonne1",), (None,))
    made = book(("Deltakere", rows))
    sheet = made["Deltakere"]
    with_format(sheet, "A6:J40", "dd.mm.yyyy")  # formatted, and blank
    sheet["A45"], sheet["B45"], sheet["C46"] = " ", NBSP, "\n"
    return saved(made)


def totals_and_headers_again() -> bytes:
    rows = [*people(("Permisjon (dager)", 5, 0, 28, 10))]
    rows[3:3] = [rows[0]]
    return saved(book(("Deltakere", [*rows, ("Sum", None, None, 43), (None, "Antall deltakere: 4")])))


def merged_cells() -> bytes:
    main = people(("Programrådgiver", "Kari Eksempel", None, "Ola Eksempel"), ("Vedtak sted", "Eksempelvik"))
    delmaal: list[Row] = [
        ("ID", "Beskrivelse", "Ansvarlig"),
        (KEYS[0], "Bestå norskprøve", "Voksenopplæringen"),
        (None, "Skrive CV", None),
        (None, None, None),
        (KEYS[1], "Få praksisplass", "NAV"),
    ]
    made = book(("Deltakere", main), ("Delmål", delmaal))
    for area in ("D2:D3", "E2:E5"):
        made["Deltakere"].merge_cells(area)
    for area in ("A2:A4", "C2:C3"):
        made["Delmål"].merge_cells(area)
    return saved(made)


def hard_spaces() -> bytes:
    rows = [
        (f"{NBSP}ID{NBSP}", f"Fullt{NBSP}navn", "Type\nsluttmål", f"Norskmål{NBSP}muntlig", "Har barn under 18 "),
        (f"{KEYS[0]}{NBSP}", f"Olena{NBSP}Kovalenko", f"Lønnet{NBSP}arbeid", f"{NBSP}b1", f"Ja{NBSP}"),
        (f" {KEYS[1]}", " Andrii  Shevchuk ", " lønnet  arbeid", "B1 ", " nei"),
    ]
    tiltak = [("ID", "Navn"), (KEYS[0], "Praksis"), (f"{NBSP}{KEYS[1]}", "Kurs")]
    return saved(book(("Deltakere ", rows), ("Tiltak", tiltak)))


def names_in_parts() -> bytes:
    rows: list[Row] = [("Etternavn", "Fornavn", "Mellomnavn", "Saksnr", "Fnr", "DUF-nr", "Kjønn", "Statsborgerskap")]
    rows += [
        ("Kovalenko", "Olena", None, KEYS[0], NUMBERS[0], "209900000103", "K", "UKR"),
        ("Hrytsenko-Bondar", "Kateryna", "Maria", KEYS[1], None, 209900000302, "K", "UKR"),
        ("Selam", None, None, KEYS[2], "19899102064", None, "M", "ERI"),
    ]
    return saved(book(("Liste", rows)))


def wide() -> bytes:
    header = ["ID", "Navn", "Delmål 1", "Delmål 1 f.o.m.", "Delmål 1 t.o.m.", "DELMÅL 2", "delmaal_3_beskrivelse"]
    header += ["Kurs 1 navn", "Kurs 1 periode", "Prøve lytte nivå", "Prøve Muntlig", "Annet 1", "Annet 1 begrunnelse"]
    header += ["Foreldreveiledning 1 gis av", "Foreldreveiledning 1 gjennomført", "Revidering 1", "Tiltak 2 navn"]
    row = [*PEOPLE[0][:2], "Bestå norskprøve", dt.date(2026, 2, 2), dt.date(2026, 4, 30), "Skrive CV", "Få praksis"]
    row += ["Norskkurs", "02.2026–06.2026", "A2/B1", "B1/B2", "Turgruppe", "Bli kjent", "Helsestasjonen", "X"]
    row += [dt.date(2026, 6, 1), "Praksis"]
    return saved(book(("Ark1", [header, row])))


def spelled_without_letters() -> bytes:
    header = ["ID", "NAVN", "FOEDSELSNUMMER", "SLUTTMAAL", "Norskmaal muntlig", "Laerer", "Utdanning fra foer"]
    return saved(book(("Ark1", [header, [*PEOPLE[0], "Arbeid", "b1", "Kari Eksempel", "grunnskole"]])))


def double_keys() -> bytes:
    rows = people()
    rows[3] = (KEYS[0], *rows[3][1:])
    rows += [(None, "Uten ID", NUMBERS[0])]
    delmaal = [("ID", "Beskrivelse"), (KEYS[0], "a"), (KEYS[1], "b"), ("2026-9999", "c"), (None, "d")]
    return saved(book(("Deltakere", rows), ("Delmål", delmaal)))


def keys_as_numbers() -> bytes:
    main = [HEAD, (1, NAMES[0], NUMBERS[0]), (2.0, NAMES[1], NUMBERS[1]), ("3", NAMES[2], NUMBERS[2])]
    return saved(book(("Deltakere", main), ("Annet", [("ID", "Beskrivelse"), ("1", "tur"), (3, "svømming")])))


def own_columns() -> bytes:
    return saved(book(("Deltakere", people(("# notat", "x"), ("#", 1), (" # til Kari", "y")))))


def content_without_header() -> bytes:
    return saved(book(("Deltakere", people((None, None, "ring!"), ("Sluttmål", "Arbeid"), (None, 1)))))


def named_rows() -> bytes:
    proever = [
        ("ID", "Delprøve", "Nivå", "Tidspunkt"),
        (KEYS[0], "lytte", None, "juni 2026"),
        (KEYS[0], "MUNTLIG", "a2/b1", dt.date(2026, 6, 1)),
        (KEYS[0], "Muntlig", "B1/B2", None),
        (KEYS[1], "Synge", "A1/A2", None),
        (KEYS[2], "Skrive", "B1–B2", None),
    ]
    return saved(book(("Deltakere", people()), ("Prøver", proever)))


def the_1904_date_system() -> bytes:
    made = book(("Deltakere", people(("Startdato", dt.date(2026, 2, 2)))))
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    return saved(made)


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def as_excel_saves() -> bytes:
    """Shared strings with runs and reading aids, styles on blank cells, cells without references, CRLF."""
    strings = [
        "<si><t>ID</t></si>",
        '<si><r><t xml:space="preserve">Na</t></r><r><rPr><b/></rPr><t>vn</t></r></si>',
        f"<si><t>{KEYS[0]}</t></si>",
        (
            '<si><r><t xml:space="preserve">Olena </t></r><r><rPr><i/></rPr><t>Kovalenko</t></r><rPh sb="0" eb="1">'
            "<t>x</t></rPh></si>"
        ),
        "<si><t>Langsiktig mål</t></si>",
        '<si><t xml:space="preserve"> Fast jobb_x000D_\r\nog bil </t></si>',
    ]
    rows = (
        '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>4</v></c>'
        '</row><row r="2"><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="s"><v>5</v></c><c s="0"/></row>'
    )
    made = book(("Deltakere", [("x",)]))
    data = saved(
        made,
        ("xl/worksheets/sheet1.xml", '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>', rows),
        (
            "[Content_Types].xml",
            "</Types>",
            (
                '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                'spreadsheetml.sharedStrings+xml"/></Types>'
            ),
        ),
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("xl/sharedStrings.xml"), f"<sst {NAMESPACE}>{''.join(strings)}</sst>")
    return out.getvalue()


def with_prefixes() -> bytes:
    """Elements with a namespace prefix, as some report programs write them."""
    data = saved(book(("Deltakere", people())))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
                text = text.replace("xmlns=", "xmlns:x=")
            target.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def macro_workbook() -> bytes:
    made = book(("Deltakere", people()))
    return saved(
        made,
        (
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
    )


def far_cell() -> bytes:
    """A stray mark far from everything else."""
    made = book(("Deltakere", people()))
    made["Deltakere"]["XFD1048576"] = " "
    return saved(made)


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "tittel-over.xlsx": titles_above,
    "to-linjer-slaatt-sammen.xlsx": two_lines_merged,
    "to-linjer.xlsx": two_lines_unmerged,
    "to-linjer-og-enkle.xlsx": two_lines_beside_single,
    "nummer-som-tall.xlsx": numbers_as_numbers,
    "nummer-med-nuller.xlsx": numbers_zero_padded,
    "dager.xlsx": days,
    "perioder.xlsx": periods,
    "tallformater.xlsx": number_formats,
    "formler.xlsx": formulas,
    "skjulte-rader.xlsx": hidden_rows,
    "flere-ark.xlsx": several_sheets,
    "annet-arknavn.xlsx": sheet_named_otherwise,
    "tomme-kolonner.xlsx": empty_columns,
    "sumrad.xlsx": totals_and_headers_again,
    "sammenslaatte-celler.xlsx": merged_cells,
    "harde-mellomrom.xlsx": hard_spaces,
    "navn-i-deler.xlsx": names_in_parts,
    "bredt.xlsx": wide,
    "uten-aeoeaa.xlsx": spelled_without_letters,
    "doble-noekler.xlsx": double_keys,
    "noekler-som-tall.xlsx": keys_as_numbers,
    "egne-kolonner.xlsx": own_columns,
    "uten-overskrift.xlsx": content_without_header,
    "proever.xlsx": named_rows,
    "1904.xlsx": the_1904_date_system,
    "fra-excel.xlsx": as_excel_saves,
    "prefiks.xlsx": with_prefixes,
    "makro.xlsm": macro_workbook,
    "langt-unna.xlsx": far_cell,
    "ukjent-kolonne.xlsx": lambda: saved(book(("Deltakere", people(("Slutmål", "Arbeid"))))),
    "dobbel-kolonne.xlsx": lambda: saved(book(("Deltakere", people(("Fullt navn", "Anna"))))),
    "uten-id.xlsx": lambda: saved(book(("Deltakere", [("Liste",), HEAD[1:], PEOPLE[0][1:]]))),
    "ukjent-ark.xlsx": lambda: saved(book(("Deltakere", people()), ("Avsluttet", people()))),
    "to-hovedark.xlsx": lambda: saved(book(("Vår", people()), ("Høst", people()))),
}
