"""The integreringsplan as a typed plan, in the words of the template and the law.

Glossary:
    sluttmål: the goal of the programme (integreringsloven § 37 c)
    delmål: an interim goal
    tiltak: a measure with a work or education purpose
    norskmål: the goal for Norwegian, per skill (integreringsforskriften § 26)
    delprøve: one part of the final Norwegian test
    foreldreveiledning: parental guidance (forskriften § 3)
    vedtak: administrative decision; klage: appeal

Attribute names are those of the form's fields. Everything may be empty: what must be there is the rules' business.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from integplan_pdf.engine.dates import Period
from integplan_pdf.engine.values import Date, Line, MaybeYesNo, Part, PeriodText, Rows, Text, Whole, YesNo, one_of


class Nivaa(StrEnum):
    """A level of the Common European Framework that a norskmål can be set at (forskriften § 26)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"


class Proevenivaa(StrEnum):
    """A level at which a delprøve is offered."""

    A1_A2 = "A1_A2"
    A2_B1 = "A2_B1"
    B1_B2 = "B1_B2"


class Utdanning(StrEnum):
    """Education from before, as integreringsforskriften § 28 divides it."""

    UNDER_GRUNNSKOLE = "under_grunnskole"
    GRUNNSKOLE = "grunnskole"
    VGS_ELLER_HOEYERE = "vgs_eller_hoeyere"


class Sluttmaalstype(StrEnum):
    """What kind of sluttmål it is; decides the maximal duration (§ 37 c, old § 13)."""

    ARBEID = "arbeid"
    HOEYERE_UTDANNING = "hoeyere_utdanning"
    FAGSKOLE = "fagskole"
    DELER_AV_GRUNNSKOLE_VGO = "deler_av_grunnskole_vgo"
    FULLFOERT_VGO = "fullfoert_vgo"


_NIVAA = Annotated[Nivaa | None, one_of(Nivaa, {})]
_PROEVENIVAA = Annotated[
    Proevenivaa | None,
    one_of(
        Proevenivaa,
        {f"{a}{mark}{b}": level for level in Proevenivaa for a, b in [level.split("_")] for mark in "/–-"},
    ),
]
_UTDANNING = Annotated[
    Utdanning | None,
    one_of(
        Utdanning,
        {
            "Ikke fullført grunnskole": Utdanning.UNDER_GRUNNSKOLE,
            "Grunnskole": Utdanning.GRUNNSKOLE,
            "Videregående eller høyere": Utdanning.VGS_ELLER_HOEYERE,
        },
    ),
]
_SLUTTMAALSTYPE = Annotated[
    Sluttmaalstype | None,
    one_of(
        Sluttmaalstype,
        {
            "Lønnet arbeid": Sluttmaalstype.ARBEID,
            "Høyere utdanning": Sluttmaalstype.HOEYERE_UTDANNING,
            "Høyere yrkesfaglig utdanning": Sluttmaalstype.FAGSKOLE,
            "Deler av grunnskole eller videregående": Sluttmaalstype.DELER_AV_GRUNNSKOLE_VGO,
            "Fullført videregående": Sluttmaalstype.FULLFOERT_VGO,
        },
    ),
]


class Del(BaseModel):
    """Base of all parts of the plan: immutable, and unknown names are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def er_tom(self) -> bool:
        """Return whether nothing at all is filled in."""
        return self == type(self)()


class Deltaker(Del):
    """Who the plan belongs to."""

    navn: Line = ""
    fnr_eller_duf: Line = ""


class Regelverk(Del):
    """Why the participant follows the rules as they were before 01.01.2026."""

    begrunnelse: Text = ""


class Forlengelse(Del):
    """An extension of the programme."""

    fra: Date = None
    til: Date = None
    begrunnelse: Text = ""


class Varighet(Del):
    """The programme's maximal duration (§ 37 c syvende ledd)."""

    startdato: Date = None
    sluttdato: Date = None
    forlengelse: Part[Forlengelse] = Forlengelse()


class Sluttmaal(Del):
    """What the participant is to reach within the programme, and why that was chosen."""

    beskrivelse: Text = ""
    begrunnelse: Text = ""


class Maal(Del):
    """The goals of the programme."""

    langsiktig: Text = ""
    sluttmaal: Part[Sluttmaal] = Sluttmaal()


class Delmaal(Del):
    """One interim goal."""

    beskrivelse: Text = ""
    periode: PeriodText = Period()
    ansvarlig: Text = ""
    oppnaadd: YesNo = False


class Standpunktkarakter(Del):
    """Norwegian measured by a school grade instead of levels (forskriften § 28)."""

    fov: YesNo = False
    vov: YesNo = False


class Norskmaal(Del):
    """The level to reach in each skill."""

    muntlig: _NIVAA = None
    lese: _NIVAA = None
    lytte: _NIVAA = None
    skrive: _NIVAA = None
    standpunktkarakter: Part[Standpunktkarakter] = Standpunktkarakter()
    merknad: Line = ""
    frist: Date = None


class Kurs(Del):
    """One course or measure in Norwegian."""

    navn: Text = ""
    periode: PeriodText = Period()
    gjennomfoert: YesNo = False


class AnnetSpraaktilbud(Del):
    """Another offer in Norwegian or English than norskopplæring under § 37 d."""

    beskrivelse: Text = ""


class Spraaktilbud(Del):
    """The language offer."""

    kurs: Rows[Kurs] = ()
    annet: Part[AnnetSpraaktilbud] = AnnetSpraaktilbud()


class Proeve(Del):
    """One part of the final Norwegian test."""

    nivaa: _PROEVENIVAA = None
    tidspunkt: Line = ""
    gjennomfoert: YesNo = False


class Proever(Del):
    """The plan for the final tests."""

    lytte: Part[Proeve] = Proeve()
    lese: Part[Proeve] = Proeve()
    skrive: Part[Proeve] = Proeve()
    muntlig: Part[Proeve] = Proeve()


class Foreldreveiledning(Del):
    """One of the five themes of parental guidance, in the order of the template."""

    gis_av: Text = ""
    gjennomfoert: YesNo = False


class Tiltak(Del):
    """One measure with a work or education purpose, with its reason."""

    navn: Text = ""
    periode: PeriodText = Period()
    timer: Line = ""
    ansvarlig: Text = ""
    gjennomfoert: YesNo = False
    begrunnelse: Text = ""


class Annet(Del):
    """One piece of other content, with its reason."""

    beskrivelse: Text = ""
    begrunnelse: Text = ""


class Person(Del):
    """A contact."""

    navn: Line = ""
    enhet: Line = ""
    telefon: Line = ""
    epost: Line = ""


class Kontakt(Del):
    """The contacts for the programme."""

    programraadgiver: Part[Person] = Person()
    laerer: Part[Person] = Person()


class Revidering(Del):
    """One planned or held revision of the plan."""

    planlagt_dato: Date = None
    dato_gjennomfoert: Date = None
    enhet: Line = ""
    gjennomfoert_av: Line = ""


class Vedtak(Del):
    """Where, when and by whom the plan was decided."""

    sted: Line = ""
    dato: Date = None
    navn_blokkbokstaver: Line = ""


class Klage(Del):
    """Where an appeal is sent (forvaltningsloven § 27)."""

    kontor: Line = ""
    adresse: Line = ""
    postnr_sted: Line = ""
    elektronisk: Line = ""


class Opplysninger(Del):
    """Facts that do not stand on the form, but decide its variant or what the rules ask for."""

    utdanning: _UTDANNING = None
    sluttmaal_type: _SLUTTMAALSTYPE = None
    foedselsdato: Date = None
    tilbud_dato: Date = None
    bosatt_dato: Date = None
    krav_dato: Date = None
    vedtak_dato: Date = None
    har_barn: MaybeYesNo = None
    permisjon_dager: Whole = None
    deltid_prosent: Whole = None


class Plan(Del):
    """One participant's integreringsplan.

    Attributes:
        id: the row key; names the file, never printed on the form.
        skjemavariant: a variant of the form chosen by hand; empty lets the facts choose.
    """

    id: Line = ""
    skjemavariant: Line = ""
    deltaker: Part[Deltaker] = Deltaker()
    regelverk: Part[Regelverk] = Regelverk()
    varighet: Part[Varighet] = Varighet()
    maal: Part[Maal] = Maal()
    delmaal: Rows[Delmaal] = ()
    norskmaal: Part[Norskmaal] = Norskmaal()
    spraaktilbud: Part[Spraaktilbud] = Spraaktilbud()
    proever: Part[Proever] = Proever()
    foreldreveiledning: Annotated[Rows[Foreldreveiledning], Field(max_length=5)] = ()
    tiltak: Rows[Tiltak] = ()
    annet: Rows[Annet] = ()
    kontakt: Part[Kontakt] = Kontakt()
    revidering: Rows[Revidering] = ()
    vedtak: Part[Vedtak] = Vedtak()
    klage: Part[Klage] = Klage()
    opplysninger: Part[Opplysninger] = Opplysninger()
