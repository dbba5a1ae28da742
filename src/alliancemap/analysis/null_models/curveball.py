"""Curveball: two-mode networks drawn alike from all that have the same row and column sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.null_models.streams import state
from alliancemap.analysis.null_models.trades import chain_counts, trade
from alliancemap.errors import InvalidNetworkError, UsageError

CHAIN = 250
"""Draws that follow each other in one chain; the chains are independent, whoever computes them."""

TRADES = 5
"""Trades a row between two draws of a chain, as Strona et al. and Godard & Neal advise."""

BURN_IN = 10
"""Gaps before the first draw of a chain is taken."""

STREAM = 0x6375
"""Sets these random numbers apart from those of other samplers with the same seed."""


@dataclass(frozen=True, eq=False)
class SharedTails:
    """How often two rows shared as much as they do, over draws with the same margins.

    Attributes
    ----------
    at_least, at_most : int arrays, n₁ × n₁, symmetric
        In how many draws the pair had at least (at most) as many columns in common as observed; the diagonal is R.
    draws : int
        R.
    """

    at_least: NDArray[np.int32]
    at_most: NDArray[np.int32]
    draws: int


def curveball_draws(matrix: csr_array, draws: int, seed: int) -> Iterator[csr_array]:
    """Two-mode networks with the row and column sums of the given one, every such network alike probable.

    A trade takes two rows drawn at random and deals the columns that only one of them holds anew between them, each
    keeping its number. A trade that changes nothing counts as a step. Chains of 250 draws start at the given network,
    burn in for 50 trades a row and then give a draw every 5 trades a row. Time O(R · entries).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Which row holds which column; strengths are ignored.
    draws : int
        How many networks, R ≥ 1.
    seed : int
        The same seed gives the same networks.

    Yields
    ------
    csr_array, shape (n₁, n₂)
        Ones, canonical.

    Raises
    ------
    InvalidNetworkError
        If an entry is stored twice or is zero.
    UsageError
        If there are no draws to make.

    References
    ----------
    G. Strona et al., Nat. Commun. 5, 4114 (2014). doi:10.1038/ncomms5114
    K. Godard & Z. P. Neal, J. Complex Netw. 10, cnac049 (2022). doi:10.1093/comnet/cnac049
    C. J. Carstens, Phys. Rev. E 91, 042812 (2015), that the draws are uniform. doi:10.1103/PhysRevE.91.042812
    """
    indptr, start = _checked(matrix, draws)
    for number, (first, end) in enumerate(spans(draws, CHAIN)):
        indices, stream = _burnt_in(indptr, start, matrix.shape[1], (seed, number))
        for _ in range(first, end):
            _traded(indptr, indices, matrix.shape[1], TRADES, stream)
            drawn = csr_array((np.ones(len(indices)), indices.copy(), indptr.copy()), shape=matrix.shape)
            drawn.sort_indices()
            yield drawn


def shared_tails(
    matrix: csr_array, draws: int, seed: int, *, workers: int | None = None, check_time: CheckTime = no_limit
) -> SharedTails:
    """How often each pair of rows shares at least, and at most, as many columns as observed, given all margins.

    Counts over the draws that `curveball_draws` would give: the fixed degree sequence model (FDSM). A pair's p-value
    is (b + 1)/(R + 1), b the count of its tail. The result does not depend on the number of workers. Time
    O(R (entries + Σ_k c_k²)), c_k the column sums; memory O(n₁²).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Which row holds which column; strengths are ignored.
    draws : int
        R, how many networks; 10 000 or more are advised.
    seed : int
        The same seed gives the same counts.
    workers : int, optional
        How many threads.
    check_time : callable
        Called between chains; what it raises stops the count.

    Raises
    ------
    InvalidNetworkError, UsageError
        As `curveball_draws` does.

    References
    ----------
    Z. P. Neal, R. Domagalski & B. Sagan, Sci. Rep. 11, 23929 (2021). doi:10.1038/s41598-021-03238-3
    """
    indptr, start = _checked(matrix, draws)
    held = csr_array((np.ones(len(start), np.int32), start, indptr), shape=matrix.shape)
    observed = (held @ held.T).toarray().astype(np.int32)
    work = partial(_chain_tails, indptr, start, matrix.shape[1], observed)
    chains = [(seed, number, end - first) for number, (first, end) in enumerate(spans(draws, CHAIN))]
    more, equal = np.zeros((2, *observed.shape), np.int32)
    for tails in each(work, chains, workers):
        check_time()
        more += tails[0]
        equal += tails[1]
    return _complete(observed, more + more.T, equal + equal.T, draws)


def _chain_tails(
    indptr: NDArray[np.int32],
    start: NDArray[np.int32],
    width: int,
    observed: NDArray[np.int32],
    chain: tuple[int, int, int],
) -> NDArray[np.int32]:
    seed, number, draws = chain
    tails = np.zeros((2, *observed.shape), np.int32)
    indices, stream = _burnt_in(indptr, start, width, (seed, number))
    gap = TRADES * observed.shape[0] if observed.shape[0] > 1 else 0
    chain_counts(indptr, indices, np.array([width, gap, draws], np.int64), observed, tails, stream)
    return tails


def _complete(
    observed: NDArray[np.int32], more: NDArray[np.int32], equal: NDArray[np.int32], draws: int
) -> SharedTails:
    """Add the draws in which a pair shared nothing: at most as much as observed, and at least if that is nothing."""
    at_least = np.where(observed == 0, np.int32(draws), more + equal)
    at_most = np.int32(draws) - more
    np.fill_diagonal(at_least, draws)
    np.fill_diagonal(at_most, draws)
    return SharedTails(at_least, at_most, draws)


def _checked(matrix: csr_array, draws: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the rows begin, and which columns they hold."""
    if draws < 1:
        raise UsageError(f"draws is {draws}, but there must be at least 1")
    if not (matrix.has_canonical_format and matrix.data.all()):
        raise InvalidNetworkError("the two-mode matrix must be canonical: no entry twice, none of zero")
    return matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)


def _burnt_in(
    indptr: NDArray[np.int32], start: NDArray[np.int32], width: int, words: tuple[int, int]
) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    indices, stream = start.copy(), state(STREAM, *words)
    _traded(indptr, indices, width, BURN_IN * TRADES, stream)
    return indices, stream


def _traded(
    indptr: NDArray[np.int32], indices: NDArray[np.int32], width: int, each_row: int, stream: NDArray[np.uint64]
) -> None:
    """Make so many trades a row; one row alone has nobody to trade with."""
    rows = len(indptr) - 1
    if rows > 1:
        trade(indptr, indices, width, each_row * rows, stream)
