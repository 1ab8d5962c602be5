"""The verbs, where values meet files."""
