"""How ties are laid: returned or not, between whom, and which of them stand out."""
