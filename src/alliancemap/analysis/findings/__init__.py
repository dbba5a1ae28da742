"""The composite results that people act on: introductions, allies, bridging gaps, coalitions, breadth."""
