"""Whom a coalition should bring together: the search, the proof how good it is, what each member adds, votes."""
