"""PDF in and out: one library per file."""
