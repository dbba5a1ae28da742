"""Which few introductions would bring the groups of a map nearest to each other."""
