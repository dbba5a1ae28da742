"""Whether findings are right: studies whose answers are known, or come true later."""
