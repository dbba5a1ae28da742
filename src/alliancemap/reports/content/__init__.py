"""What a centrality report holds: every number that its page shows and its data files carry."""
