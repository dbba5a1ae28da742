"""Arithmetic of tests, rankings, shares and diversity, that knows nothing of organisations."""
