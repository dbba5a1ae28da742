"""The composite findings on a landscape that is written in a file, C1 to C6: a module each."""
