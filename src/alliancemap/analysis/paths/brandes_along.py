"""Brandes' algorithm along ties of different length, from one node after another."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.paths.arrangement import Rows
from alliancemap.analysis.paths.dijkstra import as_short, new_state, search


@kernel
def counted(ahead: Rows, length: Any, state: Any, count: int, paths: Any) -> None:
    """Count the shortest paths to each node reached; `at` becomes its rank in the order."""
    distance, at, _, order = state
    starts, ends = ahead
    for i in range(count):
        at[order[i]] = i
    paths[order[0]] = 1.0
    for i in range(count):
        v = order[i]
        for e in range(starts[v], starts[v + 1]):
            w = ends[e]
            if at[w] > i and as_short(distance[v] + length[e], distance[w]):
                paths[w] += paths[v]


@kernel
def brandes_along(ahead: Rows, length: NDArray[np.float64], sources: NDArray[np.int64]) -> Any:
    """For each node the sum over sources of the parts of shortest paths to all targets that pass through it."""
    n = len(ahead[0]) - 1
    state = new_state(n)
    distance, at, _, order = state
    starts, ends = ahead
    paths, share, score = np.zeros(n), np.zeros(n), np.zeros(n)
    for source in sources:
        count = search(ahead, length, source, state)
        counted(ahead, length, state, count, paths)
        for i in range(count - 1, 0, -1):
            v = order[i]
            for e in range(starts[v], starts[v + 1]):
                w = ends[e]
                if at[w] > i and as_short(distance[v] + length[e], distance[w]):
                    share[v] += paths[v] / paths[w] * (1.0 + share[w])
            score[v] += share[v]
        for i in range(count):
            v = order[i]
            distance[v], paths[v], share[v] = np.inf, 0.0, 0.0
            at[v] = -1
    return score
