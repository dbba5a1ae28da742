"""What holds a network together: removals, key players, robustness."""
