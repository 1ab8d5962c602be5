"""Filled plans stay PDF/UA-1, whatever language they are written in."""

from __future__ import annotations

from pathlib import Path

from tests.vera import validate


def test_filled_plans_pass_pdf_ua_1(plans: list[Path]) -> None:
    chosen = [path for path in plans if path.name.startswith(("spraak", "2026-0001", "2026-0005", "2026-0011"))]
    assert len(chosen) == 4
    for path in chosen:
        outcome = validate(path)
        assert outcome.passed, (path.name, outcome.failures)
