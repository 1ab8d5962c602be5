"""Spreadsheet rows in, finished official PDF plans out, and the same data back again."""

__version__ = "0.1.0"
