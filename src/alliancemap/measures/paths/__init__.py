"""Measures made of shortest paths: closeness, betweenness, efficiency, fragmentation, diameters."""
