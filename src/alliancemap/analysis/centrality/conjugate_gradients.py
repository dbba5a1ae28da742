"""What passes itself on along undirected ties, solved by conjugate gradients: half the rounds of passing it on."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Vector, product, weighted_rows
from alliancemap.analysis.compute.pausing import CheckTime, no_limit

PRECISION = 1e-14


def passed_on(ties: csr_array, scale: Vector, source: Vector, check_time: CheckTime = no_limit) -> Vector:
    """Solve y = b + S W S y, S being a diagonal.

    Time O(m) a step; steps grow as the root of 1/(1 − λ), λ the largest eigenvalue of S W S.

    Parameters
    ----------
    ties : csr_array, n × n
        W: symmetric.
    scale : float64, shape (n,)
        The diagonal of S, so small that all eigenvalues of S W S are between −1 and 1.
    source : float64, shape (n,)
        b.
    check_time : callable
        Called at every step.

    Returns
    -------
    float64, shape (n,)
        y, with a residual below 10⁻¹⁴ of b.
    """
    arrays, along = weighted_rows(ties), np.empty(len(source))
    solution, residual, direction = np.zeros(len(source)), source.copy(), source.copy()
    left = _square(residual, residual)
    enough = PRECISION**2 * left
    while left > enough:
        check_time()
        product(*arrays, scale * direction, along)
        along = direction - scale * along
        length = left / _square(direction, along)
        solution += length * direction
        residual -= length * along
        before, left = left, _square(residual, residual)
        direction = residual + left / before * direction
    return solution


def _square(left: Vector, right: Vector) -> float:
    """Scalar product, summed the same way on any number of threads."""
    return float(np.sum(left * right))
