"""Forms grow to plans with too little room, and stay what they were: fillable, tagged, read by the same mapping."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode, UsageError
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.room import Fitting, Overflow
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.read import read_form
from integplan_pdf.workflow import elastic
from integplan_pdf.workflow.check import check
from integplan_pdf.workflow.elastic import ElasticShelf, open_shelf
from integplan_pdf.workflow.fill import fill
from integplan_pdf.workflow.guard import Opening
from integplan_pdf.workflow.prepare import FillOptions, prepare
from tests.acroform import read_fields
from tests.paths import FORM, ROOT
from tests.vera import validate
from tests.workflow.test_visible import filled_texts, poppler_words, within

PEOPLE: list[dict[str, Any]] = json.loads((ROOT / "samples" / "deltakere.json").read_text(encoding="utf-8"))
SENTENCE = "Praksisen gir en norsk referanse og viser arbeidsgiver hva du kan. "
DRAFT = FillOptions(dt.date(2026, 3, 1), draft=True)
ERROR = FillOptions(dt.date(2026, 3, 1), draft=True, overflow=Overflow.ERROR)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("integreringsplan")


def person(id: str, **parts: Any) -> dict[str, Any]:
    return copy.deepcopy(PEOPLE[0]) | {"id": id} | parts


def in_need_of_room(id: str) -> dict[str, Any]:
    """Return a plan with nine delmål, the eighth long, two long reasons, and a name too long for its line."""
    delmaal = [{"beskrivelse": f"Delmål {number}", "ansvarlig": "Voksenopplæringen"} for number in range(9)]
    delmaal[7]["beskrivelse"] = SENTENCE * 14
    tree = person(id, delmaal=delmaal)
    tree["regelverk"]["begrunnelse"] = SENTENCE * 25
    tree["tiltak"][0]["begrunnelse"] = SENTENCE * 50
    tree["revidering"][0]["enhet"] = "Introduksjonssenteret, avdeling for voksenopplæring og arbeid"
    return tree


def row(tree: dict[str, Any]) -> Row:
    return Row(tree["id"], Origin(key=tree["id"]), tree)


def filled(pack: Pack, folder: Path, trees: list[dict[str, Any]], options: FillOptions = DRAFT) -> Report:
    (folder / "rader.json").write_text(json.dumps(trees), encoding="utf-8")
    return fill(folder / "rader.json", pack, folder / "ut", options, lambda *_: None)


def checked(pack: Pack, folder: Path, trees: list[dict[str, Any]], options: FillOptions = DRAFT) -> Report:
    (folder / "rader.json").write_text(json.dumps(trees), encoding="utf-8")
    return check([folder / "rader.json"], pack, options, Opening(), lambda *_: None)


def about_room(item: Item) -> list[str]:
    return [finding.rule for finding in item.findings if finding.rule in ("F101", "F102", "F111", "F112")]


def fits(item: Item) -> dict[str, Fitting]:
    return {fit.path: fit.fitting for fit in item.fits}


@pytest.fixture(scope="module")
def grown(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vokst")
    [item] = filled(pack, folder, [in_need_of_room("lang")]).items
    assert (item.status, about_room(item)) == (Status.WRITTEN, [])
    return folder / "ut" / item.file


# ---- What a grown form is -------------------------------------------------------------------------------------------


def test_it_has_the_fields_of_the_form_and_those_of_the_new_rows(grown: Path) -> None:
    standard, fields = read_fields(FORM / "standard.pdf"), read_fields(grown)
    new = {name for name in fields if name not in standard}
    parts = ("beskrivelse", "periode", "ansvarlig", "oppnaadd")
    assert new == {f"delmaal.{number}.{part}" for number in range(5, 10) for part in parts}
    assert standard.keys() <= fields.keys()
    assert read_form(grown.read_bytes()).info["FormVariant"].startswith("standard.delmaal-9.hoyde-")
    assert fields["delmaal.9.beskrivelse"].tooltip == "Delmål 9: Beskrivelse av delmål"


def test_only_boxes_without_room_have_grown(grown: Path) -> None:
    standard, fields = read_fields(FORM / "standard.pdf"), read_fields(grown)

    def height(of: dict[str, Any], name: str) -> float:
        _, bottom, _, top = of[name].rects[0]
        return float(top - bottom)

    taller = {name for name in standard if height(fields, name) > height(standard, name) + 1}
    assert taller == {"regelverk.begrunnelse", "tiltak.1.begrunnelse", "revidering.1.enhet"}
    assert height(fields, "delmaal.8.beskrivelse") > height(fields, "delmaal.7.beskrivelse") + 100
    assert fields["revidering.1.enhet"].multiline and not fields["revidering.2.enhet"].multiline


def test_it_is_pdf_ua_1(grown: Path) -> None:
    assert validate(grown).failures == {}


@pytest.mark.parametrize("renderer", ["pdfium", pytest.param("poppler", marks=pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed"))])  # fmt: skip
def test_every_word_stands_inside_its_box(grown: Path, renderer: str) -> None:
    data = grown.read_bytes()
    texts = filled_texts(read_form(data))
    assert len(texts) > 40
    if renderer == "pdfium":
        shown = [text.split() for text in visible_text(data, [(page, rect) for _, page, rect in texts])]
    else:
        words = poppler_words(grown)
        shown = [[word for word, box in words[page] if within(box, rect)] for _, page, rect in texts]
    for (field, _, _), seen in zip(texts, shown, strict=True):
        assert seen == str(field.value).split(), field.name


def test_what_is_read_is_what_was_filled_and_fills_to_the_same_bytes(grown: Path, tmp_path: Path) -> None:
    for suffix in (".json", ".xlsx"):
        rows = tmp_path / f"lest{suffix}"
        assert run(["read", str(grown), "-o", str(rows)]) == ExitCode.OK
        assert run(["fill", str(rows), "-o", str(tmp_path / suffix), "--on", "01.03.2026"]) == ExitCode.OK
        assert (tmp_path / suffix / grown.name).read_bytes() == grown.read_bytes()
    [tree] = json.loads((tmp_path / "lest.json").read_text(encoding="utf-8"))
    sent, seen = Plan.model_validate(in_need_of_room("lang")), Plan.model_validate(tree)
    assert len(seen.delmaal) == 9
    assert seen.model_copy(update={"skjemavariant": "", "opplysninger": sent.opplysninger}) == sent


def test_the_bytes_do_not_depend_on_the_process(grown: Path, tmp_path: Path) -> None:
    (tmp_path / "rader.json").write_text(json.dumps([in_need_of_room("lang")]), encoding="utf-8")
    elsewhere = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "C"}
    command = [sys.executable, "-m", "integplan_pdf", "fill", str(tmp_path / "rader.json"), "-o", str(tmp_path)]
    subprocess.run([*command, "--draft", "--on", "01.03.2026"], env=elsewhere, cwd=ROOT, capture_output=True)
    assert hashlib.sha256((tmp_path / grown.name).read_bytes()).digest() == hashlib.sha256(grown.read_bytes()).digest()


# ---- Shapes ---------------------------------------------------------------------------------------------------------


def test_a_plan_that_fits_gets_the_form_as_it_is(pack: Pack) -> None:
    shelf, plain = ElasticShelf(pack), open_shelf(pack, Overflow.ERROR)
    for tree in PEOPLE[:4]:
        one, other = prepare(row(tree), shelf, DRAFT), prepare(row(tree), plain, ERROR)
        assert one.filled and other.filled and one.filled.data == other.filled.data
    assert shelf.built == 0


def test_plans_of_about_the_same_length_share_a_form(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = ElasticShelf(pack)

    def variant(times: int) -> str:
        prepared = prepare(row(person(f"p{times}", maal={"langsiktig": SENTENCE * times})), shelf, DRAFT)
        assert prepared.opened and prepared.filled
        return prepared.opened.variant.id

    first = variant(12)
    assert variant(13) == first and shelf.built == 1
    assert variant(60) != first and shelf.built == 2
    monkeypatch.setattr(elastic, "_SHAPES_KEPT", 1)
    assert variant(60) != first and shelf.built == 2
    assert variant(12) == first and shelf.built == 3


def test_how_much_it_grows_is_found_from_the_plan_and_not_from_the_name_of_its_variant(pack: Pack) -> None:
    shelf = ElasticShelf(pack)
    short = prepare(row(person("kort", skjemavariant="standard.signaturlinje.delmaal-9.hoyde-01234567")), shelf, DRAFT)
    assert short.opened and short.opened.variant.id == "standard.signaturlinje"
    rows = [{"beskrivelse": "Delmål"}] * 6
    more = prepare(row(person("mer", delmaal=rows, skjemavariant="standard.delmaal-9")), shelf, DRAFT)
    assert more.opened and more.opened.variant.id == "standard.delmaal-6"
    unknown = prepare(row(person("ukjent", skjemavariant="ukjent.delmaal-9")), shelf, DRAFT)
    assert unknown.opened is None and [finding.rule for finding in unknown.findings][-1:] == ["F112"]


# ---- What has no room even so ---------------------------------------------------------------------------------------


def test_what_no_page_can_hold_continues_on_a_sheet(pack: Pack, tmp_path: Path) -> None:
    tree = person("langt", maal={"langsiktig": SENTENCE * 150}, revidering=[{"enhet": "NAV"}] * 25)
    [item] = filled(pack, tmp_path, [tree]).items
    assert (item.status, about_room(item)) == (Status.WRITTEN, [])
    items = {fit.path: fit.item for fit in item.fits if fit.fitting is Fitting.CONTINUED}
    assert items == {"maal.langsiktig": 1, "revidering": 2}
    path = tmp_path / "ut" / item.file
    assert validate(path).failures == {}
    stored = read_form(path.read_bytes()).values()
    assert stored["maal.langsiktig"] == SENTENCE.strip() + f" {SENTENCE * 149}".rstrip()
    assert [stored[f"revidering.{number}.enhet"] for number in (1, 20, 21, 25)] == ["NAV"] * 4


def test_without_sheets_it_is_an_error_with_the_number_of_characters(pack: Pack, tmp_path: Path) -> None:
    tree = person("for-langt", maal={"langsiktig": SENTENCE * 150}, revidering=[{"enhet": "NAV"}] * 25)
    [item] = filled(pack, tmp_path, [tree], ERROR).items
    assert item.status is Status.REFUSED
    assert sorted(about_room(item)) == ["F102", "F111"]
    lost = {fit.path: fit.lost for fit in item.fits if fit.fitting is Fitting.TOO_LONG}
    assert lost["revidering"] == 22
    assert 1000 < lost["maal.langsiktig"] < len(SENTENCE * 150)
    message = next(finding.nb for finding in item.findings if finding.rule == "F111")
    assert f"{lost['maal.langsiktig']} tegn" in message


def test_the_report_tells_how_everything_fits_before_a_pdf_is_made(pack: Pack, tmp_path: Path) -> None:
    tree = in_need_of_room("lang")
    tree["maal"]["sluttmaal"]["begrunnelse"] = SENTENCE * 21
    [before], [after] = (of(pack, tmp_path, [tree]).items for of in (checked, filled))
    assert before.fits == after.fits
    assert fits(before) == {
        "delmaal": Fitting.ELASTIC,
        "delmaal.8.beskrivelse": Fitting.ELASTIC,
        "regelverk.begrunnelse": Fitting.ELASTIC,
        "tiltak.1.begrunnelse": Fitting.ELASTIC,
        "revidering.1.enhet": Fitting.ELASTIC,
        "maal.sluttmaal.begrunnelse": Fitting.SHRUNK,
        "norskmaal.merknad": Fitting.SHRUNK,
    }
    for fit in before.fits:
        assert fit.lost == 0 and (8 <= fit.size < 9 if fit.fitting is Fitting.SHRUNK else fit.size == 0)


def test_the_json_report_carries_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = in_need_of_room("lang")
    (tmp_path / "rader.json").write_text(json.dumps([tree, person("kort")]), encoding="utf-8")
    asked = ["check", str(tmp_path / "rader.json"), "--on", "01.03.2026", "--json"]
    run([*asked, "--overflow", "error"])
    long, short = json.loads(capsys.readouterr().out)["items"]
    assert {"path": "delmaal", "fitting": "too_long", "lost": 5} in long["fits"]
    assert [fit["fitting"] for fit in short["fits"]] == ["shrunk"]
    run(asked)
    long, _ = json.loads(capsys.readouterr().out)["items"]
    name = "regelverk.begrunnelse"
    assert {"path": name, "field": name, "fitting": "elastic"} in long["fits"]


def test_without_growing_the_same_plan_is_refused(pack: Pack, tmp_path: Path) -> None:
    [item] = filled(pack, tmp_path, [in_need_of_room("lang")], ERROR).items
    assert (item.status, item.variant) == (Status.REFUSED, "standard")
    assert sorted(about_room(item)) == ["F102", "F111", "F111", "F111"]
    assert Fitting.ELASTIC not in fits(item).values()
    assert next(fit for fit in item.fits if fit.path == "delmaal").lost == 5


# ---- When a form cannot grow ----------------------------------------------------------------------------------------


def test_a_form_without_its_source_does_not_grow(tmp_path: Path) -> None:
    for name in ("form.toml", *(path.name for path in FORM.glob("*.pdf"))):
        shutil.copy(FORM / name, tmp_path)
    for name in ("pdf.toml", "columns.toml"):
        shutil.copy(ROOT / "mappings" / "integreringsplan" / name, tmp_path)
    pack = load_pack(str(tmp_path))
    report = filled(pack, tmp_path, [in_need_of_room("lang")])
    assert report.items[0].status is Status.REFUSED
    assert "F115" not in [finding.rule for finding in report.findings]
    with pytest.raises(UsageError, match=r"skjema\.toml"):
        open_shelf(pack, Overflow.ELASTIC)


def test_without_the_tools_it_says_what_to_install(pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic, "find_spec", lambda name: None)
    report = filled(pack, tmp_path, [in_need_of_room("lang")])
    assert report.items[0].status is Status.REFUSED
    assert [finding.nb for finding in report.findings if "integplan-pdf[author]" in finding.nb]
    assert filled(pack, tmp_path, PEOPLE[:1]).findings == ()
    with pytest.raises(UsageError, match="author"):
        open_shelf(pack, Overflow.ELASTIC)


# ---- Files ----------------------------------------------------------------------------------------------------------


def test_a_corrected_plan_replaces_our_own_grown_file_and_nobody_elses(pack: Pack, tmp_path: Path) -> None:
    assert filled(pack, tmp_path, [in_need_of_room("lang")]).items[0].status is Status.WRITTEN
    assert filled(pack, tmp_path, [in_need_of_room("lang")]).items[0].status is Status.UNCHANGED
    shorter = in_need_of_room("lang") | {"delmaal": [{"beskrivelse": "Delmål"}] * 6}
    assert filled(pack, tmp_path, [shorter]).items[0].status is Status.WRITTEN
    path = tmp_path / "ut" / "lang_integreringsplan.pdf"
    typed_into = path.read_bytes() + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
    path.write_bytes(typed_into)
    item = filled(pack, tmp_path, [in_need_of_room("lang")]).items[0]
    assert (item.status, item.findings[-1].rule) == (Status.REFUSED, "F113")
    assert path.read_bytes() == typed_into
