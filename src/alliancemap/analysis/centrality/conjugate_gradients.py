"""What passes itself on along undirected ties, solved by conjugate gradients: half the rounds of passing it on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths, weighted_rows
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit

PRECISION = 1e-14
STEPS = 200
"""Between two looks at the clock."""

Vector = NDArray[np.float64]


@kernel
def _applied(starts: Starts, columns: Columns, strengths: Strengths, scaled: Vector, out: Vector) -> None:
    for node in range(len(out)):
        total = 0.0
        for entry in range(starts[node], starts[node + 1]):
            total += strengths[entry] * scaled[columns[entry]]
        out[node] = total


@kernel
def _steps(
    starts: Starts, columns: Columns, strengths: Strengths, scale: Vector, state: NDArray[np.float64], enough: float
) -> float:
    """Improve the solution, 200 times at most; give what of the residual's square is left.

    The state holds a row each for the solution, the residual and the direction of search.
    """
    solution, residual, direction = state[0], state[1], state[2]
    scaled, product = np.empty(len(scale)), np.empty(len(scale))
    left = float(np.sum(residual * residual))
    for _ in range(STEPS):
        if left <= enough:
            break
        scaled[:] = scale * direction
        _applied(starts, columns, strengths, scaled, product)
        product[:] = direction - scale * product
        length = left / np.sum(direction * product)
        solution += length * direction
        residual -= length * product
        before, left = left, float(np.sum(residual * residual))
        direction *= left / before
        direction += residual
    return left


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
        Called every 200 steps.

    Returns
    -------
    float64, shape (n,)
        y, with a residual below 10⁻¹⁴ of b.
    """
    arrays, state = weighted_rows(ties), np.array([np.zeros(len(source)), source, source])
    enough = float(PRECISION**2 * np.sum(source * source))
    while _steps(*arrays, scale, state, enough) > enough:
        check_time()
    solution: Vector = state[0]
    return solution
