"""k-cores: how deep in a dense part of the network a node lies."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.degree import degree
from alliancemap.analysis.centrality.rows import Columns, Starts, rows
from alliancemap.analysis.compute.kernels import kernel

Rows = NDArray[np.uint32]


@kernel
def _sorted_by_degree(core: Rows, queue: Rows, place: Rows) -> Rows:
    """Queue the nodes by degree; give where each degree begins in the queue."""
    begins = np.zeros(np.max(core) + 2, np.uint32)
    for count in core:
        begins[count + 1] += 1
    for count in range(1, len(begins)):
        begins[count] += begins[count - 1]
    free = begins.copy()
    for node in range(len(core)):
        place[node] = free[core[node]]
        queue[place[node]] = node
        free[core[node]] += 1
    return begins


@kernel
def _peeled(starts: Starts, columns: Columns, core: Rows) -> None:
    """Take off the node with the fewest ties left, again and again; what it has then is its core number.

    At first `core` holds the degrees.
    """
    queue, place = np.empty_like(core), np.empty_like(core)
    begins = _sorted_by_degree(core, queue, place)
    for node in queue:
        for entry in range(starts[node], starts[node + 1]):
            other = columns[entry]
            left = core[other]
            if left > core[node]:
                # To the front of those with as many ties left, and the border past it: it has one fewer now.
                front = begins[left]
                ahead = queue[front]
                place[ahead], queue[place[other]] = place[other], ahead
                place[other], queue[front] = front, other
                begins[left] += 1
                core[other] -= 1


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
    core = degree(ties).astype(np.uint32)
    if len(core):
        _peeled(*rows(ties), core)
    return core.astype(np.int64)
