"""The ties between grouped nodes, stored so that two-paths are counted quickly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

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
    chosen = _sorted(ties)
    choosing = _sorted(ties.T) if directed else chosen
    order = np.argsort(-(np.diff(chosen[0]) + np.diff(choosing[0])), kind="stable").astype(np.int32)
    order = order[kept[order]]
    rank = np.full(n, -1, np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return Skeleton(order, *_united(chosen, choosing, order, rank))


def _sorted(ties: csr_array | csc_array) -> tuple[Rows, Rows]:
    rows = csr_array(ties)
    if not rows.has_sorted_indices:
        rows = rows.sorted_indices()
    return rows.indptr.astype(np.int32), rows.indices.astype(np.int32)


@kernel
def _united(
    chosen: tuple[Rows, Rows], choosing: tuple[Rows, Rows], order: Rows, rank: Rows
) -> tuple[Neighbours, Neighbours]:
    out_indptr, out = chosen
    in_indptr, into = choosing
    n = len(rank)
    indptr = np.zeros(len(order) + 1, np.int32)
    indices, code = np.empty(len(out) + len(into), np.int32), np.empty(len(out) + len(into), np.uint8)
    ahead_indptr = np.zeros(len(order) + 1, np.int32)
    ahead, ahead_code = np.empty(len(indices) // 2, np.int32), np.empty(len(indices) // 2, np.uint8)
    end, ahead_end = 0, 0
    for place, node in enumerate(order):
        a, b = out_indptr[node], in_indptr[node]
        last_a, last_b = out_indptr[node + 1], in_indptr[node + 1]
        while a < last_a or b < last_b:
            here = out[a] if a < last_a else n
            there = into[b] if b < last_b else n
            nearest = min(here, there)
            how = (1 if here == nearest else 0) + (2 if there == nearest else 0)
            a += 1 if here == nearest else 0
            b += 1 if there == nearest else 0
            other = rank[nearest]
            if other >= 0:
                indices[end], code[end] = other, how
                end += 1
                if other < place:
                    ahead[ahead_end], ahead_code[ahead_end] = other, how
                    ahead_end += 1
        indptr[place + 1], ahead_indptr[place + 1] = end, ahead_end
    rows = (indptr, indices[:end].copy(), code[:end].copy())
    return rows, (ahead_indptr, ahead[:ahead_end].copy(), ahead_code[:ahead_end].copy())
