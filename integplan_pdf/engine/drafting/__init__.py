"""A first mapping for a form that nobody has seen yet, made from its fields and the words printed near them."""

from integplan_pdf.engine.drafting.draft import VARIANT, Draft, draft
from integplan_pdf.engine.drafting.nearby import labels_near
from integplan_pdf.engine.drafting.proposal import Proposal, paths_in_use, propose
from integplan_pdf.engine.drafting.written import columns_toml, form_toml, pdf_toml

__all__ = [
    "VARIANT",
    "Draft",
    "Proposal",
    "columns_toml",
    "draft",
    "form_toml",
    "labels_near",
    "paths_in_use",
    "pdf_toml",
    "propose",
]
