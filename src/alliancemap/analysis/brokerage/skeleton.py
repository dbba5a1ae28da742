"""The ties between grouped nodes, stored so that two-paths are counted quickly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.errors import InvalidNetworkError

Rows = NDArray[np.int32]
Codes = NDArray[np.uint8]
Neighbours = tuple[Rows, Rows, Codes]
MOST_TIES = 2**30


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Neighbours in either direction, each once, and how the tie runs; nodes in descending order of degree.

    Hubs first keeps what is looked up most often close together. Each tie stands once more with its node of lower
    degree only: no such row is long, which is what makes listing triangles fast.

    Attributes
    ----------
    order : int32
        The row of each node, in the order used here; nodes without a group are left out.
    rows : (int32 indptr, int32 indices, uint8 code)
        Neighbours of each node; code 1: the row's node chooses this neighbour, 2: is chosen by it, 3: both.
    ahead : (int32 indptr, int32 indices, uint8 code)
        The same, with only the neighbours that come before the node.
    """

    order: Rows
    rows: Neighbours
    ahead: Neighbours


def skeleton(ties: csr_array, kept: NDArray[np.bool_], *, directed: bool) -> Skeleton:
    """Unite both directions of the ties between nodes that are kept; time O(n log n + m).

    Parameters
    ----------
    ties : csr_array, n × n
        Its stored entries are the ties; diagonal empty.
    kept : bool, length n
    directed : bool
        If not, `ties` must be symmetric.

    Raises
    ------
    InvalidNetworkError
        If the matrix is not square, or there are more ties than 32 bits count.
    """
    n = len(kept)
    if ties.shape != (n, n):
        raise InvalidNetworkError(f"groups of {n} nodes for a matrix of {ties.shape[0]} × {ties.shape[1]}")
    if ties.nnz > MOST_TIES:
        raise InvalidNetworkError(f"{ties.nnz} ties are more than brokerage is counted on ({MOST_TIES} at most)")
    chosen = (ties.indptr.astype(np.int32), ties.indices.astype(np.int32))
    choosing = _turned(chosen) if directed else chosen
    order = np.argsort(-(np.diff(chosen[0]) + np.diff(choosing[0])), kind="stable").astype(np.int32)
    order = order[kept[order]]
    rank = np.full(n, -1, np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return Skeleton(order, *_united(chosen, choosing, order, rank))


@kernel
def _turned(rows: tuple[Rows, Rows]) -> tuple[Rows, Rows]:
    """Who chooses each node, from whom each node chooses."""
    indptr, indices = rows
    turned_indptr = np.zeros(len(indptr) + 1, np.int32)
    for target in indices:
        turned_indptr[target + 2] += 1
    for node in range(2, len(turned_indptr)):
        turned_indptr[node] += turned_indptr[node - 1]
    turned = np.empty_like(indices)
    for source in range(len(indptr) - 1):
        for entry in range(indptr[source], indptr[source + 1]):
            target = indices[entry]
            turned[turned_indptr[target + 1]] = source
            turned_indptr[target + 1] += 1
    return turned_indptr[:-1].copy(), turned


@kernel
def _united(
    chosen: tuple[Rows, Rows], choosing: tuple[Rows, Rows], order: Rows, rank: Rows
) -> tuple[Neighbours, Neighbours]:
    out_indptr, out = chosen
    in_indptr, into = choosing
    indptr, ahead_indptr = np.zeros(len(order) + 1, np.int32), np.zeros(len(order) + 1, np.int32)
    # One more place than can be filled, for everything is written before it is known whether it stays: which it does
    # is as good as random, and a branch on it would cost more than the writing.
    indices = np.empty(len(out) + len(into) + 1, np.int32)
    code = np.empty(len(indices), np.uint8)
    ahead, ahead_code = np.empty(len(indices), np.int32), np.empty(len(indices), np.uint8)
    tie = np.zeros(len(order) + 1, np.uint8)
    end, ahead_end = 0, 0
    for place, node in enumerate(order):
        for entry in range(out_indptr[node], out_indptr[node + 1]):
            other = rank[out[entry]]
            indices[end] = other
            tie[other] = 1
            end += other >= 0
        for entry in range(in_indptr[node], in_indptr[node + 1]):
            other = rank[into[entry]]
            indices[end] = other
            end += (other >= 0) & (tie[other] == 0)
            tie[other] |= 2
        for entry in range(indptr[place], end):
            other = indices[entry]
            code[entry] = ahead_code[ahead_end] = tie[other]
            ahead[ahead_end] = other
            ahead_end += other < place
            tie[other] = 0
        indptr[place + 1], ahead_indptr[place + 1] = end, ahead_end
    rows = (indptr, indices[:end].copy(), code[:end].copy())
    return rows, (ahead_indptr, ahead[:ahead_end].copy(), ahead_code[:ahead_end].copy())
