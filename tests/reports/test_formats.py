"""What holds for every format."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from integplan_pdf.model.facts import Label
from integplan_pdf.reports import formats
from tests.paths import ROOT
from tests.reports.made import ADVISER, NAME, NUMBER, PLAIN, facts, hostile, item, report, small

_NAMED = (".html", ".xlsx", ".json", ".csv", ".md")
"""Formats that have a place for names."""


def text_of(data: bytes, suffix: str) -> str:
    """Return all the text of a report, unpacked."""
    if suffix != ".xlsx":
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_names_and_numbers_are_in_no_report_unless_asked_for(suffix: str, lang: str) -> None:
    text = text_of(formats.render(small(), suffix, lang), suffix)
    for secret in (NAME, NUMBER, ADVISER, "kanaridal", "Kanarivik"):
        assert secret not in text
    if suffix in _NAMED:
        opened = text_of(formats.render(small(), suffix, lang, show_values=True), suffix)
        assert NAME in opened
        assert ADVISER in opened


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_a_number_used_as_key_is_in_no_report(suffix: str) -> None:
    of = report(item(NUMBER, PLAIN, known=facts(), file=f"{NUMBER}_plan.pdf"))
    assert NUMBER not in text_of(formats.render(of, suffix, "nb"), suffix)


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_no_text_stops_a_report(suffix: str, lang: str) -> None:
    for show_values in (False, True):
        assert formats.render(hostile(), suffix, lang, show_values=show_values)


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_an_empty_report_has_every_format(suffix: str) -> None:
    assert formats.render(report(), suffix, "nb")


def test_an_unknown_suffix_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"\.docx"):
        formats.render(report(), ".docx", "nb")


_DIGESTS = """
import hashlib
from integplan_pdf.reports import formats
from tests.reports.made import hostile, small
for suffix in formats.SUFFIXES:
    data = b"".join(formats.render(of, suffix, lang) for of in (small(), hostile()) for lang in ("nb", "en"))
    print(suffix, hashlib.sha256(data).hexdigest())
"""


def test_same_report_same_bytes_in_any_surroundings() -> None:
    said = set()
    for seed, zone, lang in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "nb_NO.UTF-8")):
        surroundings = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": lang,
            "LC_ALL": lang,
            "PYTHONUTF8": "1",
        }
        command = [sys.executable, "-c", _DIGESTS]
        said.add(subprocess.run(command, cwd=ROOT, env=surroundings, check=True, capture_output=True).stdout)
    assert len(said) == 1


def test_every_word_is_there_in_both_languages() -> None:
    for suffix in formats.SUFFIXES:
        formats.render(small(), suffix, "nb")
    labels = [thing for thing in gc.get_objects() if isinstance(thing, Label)]
    assert len(labels) > 60
    assert [label for label in labels if not label.nb.strip() or not label.en.strip()] == []
