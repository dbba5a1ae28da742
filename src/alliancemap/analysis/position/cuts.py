"""What holds a network together: nodes and ties without which a component falls apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, rows
from alliancemap.analysis.compute.kernels import kernel

Rows = NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Cuts:
    """Where a network is held together.

    Attributes
    ----------
    articulation_points : int64, shape (a,)
        Rows of the nodes whose removal leaves more components, ascending.
    bridges : int64, shape (b, 2)
        Ties whose removal leaves more components: smaller row, larger row; ascending.
    """

    articulation_points: NDArray[np.int64]
    bridges: NDArray[np.int64]


@kernel
def _searched(starts: Starts, columns: Columns, parent: Rows, reached: Rows, back: Rows) -> None:
    """Search each component in depth; set each node's parent, when it was reached, and how far back its branch leads.

    `reached` counts from 1; `back` is the smallest count that the node's branch has a tie to, its tie to the parent
    apart; a root is its own parent.
    """
    n = len(parent)
    following, path, count = starts.copy(), np.empty(n, np.uint32), 0
    for root in range(n):
        if reached[root]:
            continue
        depth, node = 0, root
        parent[root] = root
        while depth >= 0:
            if not reached[node]:
                count += 1
                reached[node], back[node], path[depth] = count, count, node
            if following[node] < starts[node + 1]:
                other = columns[following[node]]
                following[node] += 1
                if not reached[other]:
                    parent[other] = node
                    depth += 1
                    node = other
                elif other != parent[node]:
                    back[node] = min(back[node], reached[other])
            else:
                depth -= 1
                if depth >= 0:
                    above = path[depth]
                    back[above] = min(back[above], back[node])
                    node = above


def cuts(ties: csr_array) -> Cuts:
    """Articulation points and bridges, by one search in depth (Tarjan).

    A node other than a root cuts if a child's branch has no tie to before it, a root if it has two children; the tie to
    a child is a bridge if the child's branch has no other tie to the node or before. Strengths play no part. Time
    O(n + m).

    Parameters
    ----------
    ties : csr_array, n × n
        Symmetric, no stored zeros, empty diagonal.

    References
    ----------
    R. Tarjan, SIAM J. Comput. 1, 146 (1972). doi:10.1137/0201010
    """
    n = ties.shape[0]
    parent, reached, back = np.empty(n, np.uint32), np.zeros(n, np.uint32), np.empty(n, np.uint32)
    _searched(*rows(ties), parent, reached, back)
    children = np.flatnonzero(parent != np.arange(n))
    above = parent[children].astype(np.int64)
    is_root = parent[above] == above
    closed = back[children] >= reached[above]
    second = np.bincount(above[is_root], minlength=n) > 1
    cutting = np.union1d(above[closed & ~is_root], np.flatnonzero(second))
    bridge = back[children] > reached[above]
    ends = np.sort(np.column_stack((children[bridge], above[bridge])), axis=1)
    return Cuts(cutting.astype(np.int64), ends[np.lexsort((ends[:, 1], ends[:, 0]))])
