"""Affiliation networks: centrality in two modes, projections, and which of their pairs are more than chance."""
