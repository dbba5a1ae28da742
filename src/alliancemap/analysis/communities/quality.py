"""How good a partition is: modularity, its two-mode form, and the constant Potts model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.errors import InvalidNetworkError, UsageError

Labels = NDArray[np.integer]


def modularity(ties: csr_array, labels: Labels, resolution: float = 1.0) -> float:
    """How much more of the strength of ties lies inside communities than their nodes' strengths would give by chance.

        Q = Σ_c [w_c/m − γ (s_c/2m)²]
    where w_c is the strength of ties inside community c, s_c the sum of its nodes' strengths, m that of all ties.
    Range at γ = 1: −½ … 1. Time O(n + m).

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Strengths, symmetric, empty diagonal.
    labels : int array, length n
        The community of each node, numbered from 0.
    resolution : float
        γ > 0; more of it, more communities.

    Returns
    -------
    float
        Q; NaN where there is no tie.

    Raises
    ------
    InvalidNetworkError
        If there are not as many labels as nodes, or ties are not symmetric.

    References
    ----------
    M. E. J. Newman & M. Girvan, Phys. Rev. E 69, 026113 (2004). doi:10.1103/PhysRevE.69.026113
    """
    strengths = symmetric(ties, labels)
    total = strengths.sum()
    if not total:
        return float("nan")
    shares = np.bincount(labels, strengths) / total
    return float(_inside(ties, labels) / total - resolution * (shares**2).sum())


def constant_potts(ties: csr_array, labels: Labels, resolution: float) -> float:
    """How much more strength lies inside communities than γ a pair of nodes, as a share of all strength.

        H/m = Σ_c [w_c − γ n_c(n_c − 1)/2] / m
    with n_c nodes in community c (the constant Potts model). Unlike modularity it has no resolution limit. Isolates
    alone add nothing. Time O(n + m).

    Parameters
    ----------
    ties, labels, resolution
        As `modularity` takes them; γ has the unit of strengths.

    Returns
    -------
    float
        At most 1; NaN where there is no tie.

    Raises
    ------
    InvalidNetworkError
        As `modularity` does.

    References
    ----------
    V. A. Traag, P. Van Dooren & Y. Nesterov, Phys. Rev. E 84, 016114 (2011). doi:10.1103/PhysRevE.84.016114
    """
    total = float(symmetric(ties, labels).sum()) / 2
    if not total:
        return float("nan")
    sizes = np.bincount(labels).astype(float)
    return float((_inside(ties, labels) / 2 - resolution * (sizes * (sizes - 1) / 2).sum()) / total)


def barber_modularity(matrix: csr_array, rows: Labels, columns: Labels, resolution: float = 1.0) -> float:
    """Modularity of a two-mode network, whose communities hold both organisations and what they are affiliated with.

        Q = (1/m) Σ_ik (b_ik − γ r_i c_k/m) [i and k in the same community]
    with r_i and c_k the sums of rows and columns and m that of all. Time O(entries + n₁ + n₂).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Strengths ≥ 0 of the affiliations.
    rows, columns : int arrays, lengths n₁ and n₂
        Communities, numbered from 0 for both together.
    resolution : float
        γ > 0.

    Returns
    -------
    float
        Q; NaN where there is no affiliation.

    Raises
    ------
    InvalidNetworkError
        If there are not as many labels as rows and columns.

    References
    ----------
    M. J. Barber, Phys. Rev. E 76, 066102 (2007). doi:10.1103/PhysRevE.76.066102
    """
    if matrix.shape != (len(rows), len(columns)):
        raise InvalidNetworkError(f"{len(rows)} and {len(columns)} labels for a matrix of shape {matrix.shape}")
    total = matrix.sum()
    if not total:
        return float("nan")
    size = int(max(rows.max(), columns.max())) + 1
    of_rows = np.bincount(rows, matrix.sum(axis=1), size) / total
    of_columns = np.bincount(columns, matrix.sum(axis=0), size) / total
    inside = matrix.data[np.repeat(rows, np.diff(matrix.indptr)) == columns[matrix.indices]].sum()
    return float(inside / total - resolution * (of_rows * of_columns).sum())


def symmetric(ties: csr_array, labels: Labels) -> NDArray[np.float64]:
    """Row sums of the ties.

    Raises
    ------
    InvalidNetworkError
        If row and column sums differ, ties are not square, or there are not as many labels.
    """
    if ties.shape != (len(labels), len(labels)):
        raise InvalidNetworkError(f"{len(labels)} labels for a matrix of shape {ties.shape}")
    strengths = np.asarray(ties.sum(axis=1), np.float64)
    if not np.allclose(strengths, np.bincount(ties.indices, ties.data, len(labels)), atol=0):
        raise InvalidNetworkError("ties have a direction: drop it first (Graph.undirected)")
    return strengths


def positive(resolution: float) -> float:
    """Check a resolution.

    Raises
    ------
    UsageError
        If it is not a finite number above 0.
    """
    if not (np.isfinite(resolution) and resolution > 0):
        raise UsageError(f"resolution is {resolution:g}, but must be a finite number above 0")
    return resolution


def _inside(ties: csr_array, labels: Labels) -> float:
    """The strength of ties inside communities, both ways."""
    source = np.repeat(labels, np.diff(ties.indptr))
    return float(ties.data[source == labels[ties.indices]].sum())
