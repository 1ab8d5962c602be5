"""The page in a real browser: WCAG as axe-core sees it, in light and dark, wide and on a phone.

Needs Chromium, node, and a folder with the npm packages axe-core and playwright-core, named by INTEGPLAN_AXE:

    npm install --no-save --prefix "$INTEGPLAN_AXE" axe-core playwright-core
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.model.report import Report
from integplan_pdf.reports import formats
from tests.reports.made import hostile, report, small

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_NODE = shutil.which("node")
_MODULES = os.environ.get("INTEGPLAN_AXE", "")
_HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(
    not (_CHROMIUM and _NODE and (Path(_MODULES) / "node_modules" / "axe-core").is_dir()),
    reason="Chromium, node, or the packages in INTEGPLAN_AXE are missing",
)


def view(scheme: str, width: int) -> dict[str, Any]:
    return {"colorScheme": scheme, "viewport": {"width": width, "height": 900}}


WIDE, DARK_WIDE, PHONE, DARK_PHONE = (view(scheme, width) for width in (1280, 320) for scheme in ("light", "dark"))


def look(views: list[dict[str, Any]], *files: Path) -> list[dict[str, Any]]:
    """Return what was seen in each file in each view."""
    command = [str(_NODE), str(_HERE / "browser.js"), _MODULES, str(_CHROMIUM), json.dumps(views), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    seen: list[dict[str, Any]] = json.loads(done.stdout)
    return seen


def written(of: Report, path: Path, lang: str = "nb") -> Path:
    path.write_bytes(formats.render(of, ".html", lang, show_values=True))
    return path


def test_reports_have_no_violations_in_any_view(many: Report, tmp_path: Path) -> None:
    files = [
        written(small(), tmp_path / "small.html", "en"),
        written(hostile(), tmp_path / "hostile.html"),
        written(report(), tmp_path / "empty.html"),
    ]
    seen = look([WIDE, DARK_WIDE, PHONE, DARK_PHONE], *files)
    assert len(seen) == 4 * len(files)
    for one in [*seen, *look([WIDE], written(many, tmp_path / "400.html"))]:
        assert one["violations"] == [], one
        assert one["passes"] > 20
        assert one["requests"] == 1
        assert one["messages"] == []
        assert one["sideways"] <= 0, one


def test_a_fault_would_be_seen(tmp_path: Path) -> None:
    page = formats.render(small(), ".html", "nb").decode()
    pale = page.replace("--quiet: #4a5866", "--quiet: #c9c9c9", 1).replace('<html lang="nb">', "<html>", 1)
    (tmp_path / "fault.html").write_text(pale, encoding="utf-8")
    found = " ".join(look([WIDE], tmp_path / "fault.html")[0]["violations"])
    assert "color-contrast" in found
    assert "html-has-lang" in found
