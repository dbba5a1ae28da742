"""Networks with the degrees of the given one and otherwise left to chance: double edge swaps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.null_models.samplers import TRIANGLE_SHARE, state, swap, swap_directed
from alliancemap.errors import InvalidNetworkError, UsageError

ATTEMPTS = 10
"""Attempted swaps a tie before a network is taken, and between two of one chain [Fosdick et al. 2018]."""

LEAST = 200
"""Attempts on the smallest networks."""

STREAM = 0x7277
"""Sets these random numbers apart from those of other samplers with the same seed."""


def rewired(ties: csr_array, seed: int, draw: int = 0) -> csr_array:
    """A network drawn alike from all simple networks with the same degrees, by swaps of the ends of two ties.

    Undirected: two ties a–b, c–d become a–d, c–b; directed: a→b, c→d become a→d, c→b, and one step in ten turns a
    triangle a→b→c→a round instead, without which some networks are never reached. An attempt that would make a loop or
    a tie that is there already leaves the network as it is **and counts as a step**. At least 10 attempts a tie.
    Strengths that differ are then shuffled over the ties: degrees are kept, strengths of nodes only on average. Draws
    are independent of each other: each starts at the given network with random numbers of its own. Time O(m √n) at
    worst, a second for 700 000 ties; memory O(n + m).

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Strengths > 0, empty diagonal; symmetric, or row i holds the ties from i.
    seed, draw : int
        The same two give the same network.

    Returns
    -------
    csr_array, shape (n, n)
        Canonical; symmetric if `ties` is.

    Raises
    ------
    InvalidNetworkError
        If ties are not square, not canonical or hold a loop.

    References
    ----------
    B. K. Fosdick, D. B. Larremore, J. Nishimura & J. Ugander, SIAM Rev. 60, 315 (2018). doi:10.1137/16M1087175
    """
    return next(rewirings(ties, 1, seed, first=draw))


def rewirings(ties: csr_array, draws: int, seed: int, *, first: int = 0) -> Iterator[csr_array]:
    """Several draws of `rewired`, numbered from `first`.

    Raises
    ------
    InvalidNetworkError
        As `rewired` does.
    UsageError
        If there are no draws to make.
    """
    if draws < 1:
        raise UsageError(f"draws is {draws}, but there must be at least 1")
    _refuse(ties)
    indptr, start = ties.indptr.astype(np.int32), ties.indices.astype(np.int32)
    owner = np.repeat(np.arange(ties.shape[0], dtype=np.int32), np.diff(indptr))
    twin = twins(owner, start, ties)
    for draw in range(first, first + draws):
        stream, target = state(STREAM, seed, draw), start.copy()
        if twin is None:
            attempts = _attempts(len(target) / (1 - TRIANGLE_SHARE))
            swap_directed(owner, target, indptr, attempts, stream)
        else:
            swap(owner, target, twin.copy(), indptr, _attempts(len(target) / 2), stream)
        yield _weighted(ties, target, twin is not None, np.random.default_rng([STREAM, seed, draw]))


def twins(owner: NDArray[np.int32], target: NDArray[np.int32], ties: csr_array) -> NDArray[np.int32] | None:
    """Where the other half of each tie stands; None if ties are not symmetric."""
    order = np.lexsort((owner, target)).astype(np.int32)
    same = np.array_equal(owner[order], target) and np.array_equal(target[order], owner)
    return order if same and np.array_equal(ties.data[order], ties.data) else None


def configuration_expected(
    ties: csr_array, rows: NDArray[np.integer], columns: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Expected ties of pairs of nodes in the configuration model: k_i k_j/2m, directed k_i^out k_j^in/m.

    Loops and parallel ties are allowed in the model, so that the value may exceed 1: then only sampling (`rewired`)
    says how probable a tie is. Time O(n + m + pairs).

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Symmetric, or row i holds the ties from i; strengths are ignored.
    rows, columns : int arrays of equal length
        The pairs.

    Returns
    -------
    array, one a pair
        Expected numbers ≥ 0; NaN where there is no tie at all.

    References
    ----------
    M. E. J. Newman, Networks (2nd ed. 2018), section 12.1.
    """
    if not ties.nnz:
        return np.full(len(rows), np.nan)
    out, into = np.diff(ties.indptr).astype(float), np.bincount(ties.indices, minlength=ties.shape[0]).astype(float)
    expected: NDArray[np.float64] = out[rows] * into[columns] / ties.nnz
    return expected


def _attempts(ties: float) -> int:
    return max(LEAST, int(np.ceil(ATTEMPTS * ties)))


def _refuse(ties: csr_array) -> None:
    if ties.shape[0] != ties.shape[1]:
        raise InvalidNetworkError(
            f"the ties of a one-mode network make a square, not {ties.shape[0]} × {ties.shape[1]}"
        )
    if not (ties.has_canonical_format and ties.data.all()) or ties.diagonal().any():
        raise InvalidNetworkError("ties must be canonical: none stored twice, none of strength 0, no loops")


def _weighted(ties: csr_array, target: NDArray[np.int32], symmetric: bool, rng: np.random.Generator) -> csr_array:
    """Put strengths on the new ties: theirs if all are equal, else shuffled."""
    if not ties.nnz or ties.data.min() == ties.data.max():
        drawn = csr_array((ties.data.copy(), target, ties.indptr.copy()), shape=ties.shape)
        drawn.sort_indices()
        return drawn
    drawn = csr_array((np.zeros(ties.nnz), target, ties.indptr.copy()), shape=ties.shape)
    drawn.sort_indices()
    if not symmetric:
        drawn.data = rng.permutation(ties.data)
        return drawn
    old, new = (_upper(matrix) for matrix in (ties, drawn))
    drawn.data[new] = rng.permutation(ties.data[old])
    owner = np.repeat(np.arange(ties.shape[0], dtype=np.int32), np.diff(drawn.indptr))
    other = np.lexsort((owner, drawn.indices))
    drawn.data = np.maximum(drawn.data, drawn.data[other])
    return drawn


def _upper(matrix: csr_array) -> NDArray[np.bool_]:
    """Which entries stand above the diagonal."""
    upper: NDArray[np.bool_] = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) < matrix.indices
    return upper
