"""Coalitions that win by weight, and who is needed in them."""
