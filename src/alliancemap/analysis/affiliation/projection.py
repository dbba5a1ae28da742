"""One-mode projections of affiliation networks: what every two organisations share."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.margins import affiliations, degrees
from alliancemap.analysis.graphs.graph import without_diagonal


def shared_counts(matrix: csr_array) -> csr_array:
    """How many affiliations every two organisations share.

        x[i, j] = Σ_k b[i, k] b[j, k]  for i ≠ j
    Dense by construction: a conclusion about it needs a backbone. Time and memory O(Σ_k c_k²).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.

    Returns
    -------
    csr_array, shape (n₁, n₁)
        Symmetric, empty diagonal.

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1.
    """
    entries = affiliations(matrix)
    return without_diagonal(csr_array(entries @ entries.T))


def newman_weights(matrix: csr_array) -> csr_array:
    """Newman's strength of the tie between every two organisations.

    A rare cause ties them tightly, a popular one loosely:
        w[i, j] = Σ_k b[i, k] b[j, k] / (c_k − 1)  for i ≠ j
    A cause of one organisation ties nobody. Row i sums to how many of its causes i shares with somebody. Time and
    memory O(Σ_k c_k²).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.

    Returns
    -------
    csr_array, shape (n₁, n₁)
        Symmetric, empty diagonal, not negative.

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1.

    References
    ----------
    M. E. J. Newman, Phys. Rev. E 64, 016132 (2001). doi:10.1103/PhysRevE.64.016132
    """
    entries = affiliations(matrix)
    others = degrees(entries)[1] - 1.0
    share = np.divide(1.0, others, out=np.zeros(len(others)), where=others > 0)
    weighted = csr_array((share[entries.indices], entries.indices, entries.indptr), shape=entries.shape)
    return without_diagonal(csr_array(weighted @ entries.T))


def projection_work(matrix: csr_array) -> int:
    """How many pairs meet in a cause, each counted once for every cause: the most that a projection can hold.

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Binary.
    """
    columns = degrees(matrix)[1]
    return int((columns * (columns - 1) // 2).sum())
