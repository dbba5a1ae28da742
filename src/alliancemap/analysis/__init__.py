"""Measures: pure functions on arrays, deterministic, seeded where they draw."""
