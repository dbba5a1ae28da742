"""Structural holes: how far the contacts of an organisation are in contact without it (Burt)."""
