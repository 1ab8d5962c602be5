"""Run many: chunks over processes, and a journal of what is done."""
