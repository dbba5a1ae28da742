"""k-cores: how deep in a dense part of the network a node lies."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, rows
from alliancemap.analysis.compute.kernels import kernel

Rows = NDArray[np.int32]


@kernel
def _sorted_by_degree(starts: Starts, core: Rows, queue: Rows, place: Rows) -> Rows:
    """Queue the nodes by degree; give where each degree begins in the queue."""
    most = 0
    for node in range(len(core)):
        core[node] = starts[node + 1] - starts[node]
        most = max(most, core[node])
    begins = np.zeros(most + 2, np.int32)
    for node in range(len(core)):
        begins[core[node] + 1] += 1
    for count in range(most + 1):
        begins[count + 1] += begins[count]
    free = begins.copy()
    for node in range(len(core)):
        place[node] = free[core[node]]
        queue[place[node]] = node
        free[core[node]] += 1
    return begins


@kernel
def _peeled(starts: Starts, columns: Columns) -> Rows:
    """Take off the node with the fewest ties left, again and again; what it has then is its core number."""
    n = len(starts) - 1
    core, queue, place = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)
    begins = _sorted_by_degree(starts, core, queue, place)
    for node in queue:
        for entry in range(starts[node], starts[node + 1]):
            other = columns[entry]
            if core[other] > core[node]:
                # To the front of those with as many ties left, and the border past it: it has one fewer now.
                front = begins[core[other]]
                ahead = queue[front]
                place[ahead], queue[place[other]] = place[other], ahead
                place[other], queue[front] = front, other
                begins[core[other]] += 1
                core[other] -= 1
    return core


def k_core(ties: csr_array) -> NDArray[np.int64]:
    """Core number: the largest k such that the node lies in a subgraph where everyone has at least k ties inside.

    Strengths play no part. Time O(n + m).

    Parameters
    ----------
    ties : csr_array, n × n
        Symmetric, no stored zeros, empty diagonal.

    Returns
    -------
    int64, shape (n,)
        Isolate: 0.

    References
    ----------
    S. B. Seidman, Social Networks 5, 269 (1983). doi:10.1016/0378-8733(83)90028-X
    """
    return _peeled(*rows(ties)).astype(np.int64)
