"""Correlation of two networks over the same nodes, and its test by dealing the nodes of one anew."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.statistics.permutation import TwoTails
from alliancemap.errors import InvalidNetworkError, UsageError

Rows = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
DRAWS_A_BLOCK = 16


@dataclass(frozen=True, eq=False)
class DyadicCorrelation:
    """Pearson's correlation of the off-diagonal cells of two matrices.

    Attributes
    ----------
    correlation : float
        NaN if the cells of either matrix are all alike.
    test : TwoTails
        p of correlations at least as high, and at most as high, under random dealing of the second network's nodes;
        NaN where the correlation is.
    mean, sd : float
        Of the correlation over the draws.
    """

    correlation: float
    test: TwoTails
    mean: float
    sd: float


def quadratic_assignment(
    first: csr_array,
    second: csr_array,
    *,
    draws: int = 999,
    seed: int = 0,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> DyadicCorrelation:
    """Correlate two networks of the same nodes; test it by permuting rows and columns of the second together (QAP).

    Both networks keep their whole structure; only who stands where in the second is dealt anew. Means and spreads of
    the cells do not change with that, so that the draws need nothing but the sum of products: time O(m₁ + m₂) a draw.
    Draw r is seeded with (seed, r). Correlations closer than rounding can tell apart count as equal.

    Parameters
    ----------
    first, second : csr_array, n × n
        Diagonals empty; undirected ties both ways. Cells without an entry are 0.
    draws : int
        At least 1.
    seed : int
        Not negative.

    Raises
    ------
    InvalidNetworkError
        If they are not of one size.
    UsageError
        If there is no draw.

    References
    ----------
    D. Krackhardt, Soc. Networks 10, 359 (1988). doi:10.1016/0378-8733(88)90004-4
    """
    if first.shape != second.shape:
        raise InvalidNetworkError(f"networks of {first.shape[0]} and {second.shape[0]} nodes have no dyads in common")
    if draws < 1:
        raise UsageError(f"{draws} draws give no p: ask for 1 at least")
    n = first.shape[0]
    spread = _spread(first, n) * _spread(second, n) if n > 1 else 0.0
    if spread <= 0:
        nothing = np.array(np.nan)
        return DyadicCorrelation(float("nan"), TwoTails(nothing, nothing, draws), float("nan"), float("nan"))
    work = partial(_products, _rows(first), _rows(second), n, seed, check_time)
    products = np.concatenate([work((-1, 0)), *each(work, spans(draws, DRAWS_A_BLOCK), workers)])
    cells = n * (n - 1)
    found = (products - float(first.sum()) * float(second.sum()) / cells) / spread
    observed, drawn = float(found[0]), found[1:]
    slack = 1e-12
    at_least, at_most = int((drawn >= observed - slack).sum()), int((drawn <= observed + slack).sum())
    test = TwoTails.of_counts(at_least, at_most, draws)
    return DyadicCorrelation(min(1.0, max(-1.0, observed)), test, float(drawn.mean()), float(drawn.std()))


def _spread(ties: csr_array, n: int) -> float:
    """Root of the sum of squared deviations of the cells; 0 if all are alike."""
    cells, total = n * (n - 1), float(ties.sum())
    if ties.nnz in (0, cells) and (ties.nnz == 0 or np.ptp(ties.data) == 0):
        return 0.0
    mean = total / cells
    return math.sqrt(float(np.square(ties.data - mean).sum()) + (cells - ties.nnz) * mean**2)


def _rows(ties: csr_array) -> Rows:
    return ties.indptr.astype(np.int64), ties.indices.astype(np.int64), ties.data.astype(np.float64)


def _products(
    first: Rows, second: Rows, n: int, seed: int, check_time: CheckTime, block: tuple[int, int]
) -> NDArray[np.float64]:
    """Sum of products of the cells for each draw of the block; draw -1 is the networks as they are."""
    check_time()
    dealt = (np.arange(n) if draw < 0 else np.random.default_rng([seed, draw]).permutation(n) for draw in range(*block))
    return np.array([_product(first, second, places) for places in dealt])


@kernel
def _product(first: Rows, second: Rows, places: NDArray[np.int64]) -> float:
    indptr, indices, value = first
    other_indptr, other_indices, other_value = second
    at = np.zeros(len(places), np.float64)
    total = 0.0
    for node in range(len(places)):
        if indptr[node] == indptr[node + 1]:
            continue
        row = places[node]
        for entry in range(other_indptr[row], other_indptr[row + 1]):
            at[other_indices[entry]] = other_value[entry]
        for entry in range(indptr[node], indptr[node + 1]):
            total += value[entry] * at[places[indices[entry]]]
        for entry in range(other_indptr[row], other_indptr[row + 1]):
            at[other_indices[entry]] = 0.0
    return total
