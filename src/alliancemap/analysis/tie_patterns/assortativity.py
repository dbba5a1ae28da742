"""Whether nodes of many ties are tied to nodes of many."""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csr_array


def degree_assortativity(ties: csr_array) -> float:
    """Newman's degree assortativity: the correlation of the degrees at the two ends of a tie.

        r = (M Σ k_i k_j − Σ k_i Σ k_j) / √((M Σ k_i² − (Σ k_i)²)(M Σ k_j² − (Σ k_j)²))
    summed over the M entries (i, j): an undirected tie counts both ways; of a directed one, i's outgoing and j's
    incoming ties are counted. Worked out in whole numbers. Strengths play no part. Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        No stored zeros, empty diagonal; symmetric unless directed.

    Returns
    -------
    float
        −1 to 1; NaN without ties, or where all ends have one degree.

    References
    ----------
    M. E. J. Newman, Phys. Rev. E 67, 026126 (2003). doi:10.1103/PhysRevE.67.026126
    """
    going = np.diff(ties.indptr).astype(np.int64)
    coming = np.bincount(ties.indices, minlength=ties.shape[1])
    source, target = np.repeat(going, going), coming[ties.indices]
    ends = ties.nnz
    sums = int(source.sum()), int(target.sum())
    together = ends * int(source @ target) - sums[0] * sums[1]
    apart = (ends * int(source @ source) - sums[0] ** 2) * (ends * int(target @ target) - sums[1] ** 2)
    return together / math.sqrt(apart) if apart else float("nan")
