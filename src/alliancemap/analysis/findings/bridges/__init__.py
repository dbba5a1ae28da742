"""Which two organisations of two groups are best placed to build the bridge between them."""
