"""Which measures are raced against which libraries, a module a subject."""
