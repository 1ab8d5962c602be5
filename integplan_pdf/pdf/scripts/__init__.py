"""Text that takes more than one glyph after another: shaping, direction, places to break."""
