"""The kinds of field, compiled: each knows how to write a value into a draft."""
