from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.engine.toml import COMMENT, write_toml

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALAR = TEXT | st.booleans() | st.integers(-(2**60), 2**60)
INLINE = st.dictionaries(TEXT, SCALAR, max_size=3)
TABLE = st.dictionaries(
    TEXT.filter(lambda key: key != COMMENT), SCALAR | st.lists(SCALAR, max_size=3) | INLINE, max_size=4
)
TABLES = st.lists(
    st.fixed_dictionaries({"column": st.lists(TABLE, min_size=1, max_size=2)}) | TABLE, min_size=1, max_size=3
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.dictionaries(TEXT.filter(lambda key: key != COMMENT), SCALAR | INLINE | TABLES, max_size=4))
def test_what_is_written_is_what_was_given(data: dict[str, Any]) -> None:
    assert tomllib.loads(write_toml(data)) == data


def test_a_comment_stands_above_its_table_and_cannot_break_out() -> None:
    text = write_toml({COMMENT: "Alt\nher", "form": "a", "bind": [{COMMENT: "trolig: «x\r\ny = 1»", "kind": "text"}]})
    assert text == '# Alt\n# her\nform = "a"\n\n# trolig: «x\n# y = 1»\n[[bind]]\nkind = "text"\n'
    assert tomllib.loads(text) == {"form": "a", "bind": [{"kind": "text"}]}
