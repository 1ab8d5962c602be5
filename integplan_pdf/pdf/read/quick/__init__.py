"""The quick way into an ordinary file: the same objects as `PdfFile` gives, found and parsed with less work.

What is unusual in any way (damage, encryption, odd syntax, too much work) is left to `PdfFile`. Field tree and values
are read by the same code either way; what the files of one form have in common is remembered, see `kept` and `fields`.
"""

from __future__ import annotations

from integplan_pdf.pdf.read.quick.file import QuickFile
from integplan_pdf.pdf.read.quick.syntax import UnusualError

__all__ = ["QuickFile", "UnusualError"]
