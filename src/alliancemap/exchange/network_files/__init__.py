"""Network files, read as other tools write them: nodes, ties, modes and attributes, with the place of each record."""
