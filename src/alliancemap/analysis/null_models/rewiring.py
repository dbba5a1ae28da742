"""Networks with the degrees of the given one and otherwise left to chance: double edge swaps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.analysis.null_models.directed_swaps import TRIANGLE_SHARE, swap_directed
from alliancemap.analysis.null_models.streams import state
from alliancemap.analysis.null_models.swaps import swap
from alliancemap.errors import InvalidNetworkError, UsageError

ATTEMPTS = 10
"""Attempted swaps a tie before a network is taken, and between two of one chain [Fosdick et al. 2018]."""

LEAST = 200
"""Attempts on the smallest networks."""

STREAM = 0x7277
"""Sets these random numbers apart from those of other samplers with the same seed."""


def rewired(ties: csr_array, seed: int, draw: int = 0, *, directed: bool | None = None) -> csr_array:
    """A network drawn alike from all simple networks with the same degrees, by swaps of the ends of two ties.

    Undirected: two ties a–b, c–d become a–d, c–b; directed: a→b, c→d become a→d, c→b, and one step in ten turns a
    triangle a→b→c→a round instead, without which some networks are never reached. An attempt that would make a loop or
    a tie that is there already leaves the network as it is **and counts as a step**. At least 10 attempts a tie.
    Strengths that differ are then shuffled over the ties: degrees are kept, strengths of nodes only on average. Draws
    are independent of each other: each starts at the given network with random numbers of its own. Time and memory
    O(n + m) (directed: time O(Σ_i k_i²) at worst).

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Strengths > 0, empty diagonal; symmetric, or row i holds the ties from i.
    seed, draw : int
        The same two give the same network.
    directed : bool, optional
        Whether (i, j) and (j, i) are two ties, as they may be where all are answered; unless told, whether `ties` is
        not symmetric.

    Returns
    -------
    csr_array, shape (n, n)
        Canonical; symmetric if not directed.

    Raises
    ------
    InvalidNetworkError
        If ties are not square, not canonical or hold a loop, or are not symmetric and said not to be directed.

    References
    ----------
    B. K. Fosdick, D. B. Larremore, J. Nishimura & J. Ugander, SIAM Rev. 60, 315 (2018). doi:10.1137/16M1087175
    """
    return next(rewirings(ties, 1, seed, first=draw, directed=directed))


def rewirings(
    ties: csr_array, draws: int, seed: int, *, first: int = 0, directed: bool | None = None
) -> Iterator[csr_array]:
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
    symmetric = mirrored(ties)
    if directed is False and not symmetric:
        raise InvalidNetworkError("ties are not symmetric: say that they are directed, or drop their directions")
    draw_one = _directed if directed or not symmetric else _undirected
    for draw in range(first, first + draws):
        yield draw_one(ties, state(STREAM, seed, draw), np.random.default_rng([STREAM, seed, draw]))


def mirrored(ties: csr_array) -> bool:
    """Whether every tie is there both ways with the same strength."""
    back = csr_array(ties.T)
    back.sort_indices()
    return all(np.array_equal(getattr(ties, part), getattr(back, part)) for part in ("indptr", "indices", "data"))


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


def _undirected(ties: csr_array, stream: NDArray[np.uint64], rng: Generator) -> csr_array:
    owner = np.repeat(np.arange(ties.shape[0], dtype=np.int32), np.diff(ties.indptr))
    upper = owner < ties.indices
    ends = np.stack([owner[upper], ties.indices[upper].astype(np.int32)], axis=1).ravel()
    swap(ends, ties.shape[0], _attempts(len(ends) / 2), stream)
    a, b, strength = ends[::2], ends[1::2], _shuffled(ties.data[upper], rng)
    drawn = csr_array(
        coo_array((np.tile(strength, 2), (np.concatenate([a, b]), np.concatenate([b, a]))), shape=ties.shape)
    )
    drawn.sort_indices()
    return drawn


def _directed(ties: csr_array, stream: NDArray[np.uint64], rng: Generator) -> csr_array:
    owner = np.repeat(np.arange(ties.shape[0], dtype=np.int32), np.diff(ties.indptr))
    target, indptr = ties.indices.astype(np.int32), ties.indptr.astype(np.int32)
    swap_directed(owner, target, indptr, _attempts(len(target) / (1 - TRIANGLE_SHARE)), stream)
    drawn = csr_array((_shuffled(ties.data, rng), target, ties.indptr.copy()), shape=ties.shape)
    drawn.sort_indices()
    return drawn


def _shuffled(strengths: NDArray[np.float64], rng: Generator) -> NDArray[np.float64]:
    """Strengths in any order, for which nothing is drawn where they are all equal."""
    equal = not len(strengths) or strengths.min() == strengths.max()
    return strengths.copy() if equal else rng.permutation(strengths)
