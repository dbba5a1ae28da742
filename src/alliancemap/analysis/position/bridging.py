"""Bridging position: how far a node of few ties lies between nodes of many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.degree import degree
from alliancemap.analysis.graphs.graph import binary


def bridging_coefficient(ties: csr_array) -> NDArray[np.float64]:
    """Hwang's bridging coefficient: ψ_i = (1/k_i) / Σ_{j∈N(i)} 1/k_j.

    It favours nodes of low degree between hubs, a single contact of a hub most of all, so it is never shown alone.
    Strengths play no part. Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Symmetric, no stored zeros, empty diagonal.

    Returns
    -------
    float64, shape (n,)
        Isolate: 0. In a graph where all have degree k: 1/k.

    References
    ----------
    W. Hwang, T. Kim, M. Ramanathan & A. Zhang, KDD 2008, 336. doi:10.1145/1401890.1401934
    """
    share = 1.0 / np.maximum(degree(ties), 1)
    around = binary(ties) @ share
    coefficient = np.zeros(len(share))
    coefficient[around > 0] = share[around > 0] / around[around > 0]
    return coefficient


def bridging_centrality(ties: csr_array, betweenness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bridging coefficient times betweenness: on many shortest paths, and between nodes of many ties.

    Time O(m) besides the betweenness.

    Parameters
    ----------
    ties : csr_array, n × n
        Symmetric, no stored zeros, empty diagonal.
    betweenness : float64, shape (n,)
        Of these ties without strengths and directions, normalised: divided by (n − 1)(n − 2)/2.

    Returns
    -------
    float64, shape (n,)
        ψ_i b_i; isolate: 0, fewer than three nodes: 0.

    References
    ----------
    W. Hwang, T. Kim, M. Ramanathan & A. Zhang, KDD 2008, 336. doi:10.1145/1401890.1401934
    """
    return bridging_coefficient(ties) * betweenness
