"""Bonding, bridging and linking of each organisation, beside chance and beside the others."""
