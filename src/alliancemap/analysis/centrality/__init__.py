"""How central each organisation is: ties counted, weighted, and passed on along ties."""
