"""Which nodes are connected with each other, whichever way the ties run."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from alliancemap.analysis.compute.kernels import kernel

SMALL = 10_000
"""Entries below which it takes longer to load a compiled loop than scipy does, which numbers components alike."""


def component_labels(ties: csr_array) -> NDArray[np.int64]:
    """Label of each node's connected component, directions ignored, numbered in order of their first nodes.

    Every node points to an earlier one of its component, or to itself, and a tie lets the later of two such ends point
    to the earlier. Time O(n + m) in effect, memory O(n).

    Parameters
    ----------
    ties : csr_array, n × n
        Its stored entries are the ties.

    Returns
    -------
    int64, length n
        From 0; an isolate is a component of its own.
    """
    if not ties.shape[0]:
        return np.empty(0, np.int64)
    if ties.nnz < SMALL:
        return connected_components(ties, directed=False)[1].astype(np.int64)
    starts, columns = (np.ascontiguousarray(part, np.int32).view(np.uint32) for part in (ties.indptr, ties.indices))
    return _labelled(starts, columns)


@kernel
def _end(earlier: NDArray[np.uint32], node: int) -> int:
    """The node that another points to in the end; ways that were gone are made shorter."""
    while earlier[node] != node:
        earlier[node] = earlier[earlier[node]]
        node = earlier[node]
    return node


@kernel
def _labelled(starts: NDArray[np.uint32], columns: NDArray[np.uint32]) -> NDArray[np.int64]:
    n = len(starts) - 1
    earlier = np.arange(n).astype(np.uint32)
    for node in range(n):
        for entry in range(starts[node], starts[node + 1]):
            # Most ties join what is joined already, and then both ends have the same label at once.
            if earlier[node] != earlier[columns[entry]]:
                one, other = _end(earlier, node), _end(earlier, columns[entry])
                earlier[max(one, other)] = min(one, other)
    labels = np.empty(n, np.int64)
    count = 0
    for node in range(n):
        labels[node] = count if earlier[node] == node else labels[earlier[node]]
        count += earlier[node] == node
    return labels
