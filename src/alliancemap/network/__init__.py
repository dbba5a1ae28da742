"""The immutable picture of the graph database that all reading and all analysis stand on."""
