"""Ties counted and weighed: degree, strength, and degree tuned between the two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.errors import UsageError


def degree(ties: csr_array) -> NDArray[np.int64]:
    """Number of entries in each row: k_i, of directed ties the out-degree.

    Time O(n).

    Parameters
    ----------
    ties : csr_array, n × n
        No stored zeros, empty diagonal.

    Returns
    -------
    int64, shape (n,)
        Isolate: 0.

    References
    ----------
    L. C. Freeman, Social Networks 1, 215 (1978). doi:10.1016/0378-8733(78)90021-7
    """
    return np.diff(ties.indptr).astype(np.int64)


def strength(ties: csr_array) -> NDArray[np.float64]:
    """Sum of each row: s_i = Σ_j w_ij, of directed ties what goes out.

    Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0.

    Returns
    -------
    float64, shape (n,)
        In the unit of the strengths; isolate: 0.
    """
    return np.asarray(ties.sum(axis=1), np.float64).reshape(ties.shape[0])


def tuned_degree(ties: csr_array, alpha: float) -> NDArray[np.float64]:
    """Degree and strength in one number: k_i^(1 − α) s_i^α.

    α = 0 gives the degree, α = 1 the strength; in between, more ties raise it and stronger ones too; above 1, of equal
    strengths the one with fewer ties is higher. Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0, symmetric.
    alpha : float
        At least 0.

    Returns
    -------
    float64, shape (n,)
        Isolate: 0.

    Raises
    ------
    UsageError
        If α is negative.

    References
    ----------
    T. Opsahl, F. Agneessens & J. Skvoretz, Social Networks 32, 245 (2010). doi:10.1016/j.socnet.2010.03.006
    """
    if not alpha >= 0:
        raise UsageError(f"alpha is {alpha!r}, but must be at least 0: 0 counts ties, 1 adds their strengths")
    count = degree(ties)
    tuned = np.zeros(len(count))
    tied = count > 0
    tuned[tied] = count[tied] ** (1.0 - alpha) * strength(ties)[tied] ** alpha
    return tuned


def share_of_others(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Degrees as shares of the n − 1 others: 0 to 1; a single node has no others and gets NaN."""
    others = len(counts) - 1
    return counts / others if others > 0 else np.full(len(counts), np.nan)
