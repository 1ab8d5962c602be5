"""Rows as they come: the invented people of the samples, their words recombined, so that no two rows are the same."""

from __future__ import annotations

import copy
import json
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.model.row import Origin, Row

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "deltakere.json"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"\.\d+(?=\.|$)")
_KEPT = {"id", "deltaker.nummer"}


def sample_rows(count: int, seed: int = 7) -> list[Row]:
    """Return rows, each a sample person with texts whose sentences all come from such texts of the samples."""
    people = json.loads(SAMPLES.read_text(encoding="utf-8"))
    sentences: dict[str, list[str]] = defaultdict(list)
    for person in people:
        for path, value in paths.leaves(person):
            if isinstance(value, str):
                sentences[_NUMBER.sub("", path)] += _SENTENCE.split(value)
    chance = random.Random(seed)  # noqa: S311
    return [_row(people[number % len(people)], number, sentences, chance) for number in range(count)]


def _row(person: dict[str, Any], number: int, sentences: dict[str, list[str]], chance: random.Random) -> Row:
    tree = copy.deepcopy(person)
    for path, value in paths.leaves(person):
        if isinstance(value, str) and " " in value and path not in _KEPT:
            paths.put(tree, path, _recombined(value, sentences[_NUMBER.sub("", path)], chance))
    tree["id"] = f"rad-{number}"
    return Row(tree["id"], Origin(key=tree["id"]), tree)


def _recombined(text: str, sentences: list[str], chance: random.Random) -> str:
    """Return as many sentences as `text` has, and no more characters."""
    count = len(_SENTENCE.split(text))
    found = " ".join(chance.choices(sentences, k=count))
    return found if len(found) <= len(text) else text
