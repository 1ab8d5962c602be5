"""Fonts: which characters a font resource can show, with which codes and widths."""
