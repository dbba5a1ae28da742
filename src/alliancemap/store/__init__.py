"""The graph database: where it is, how it is spoken to, what is asked of it."""
