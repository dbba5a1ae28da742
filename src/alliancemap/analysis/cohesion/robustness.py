"""How a network holds together while its nodes are removed one by one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.cohesion.removal_steps import largest_left, order_by_current_degree
from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError

STREAM = 0x726F
"""Sets these random numbers apart from those of other draws with the same seed."""

Order = NDArray[np.integer]


def robustness(ties: csr_array, order: Order) -> float:
    """Mean share of nodes in the largest component over all removals of an order.

        R = (1/n) Σ_{q=1..n} S(q),   S(q) = size of the largest component after q removals / n
    Between 0 and ½ (1 − 1/n is reached by a complete graph: ½(1 − 1/n)). Time O(m α(n)), for components are merged
    backwards.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Symmetric; strengths are ignored.
    order : int array, length n
        Every node once, in order of removal.

    Returns
    -------
    float
        R; NaN for a network without nodes.

    Raises
    ------
    UsageError
        If the order does not hold every node once.

    References
    ----------
    C. M. Schneider et al., Proc. Natl. Acad. Sci. USA 108, 3838 (2011). doi:10.1073/pnas.1009440108
    """
    n = ties.shape[0]
    return float(largest_components(ties, order).sum()) / n**2 if n else float("nan")


def largest_components(ties: csr_array, order: Order) -> NDArray[np.int32]:
    """Sizes of the largest component after 1, 2, … n removals: the curve below which R lies.

    Raises
    ------
    UsageError
        If the order does not hold every node once.
    """
    if not np.array_equal(np.sort(order), np.arange(ties.shape[0])):
        raise UsageError(f"an order of removal holds each of the {ties.shape[0]} nodes once")
    return largest_left(*_rows(ties), np.ascontiguousarray(order, np.int32))


def static_degree_order(ties: csr_array) -> NDArray[np.int64]:
    """Nodes by degree in the whole network, the largest first; equal ones by row."""
    return np.argsort(-np.diff(ties.indptr), kind="stable")


def adaptive_degree_order(ties: csr_array) -> NDArray[np.int32]:
    """Nodes by degree, counted anew after each removal, the largest first; equal ones by row. Time O(m + n log n)."""
    return order_by_current_degree(*_rows(ties))


def random_robustness(
    ties: csr_array,
    draws: int = 100,
    *,
    seed: int = 0,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> NDArray[np.float64]:
    """R of random orders of removal; draw d is seeded by (seed, d). The mean is what failures at random would give.

    Raises
    ------
    UsageError
        If there are no draws.
    """
    if draws < 1:
        raise UsageError(f"draws is {draws}, but there must be at least 1")
    n, found = ties.shape[0], []
    if n == 0:
        return np.full(draws, np.nan)
    indptr, indices = _rows(ties)

    def one(draw: int) -> float:
        order = np.random.default_rng([STREAM, seed, draw]).permutation(n).astype(np.int32)
        return float(largest_left(indptr, indices, order).sum()) / n**2

    for value in each(one, range(draws), workers):
        check_time()
        found.append(value)
    return np.array(found)


def _rows(ties: csr_array) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return ties.indptr.astype(np.int32), ties.indices.astype(np.int32)
