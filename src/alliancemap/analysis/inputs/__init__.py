"""What every finding is computed on: the landscape of a Network, and how alike two organisations are."""
