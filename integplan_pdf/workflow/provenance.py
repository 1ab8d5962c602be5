"""What a table of rows says of where they came from, in columns that are never read."""

from __future__ import annotations

from integplan_pdf.model.got import CERTAIN, How
from integplan_pdf.model.report import Item

_FROM = {How.STORED: "felt", How.PRINTED: "trykt tekst", How.INK: "merke på siden"}


def notes(item: Item) -> dict[str, str]:
    """Return header → text for a returned file: its name, what it was taken for, and how its values were got.

    Every header begins with `#`. The texts are names of files, forms and plan paths, never values.
    """
    found, got = item.recognized, item.provenance
    unsure = sorted(path for path, how in got.items() if how.sure < CERTAIN)
    least = min((how.sure for how in got.values()), default=None)
    return {
        "# Fil": item.file,
        "# Lest som": " ".join(filter(None, (found.form, found.edition, found.variant))) if found else "",
        "# Kjent igjen": found.nb if found else "",
        "# Hentet fra": ", ".join(text for how, text in _FROM.items() if any(one.how is how for one in got.values())),
        "# Minst sikker": "" if least is None else f"{round(least * 100)} %",
        "# Usikre": ", ".join(unsure),
    }
