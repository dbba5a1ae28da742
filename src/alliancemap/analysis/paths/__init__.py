"""Shortest paths: distances from everybody to everybody, betweenness exact and sampled, diameters, efficiency."""
