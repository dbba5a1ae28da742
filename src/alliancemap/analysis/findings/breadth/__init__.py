"""How wide the solidarity of a set of organisations is, who would widen it, and whether it is built on likeness."""
