"""Which ties are likely to be missing or to come: scores of pairs, and how well such scores foretell."""
