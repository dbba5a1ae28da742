"""Who says the same and who the opposite: networks from statements and positions."""
