"""The vertex diameter: how many nodes the longest of the shortest paths has, exactly or between bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.paths.arrangement import Arrangement, Rows, arranged
from alliancemap.analysis.paths.distances import distance_sums


def vertex_diameter(ties: csr_array, *, directed: bool, check_time: CheckTime = no_limit) -> int:
    """Nodes on the longest of all shortest paths, each tie counting 1; the largest over components.

    An isolate is a path of one node; an empty network has 0. Undirected, searches narrow the bounds on the distance
    from each node to the one farthest from it (Takes and Kosters): a few dozens of them on most networks, n at
    worst. Directed, from all distances, O(n m / 512).

    Parameters
    ----------
    ties : csr_array, n × n
        Row i holds the ties from i; symmetric unless directed; an empty diagonal.

    References
    ----------
    F. W. Takes, W. A. Kosters, Algorithms 6, 100 (2013). doi:10.3390/a6010100
    """
    if ties.shape[0] == 0:
        return 0
    if directed:
        return int(distance_sums(ties, check_time=check_time).farthest.max()) + 1
    return path_bounds(arranged(binary(ties), directed=False), ties.shape[0], check_time)[1]


def path_bounds(graph: Arrangement, searches: int, check_time: CheckTime = no_limit) -> tuple[int, int]:
    """Bounds on the vertex diameter of an undirected graph, after so many searches at most in each component.

    Components that are too small to hold a longer path than is known are left out.
    """
    least = most = 1
    for first in np.unique(graph.first):
        span = int(first), int(graph.end[first])
        if span[1] - span[0] <= least:
            break
        low, high = _component(graph.ahead, span, searches, check_time)
        least, most = max(least, low), max(most, high)
    return least, most


def _component(ahead: Rows, span: tuple[int, int], searches: int, check_time: CheckTime) -> tuple[int, int]:
    """Bounds for one component: d ≤ e[v] ≤ … narrow for all v with the distances from each node searched from."""
    first, end = span
    low, high = np.zeros(end - first, np.int64), np.full(end - first, end - first - 1)
    for turn in range(searches):
        if low.max() == high.max():
            break
        check_time()
        candidates = high > low.max()
        chosen = _extreme(high, candidates) if turn % 2 else _extreme(-low, candidates)
        distance = levels(ahead, first + chosen)[first:end]
        farthest = distance.max()
        low = np.maximum(low, np.maximum(distance, farthest - distance))
        high = np.minimum(high, farthest + distance)
    return int(low.max()) + 1, int(high.max()) + 1


def _extreme(values: NDArray[np.int64], among: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(among)
    return int(rows[np.argmax(values[rows])])


@kernel
def levels(ahead: Rows, source: int) -> NDArray[np.int32]:
    """How many ties each node is away from the source; −1 where there is no path."""
    starts, ends = ahead
    n = len(starts) - 1
    level, queue = np.full(n, -1, np.int32), np.empty(n, np.int32)
    level[source] = 0
    queue[0] = source
    head, tail = 0, 1
    while head < tail:
        v = queue[head]
        head += 1
        for e in range(starts[v], starts[v + 1]):
            if level[ends[e]] < 0:
                level[ends[e]] = level[v] + 1
                queue[tail] = ends[e]
                tail += 1
    return level
