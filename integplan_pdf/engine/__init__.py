"""Pure functions between rows, plans and field values: no files, no clock, no PDF library."""
