from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.tables.jsonrows import write_json, write_jsonl
from tests.tables.reading import read_json

TWO = [(1, {"id": "1"}), (2, {"id": "2"})]


@pytest.mark.parametrize(
    ("text", "name", "plans"),
    [
        ('[{"id": "1"}, {"id": "2"}]', "a.json", TWO),
        ('\ufeff[\n{"id": "1"},\n{"id": "2"}\n]', "a.json", TWO),
        ('{"id": "1"}\n{"id": "2"}\n', "a.jsonl", TWO),
        ('{"id": "1"}\r\n{"id": "2"}\r\n', "-", TWO),
        ('\n{"id": "1"}\n\n{"id": "2"}', "a.NDJSON", [(2, {"id": "1"}), (4, {"id": "2"})]),
        ('{"id": "1"}', "a.json", TWO[:1]),
        ('{\n"id": "1"\n}', "-", TWO[:1]),
        ('{"id": "a\u2028b"}\n', "a.jsonl", [(1, {"id": "a\u2028b"})]),
        ("[]", "a.json", []),
    ],
)
def test_lists_objects_and_lines(text: str, name: str, plans: list[tuple[int, Any]]) -> None:
    assert read_json(text.encode(), name) == plans


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.json", "er tom"),
        (b" \n", "a.json", "er tom"),
        (b'[\n{"id": "hemmelig"},\n]', "a.json", "linje 3, kolonne 1"),
        (b'{"id": "1"}\n{"id": "hemmelig"\n', "a.jsonl", "linje 2, kolonne"),
        (b'[{"id": "1", "navn": "a", "navn": "hemmelig"}]', "a.json", "«navn» står to ganger"),
        (b'[{"id": "1"}, ["hemmelig"]]', "a.json", "nummer 2 er ikke en plan"),
        (b'{"id": "1"}\n"hemmelig"\n', "a.jsonl", "nummer 2 er ikke en plan"),
        (b'[{"id": "\\ud800"}]', "a.json", "planen fra linje 1"),
        (b'[{"id": NaN}]', "a.json", "tall eller dybde"),
        (b'[{"id": ' + b"9" * 5000 + b"}]", "a.json", "tall eller dybde"),
        (b"[" * 100_000, "a.json", "tall eller dybde"),
        (b'[{"id": "1"}]\n[]', "a.json", "linje 2, kolonne 1"),
        (b'[{"id": "1"}\n {"id": "hemmelig"}]', "a.json", "linje 2, kolonne 2"),
        (b'{"id": "1"}\n{"id": "2"}\n{"id": "\\udfff"}\n', "a.jsonl", "planen fra linje 3"),
        (b'{"id": "1"}\n\n{"id": "\xe6"}\n', "a.jsonl", r"ikke UTF-8 \(linje 3\)"),
        ('[{"id":\n"æ"}]'.encode("cp1252"), "a.json", r"ikke UTF-8 \(linje 2\)"),
    ],
)
def test_what_is_no_list_of_plans_is_an_input_error(data: bytes, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_json(data, name)
    assert caught.value.exit_code is ExitCode.INPUT
    for text in (caught.value.nb, caught.value.en):
        assert name in text
        assert "hemmelig" not in text


PLANS: list[dict[str, Any]] = [
    {"id": "å", "varighet": {"startdato": dt.date(2026, 2, 1)}, "har_barn": None},
    {"id": "2"},
]


def test_written_json() -> None:
    assert write_json(PLANS[:1]).decode() == (
        '[\n  {\n    "id": "å",\n    "varighet": {\n      "startdato": "2026-02-01"\n    },\n'
        '    "har_barn": null\n  }\n]\n'
    )
    assert write_jsonl(PLANS).decode() == (
        '{"id": "å", "varighet": {"startdato": "2026-02-01"}, "har_barn": null}\n{"id": "2"}\n'
    )


def test_half_a_surrogate_pair_is_written_as_json() -> None:
    assert json.loads(write_json([{"id": "\ud800"}])) == [{"id": "\ud800"}]


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json([{"id": float("nan")}])
    with pytest.raises(TypeError, match="bytes"):
        write_jsonl([{"id": b""}])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), VALUES, max_size=4), min_size=1))
def test_plans_come_back_unchanged(plans: list[dict[str, Any]]) -> None:
    numbered = list(enumerate(plans, 1))
    assert read_json(write_json(plans), "a.json") == numbered
    assert read_json(write_jsonl(plans), "a.jsonl") == numbered
