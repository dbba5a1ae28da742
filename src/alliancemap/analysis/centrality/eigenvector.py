"""Eigenvector centrality, and the leading eigenvalue of undirected ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.degree import strength
from alliancemap.analysis.centrality.lanczos import leading_pair
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.components import component_labels


def eigenvector(ties: csr_array, check_time: CheckTime = no_limit) -> NDArray[np.float64]:
    """Eigenvector centrality: central are those tied to central ones.

    On the component with the most nodes
        W x = λ₁ x,   x ≥ 0,   Σ x_i² = 1
    where λ₁ is its largest eigenvalue; nodes of other components get 0. Time O(m) a step, some dozens of steps.

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0, symmetric, empty diagonal.
    check_time : callable
        Called now and then.

    Returns
    -------
    float64, shape (n,)
        0 to 1; NaN for all where two components are the largest. A single node gets 1.

    References
    ----------
    P. Bonacich, J. Math. Sociol. 2, 113 (1972). doi:10.1080/0022250X.1972.9989806
    """
    labels = component_labels(ties)
    sizes = np.bincount(labels, minlength=1)
    if (sizes == sizes.max()).sum() > 1:
        return np.full(len(labels), np.nan)
    if ties.nnz == 0:
        return np.ones(len(labels))
    inside = labels == sizes.argmax()
    return np.abs(leading_pair(ties, np.where(inside, strength(ties), 0.0), check_time)[1])


def leading_eigenvalue(ties: csr_array, check_time: CheckTime = no_limit) -> float:
    """Largest eigenvalue λ₁ of a symmetric matrix of strengths, over all components.

    Time O(m) a step, some dozens of steps.

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0, symmetric.

    Returns
    -------
    float
        Between the mean and the largest strength of a node; 0 without ties, NaN without nodes.
    """
    if ties.nnz == 0:
        return 0.0 if ties.shape[0] else float("nan")
    return leading_pair(ties, strength(ties), check_time, precision=1e-10)[0]
