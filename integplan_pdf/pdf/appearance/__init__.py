"""Appearances: what a widget looks like, as a content stream (ISO 32000-2 §12.5.5)."""
