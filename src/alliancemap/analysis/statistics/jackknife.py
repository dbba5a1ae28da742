"""How sure a density is: the network measured again without each of its nodes."""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csr_array


def density(ties: csr_array) -> float:
    """Mean of the off-diagonal cells: m/(n(n-1)/2) of a binary undirected graph; NaN for fewer than two nodes."""
    n = ties.shape[0]
    return float(ties.sum()) / (n * (n - 1)) if n > 1 else float("nan")


def density_jackknife_se(ties: csr_array) -> float:
    """Standard error of the density, or of the mean tie strength, by leaving out each node.

        SE = √((n - 2)/(2n) Σ_i (z₋ᵢ - z̄)²)
    z₋ᵢ the density without node i, z̄ the mean of these. The factor allows for a node's taking part in many dyads.
    Time O(n + m).

    Parameters
    ----------
    ties : csr_array, n × n
        Diagonal empty; undirected ties both ways.

    Returns
    -------
    float
        NaN for fewer than three nodes.

    References
    ----------
    T. A. B. Snijders & S. P. Borgatti, Connections 22(2), 61 (1999).
    """
    n = ties.shape[0]
    if n < 3:
        return float("nan")
    own = np.asarray(ties.sum(axis=0)) + np.asarray(ties.sum(axis=1))
    without = (float(ties.sum()) - own) / ((n - 1) * (n - 2))
    return math.sqrt((n - 2) / (2 * n) * float(np.square(without - without.mean()).sum()))
