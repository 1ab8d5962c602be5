"""Rows in and out: workbooks, delimited text and JSON as plain cells and trees."""
