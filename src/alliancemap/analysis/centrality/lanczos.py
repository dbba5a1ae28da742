"""The largest eigenvalue of a symmetric matrix and its vector, by Lanczos steps with restarts.

Own kernels rather than ARPACK, whose sums depend on how many threads the linear algebra library has.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, Strengths, Vector, product, rows
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit

BASIS, KEPT = 20, 6
"""Vectors a cycle works with, and how many of its best are kept for the next."""
RESIDUAL = 1e-14
"""Unless told, a vector is taken when ‖A x − λ x‖ is below this share of λ."""


@kernel
def _dot(left: Vector, right: Vector) -> float:
    """Scalar product in four sums, which a processor adds side by side."""
    a = b = c = d = 0.0
    even = len(left) // 4 * 4
    for i in range(0, even, 4):
        a += left[i] * right[i]
        b += left[i + 1] * right[i + 1]
        c += left[i + 2] * right[i + 2]
        d += left[i + 3] * right[i + 3]
    for i in range(even, len(left)):
        a += left[i] * right[i]
    return (a + b) + (c + d)


@kernel
def _orthogonalised(basis: NDArray[np.float64], step: int, projected: NDArray[np.float64]) -> float:
    """Take from the next vector its share in those before; give its length, which is made 1 unless nothing is left."""
    following = basis[step + 1]
    whole = np.sqrt(_dot(following, following))
    # Twice, for once leaves traces of what was taken, which later cycles would raise.
    for _ in range(2):
        for row in range(step + 1):
            share = _dot(basis[row], following)
            projected[row, step] += share
            for i in range(len(following)):
                following[i] -= share * basis[row, i]
    length = np.sqrt(_dot(following, following))
    for row in range(step):
        projected[step, row] = projected[row, step]
    if step + 1 == len(following) or length <= 1e-14 * whole:
        return 0.0
    for i in range(len(following)):
        following[i] /= length
    return float(length)


@kernel
def _combined(basis: NDArray[np.float64], mixture: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Mix the first vectors of the basis, one sum of them for each column of the mixture."""
    made = np.zeros((mixture.shape[1], basis.shape[1]))
    for column in range(mixture.shape[1]):
        for row in range(size):
            for i in range(basis.shape[1]):
                made[column, i] += mixture[row, column] * basis[row, i]
    return made


def leading_pair(
    ties: csr_array, start: Vector, check_time: CheckTime = no_limit, *, precision: float = RESIDUAL
) -> tuple[float, Vector]:
    """Largest eigenvalue of a symmetric matrix and a vector of it, among the vectors that the start leads to.

    Thick-restart Lanczos: the matrix is projected on what it makes of the start, step by step; after 20 steps the six
    best approximations are kept. A start that is positive on a component of a graph and 0 elsewhere leads to that
    component's Perron vector. Time O(m + 20 n) a step; memory 21 n numbers. The same numbers on any count of threads.

    Parameters
    ----------
    ties : csr_array, n × n
        Symmetric, not negative, not without entries.
    start : float64, shape (n,)
        Not negative, not all 0.
    check_time : callable
        Called between cycles.
    precision : float
        How large ‖A x − λ x‖ may be, as a share of λ. The error of λ is of the order of its square.

    Returns
    -------
    float
        The eigenvalue λ.
    float64, shape (n,)
        x with ‖x‖ = 1, entries summing to 0 or more, and ‖A x − λ x‖ as small as told but for rounding.

    References
    ----------
    K. Wu & H. Simon, SIAM J. Matrix Anal. Appl. 22, 602 (2000). doi:10.1137/S0895479898334605
    """
    # Of strengths far from 1, squares might be more or less than numbers hold.
    unit = float(ties.data.max())
    arrays = (*rows(ties), ties.data / unit)
    basis = np.zeros((BASIS + 1, len(start)))
    basis[0] = start / start.max()
    basis[0] /= np.sqrt(_dot(basis[0], basis[0]))
    projected = np.zeros((BASIS, BASIS))
    first = 0
    while True:
        size, length = _cycle(arrays, basis, projected, first)
        values, mixture = np.linalg.eigh(projected[:size, :size])
        if length * abs(mixture[-1, -1]) <= precision * abs(values[-1]):
            (vector,) = _combined(basis, np.ascontiguousarray(mixture[:, -1:]), size)
            return float(values[-1]) * unit, vector if vector.sum() >= 0 else -vector
        check_time()
        first = KEPT
        basis[:first] = _combined(basis, np.ascontiguousarray(mixture[:, ::-1][:, :first]), size)
        basis[first] = basis[size]
        projected[:] = 0
        projected[range(first), range(first)] = values[::-1][:first]


def _cycle(
    arrays: tuple[Starts, Columns, Strengths], basis: NDArray[np.float64], projected: NDArray[np.float64], first: int
) -> tuple[int, float]:
    """Fill the basis from its vector `first` on; give how many vectors it has, and the length of what leads out."""
    length = 0.0
    for step in range(first, BASIS):
        product(*arrays, basis[step], basis[step + 1])
        length = _orthogonalised(basis, step, projected)
        if length == 0:
            return step + 1, 0.0
    return BASIS, length
