"""How long work is done fast: compiled kernels, blocks over threads, pauses in which to stop."""
