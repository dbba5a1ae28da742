"""The leading eigenvalue of directed ties."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackError, eigs, splu

DENSE = 200
"""Up to so many nodes all eigenvalues are computed, which is faster then."""
RESTARTS = 300
"""Of Arnoldi's iteration; where eigenvalues lie on a circle it does not settle in many more either."""
SETTLED = 1e-13
ROUNDS = 200


def spectral_radius(ties: csr_array) -> float:
    """Largest eigenvalue of a matrix of directed ties: the largest over its strongly connected components.

    It is 0 if no path returns to where it began. (Components are taken one by one because a matrix that falls into
    several has eigenvalues that rounding moves far.) Time O(m) a step, some hundreds of steps; where many eigenvalues
    are as far from 0, as in a long circle, that of solving the equations of the component some dozen times.

    Parameters
    ----------
    ties : csr_array, n × n
        Strengths > 0; row i holds the ties from i.

    Returns
    -------
    float
        NaN without nodes.
    """
    if not ties.shape[0]:
        return float("nan")
    labels = connected_components(ties, directed=True, connection="strong")[1]
    order = np.argsort(labels, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(labels))[:-1])
    return max((_perron_root(csr_array(ties[part][:, part])) for part in parts if len(part) > 1), default=0.0)


def _perron_root(ties: csr_array) -> float:
    """The eigenvalue with the largest real part of a strongly connected graph, which is real and simple."""
    unit = float(ties.data.max())
    scaled = csr_array((ties.data / unit, ties.indices, ties.indptr), shape=ties.shape)
    if ties.shape[0] <= DENSE:
        return unit * float(np.linalg.eigvals(scaled.toarray()).real.max())
    start, draws = np.ones(ties.shape[0]), np.random.default_rng(0)
    try:
        found = eigs(scaled, k=1, which="LR", v0=start, maxiter=RESTARTS, return_eigenvectors=False, rng=draws)
    except ArpackError:
        return unit * _closed_in(scaled)
    return unit * float(found.real.max())


def _closed_in(ties: csr_array) -> float:
    """Noda's iteration: of a positive vector the largest growth (W x)_i/x_i is a bound, and solving lowers it."""
    vector, bound = np.ones(ties.shape[0]), np.inf
    for _ in range(ROUNDS):
        growth = (ties @ vector) / vector
        bound, before = min(bound, float(growth.max())), bound
        if bound - growth.min() <= SETTLED * bound or before - bound <= SETTLED * bound:
            break
        solved = np.abs(splu(csc_array(bound * (1 + SETTLED) * eye_array(len(vector)) - ties)).solve(vector))
        vector = np.maximum(solved / solved.max(), np.finfo(float).tiny)
    return bound
