"""`python -m integplan_pdf` is `integplan`."""

from __future__ import annotations

from integplan_pdf.cli.app import main

main()
