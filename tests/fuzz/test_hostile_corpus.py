"""Every hostile, encrypted, signed or XFA file of the corpus through every verb that opens one.

It takes minutes, so a sample stands for all; INTEGPLAN_HOSTILE=all runs all.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.paths import SHARED
from tests.verbs import VERBS, Outcome, run

_FOLDERS = ("hostile", "xfa", "encrypted", "signed")
_SAMPLE = (
    "hostile/gen_bomb_content_2GiB.pdf",
    "hostile/gen_deep_kids_3000.pdf",
    "hostile/gen_embedded_exe_path_traversal.pdf",
    "encrypted/gen_w9_aes256_user_password.pdf",
)
_ALL = os.environ.get("INTEGPLAN_HOSTILE") == "all"
_FILES = [path for folder in _FOLDERS for path in sorted((SHARED / "corpus" / folder).glob("*.pdf"))]
_CHOSEN = [path for path in _FILES if _ALL or f"{path.parent.name}/{path.name}" in _SAMPLE]

pytestmark = pytest.mark.skipif(not _FILES, reason="the corpus is not here")


@pytest.mark.parametrize("path", _CHOSEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_done_or_refused_with_one_message(path: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(lambda verb: run(verb, path), VERBS))
    assert [_told(outcome) for outcome in outcomes if list(outcome.faults())] == []


def _told(outcome: Outcome) -> str:
    return f"{outcome.verb}: {', '.join(outcome.faults())}; {outcome.err.strip()}"
