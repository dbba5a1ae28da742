"""Preferential attachment: the pairs with the highest product of degrees."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.prediction.best_cells import ScoredPairs

Members = list[NDArray[np.int64]]


def highest_products(ties: csr_array, k: int) -> ScoredPairs:
    """Find the k pairs without a tie with the highest product of degrees, equal products by row.

    All pairs of a degree and another one have the same product, so that pairs of degrees are gone through from the
    highest product on, each up to its first k pairs. Time O(D² log D + n + m + pairs looked at) for D different
    degrees, D < 2√m; memory O(D²).

    Parameters
    ----------
    ties : csr_array, n × n
        Canonical and symmetric.
    k : int
        At least 0.

    Returns
    -------
    ScoredPairs
        min(k, pairs without a tie) of them.
    """
    degrees, members = _classes(np.diff(ties.indptr))
    starts, columns = ties.indptr.astype(np.int32), ties.indices.astype(np.int32)
    cells, scores, found = [np.empty((0, 2), np.int64)], [np.empty(0)], 0
    for product, level in _levels(degrees):
        if found >= k:
            break
        pairs = np.concatenate([_first_pairs(starts, columns, members[a], members[b], k - found) for a, b in level])
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))][: k - found]
        cells.append(pairs)
        scores.append(np.full(len(pairs), float(product)))
        found += len(pairs)
    listed = np.concatenate(cells)
    return ScoredPairs(listed[:, 0], listed[:, 1], np.concatenate(scores))


def _classes(degree: NDArray[np.integer]) -> tuple[NDArray[np.int64], Members]:
    """The different degrees, ascending, and the rows that have each."""
    degrees, counts = np.unique(degree, return_counts=True)
    return degrees.astype(np.int64), np.split(np.argsort(degree, kind="stable"), np.cumsum(counts)[:-1])


def _levels(degrees: NDArray[np.int64]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Products of two degrees from the highest on, each with the pairs of degrees (by position) that have it."""
    first, second = np.triu_indices(len(degrees))
    products = degrees[first] * degrees[second]
    order = np.argsort(-products, kind="stable")
    edges = np.flatnonzero(np.diff(products[order])) + 1
    for level in np.split(order, edges) if len(order) else ():
        yield int(products[level[0]]), list(zip(first[level].tolist(), second[level].tolist(), strict=True))


@kernel
def _first_pairs(
    starts: NDArray[np.int32],
    columns: NDArray[np.int32],
    some: NDArray[np.int64],
    others: NDArray[np.int64],
    wanted: int,
) -> NDArray[np.int64]:
    """The first pairs without a tie of one of some with one of the others, smaller row first, by row."""
    found = np.empty((wanted, 2), np.int64)
    count, a, b = 0, 0, 0
    while count < wanted and (a < len(some) or b < len(others)):
        from_some = b == len(others) or (a < len(some) and some[a] <= others[b])
        row = some[a] if from_some else others[b]
        both = a < len(some) and b < len(others) and some[a] == others[b]
        a, b = a + (from_some or both), b + (not from_some or both)
        far, place = (others, b) if from_some else (some, a)
        entry = starts[row]
        while place < len(far) and count < wanted:
            while entry < starts[row + 1] and columns[entry] < far[place]:
                entry += 1
            if entry == starts[row + 1] or columns[entry] != far[place]:
                found[count, 0], found[count, 1] = row, far[place]
                count += 1
            place += 1
    return found[:count]
