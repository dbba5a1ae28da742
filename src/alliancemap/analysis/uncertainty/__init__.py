"""How much results hold if ties or organisations are missing from the record."""
