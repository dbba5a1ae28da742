"""Do groups keep to themselves: E-I index, assortativity, Coleman's index."""
