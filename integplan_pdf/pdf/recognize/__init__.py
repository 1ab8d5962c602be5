"""Which form a file is, and which of its pages are which."""

from __future__ import annotations

from integplan_pdf.pdf.recognize.layout import Box, PageLayout, TemplateLayout, template_layout
from integplan_pdf.pdf.recognize.match import PageMatch, match_pages

__all__ = ["Box", "PageLayout", "PageMatch", "TemplateLayout", "match_pages", "template_layout"]
