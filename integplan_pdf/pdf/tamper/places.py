"""How a place on a page is told to people."""

from __future__ import annotations

from typing import Any

_MM = 72 / 25.4


def where(x: float, y: float) -> dict[str, Any]:
    """Return the arguments `where` and `where_en` for a place in points from the left and the top edge."""
    across, down = round(x / _MM), round(y / _MM)
    return {
        "where": f"omtrent {across} mm fra venstre og {down} mm fra toppen",
        "where_en": f"about {across} mm from the left and {down} mm from the top",
    }
