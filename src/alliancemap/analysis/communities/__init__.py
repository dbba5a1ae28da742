"""Communities: how good a partition is, the best found, how stable it is, and whether chance does as well."""
