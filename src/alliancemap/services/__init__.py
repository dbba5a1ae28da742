"""One function for each thing a user can ask: take the viewer's Network, measure, answer with reasons."""
