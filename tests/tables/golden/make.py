"""Makes the messy workbooks and text files beside this file: `python -m tests.tables.golden.make`.

The same files come out each time. What each is expected to give stands in `<name>.expected.json`, which a person has
read through: this script never writes it.
"""

from __future__ import annotations

from pathlib import Path

from tests.tables.golden.texts import TEXTS
from tests.tables.golden.workbooks import WORKBOOKS

FOLDER = Path(__file__).parent


def main() -> None:
    for name, make in WORKBOOKS.items():
        (FOLDER / name).write_bytes(make())
    for name, data in TEXTS.items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
