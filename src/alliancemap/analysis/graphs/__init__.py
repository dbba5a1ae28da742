"""Graphs as measures take them: simple one-mode graphs and affiliation networks, as sparse matrices."""
