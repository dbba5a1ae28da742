"""Pages: rendered on the server, readable without scripts, each from one dataclass."""
