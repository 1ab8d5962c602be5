"""The law that the rules rest on: `kilder.toml` (texts), `verdier.toml` (numbers and days), `raad.toml` (advice)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from integplan_pdf.engine.law import parse_law


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / name).read_text(encoding="utf-8"))


LAW = parse_law(_read("kilder.toml"), _read("verdier.toml") | _read("raad.toml"))
"""Texts and values by name."""
