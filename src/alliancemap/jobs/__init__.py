"""Jobs: questions that take long, worked out by processes that may die, one result each."""
