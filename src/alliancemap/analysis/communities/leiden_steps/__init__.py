"""The loops of the Leiden algorithm: nodes move, communities are refined, parts become nodes."""
