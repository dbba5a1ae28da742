"""Shortest paths along ties of different length, from one node after another."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.paths.arrangement import Rows

SAME = 1e-12
"""Paths whose lengths differ by no more than this part of them are equally short: 1/3 + 1/3 + 1/3 is 1."""


@kernel
def _up(heap: Any, key: Any, at: Any, i: int) -> None:
    """Move the node at position i of the heap up to where it belongs; ties by number."""
    v = heap[i]
    while i > 0:
        parent = (i - 1) >> 1
        p = heap[parent]
        if key[p] < key[v] or (key[p] == key[v] and p < v):
            break
        heap[i] = p
        at[p] = i
        i = parent
    heap[i] = v
    at[v] = i


@kernel
def _taken(heap: Any, key: Any, at: Any, size: int) -> Any:
    """Take the nearest node out of the heap of that size."""
    nearest = heap[0]
    v = heap[size - 1]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size - 1:
            break
        c = heap[child]
        if child + 1 < size - 1:
            d = heap[child + 1]
            if key[d] < key[c] or (key[d] == key[c] and d < c):
                child += 1
                c = d
        if key[v] < key[c] or (key[v] == key[c] and v < c):
            break
        heap[i] = c
        at[c] = i
        i = child
    heap[i] = v
    at[v] = i
    return nearest


@kernel
def search(ahead: Rows, length: Any, source: int, target: int, state: Any) -> Any:
    """Find distances from the source, up to the target's (−1: of all nodes), with fresh state (∞ everywhere).

    Gives how many nodes have been reached for good; `order` holds them by distance. Others are left as they were.
    """
    distance, at, heap, order = state
    starts, ends = ahead
    distance[source] = 0.0
    heap[0] = source
    at[source] = 0
    size = 1
    count = 0
    while size:
        v = _taken(heap, distance, at, size)
        size -= 1
        order[count] = v
        count += 1
        if v == target:
            break
        for e in range(starts[v], starts[v + 1]):
            w = ends[e]
            through = distance[v] + length[e]
            if through < distance[w]:
                if distance[w] == np.inf:
                    heap[size] = w
                    at[w] = size
                    size += 1
                distance[w] = through
                _up(heap, distance, at, at[w])
    for i in range(size):
        distance[heap[i]] = np.inf
        at[heap[i]] = -1
    return count


@kernel
def _new_state(n: int) -> Any:
    return np.full(n, np.inf), np.full(n, -1, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)


@kernel
def distance_rows(ahead: Rows, length: NDArray[np.float64], sources: NDArray[np.int64]) -> Any:
    """Search from each source.

    Gives for each source how many others it reaches, the sum of their distances and of 1/distance, and the largest.
    """
    state = _new_state(len(ahead[0]) - 1)
    distance, order = state[0], state[3]
    k = len(sources)
    reached, total, harmonic, farthest = np.zeros(k), np.zeros(k), np.zeros(k), np.zeros(k)
    for i in range(k):
        count = search(ahead, length, sources[i], -1, state)
        reached[i] = count - 1
        for j in range(1, count):
            total[i] += distance[order[j]]
            harmonic[i] += 1.0 / distance[order[j]]
            farthest[i] = distance[order[j]]
        for j in range(count):
            distance[order[j]] = np.inf
    return reached, total, harmonic, farthest


@kernel
def _counted(ahead: Rows, length: Any, state: Any, count: int, paths: Any) -> None:
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
            if at[w] > i and distance[v] + length[e] <= distance[w] * (1.0 + SAME):
                paths[w] += paths[v]


@kernel
def brandes_along(ahead: Rows, length: NDArray[np.float64], sources: NDArray[np.int64]) -> Any:
    """For each node the sum over sources of the parts of shortest paths to all targets that pass through it."""
    n = len(ahead[0]) - 1
    state = _new_state(n)
    distance, at, _, order = state
    starts, ends = ahead
    paths, share, score = np.zeros(n), np.zeros(n), np.zeros(n)
    for source in sources:
        count = search(ahead, length, source, -1, state)
        _counted(ahead, length, state, count, paths)
        for i in range(count - 1, 0, -1):
            v = order[i]
            for e in range(starts[v], starts[v + 1]):
                w = ends[e]
                if at[w] > i and distance[v] + length[e] <= distance[w] * (1.0 + SAME):
                    share[v] += paths[v] / paths[w] * (1.0 + share[w])
            score[v] += share[v]
        for i in range(count):
            v = order[i]
            distance[v], paths[v], share[v] = np.inf, 0.0, 0.0
            at[v] = -1
    return score


@kernel
def sampled_paths_along(ahead: Rows, back: Rows, lengths: Any, pairs: Any, chance: NDArray[np.float64]) -> Any:
    """Pick a shortest path between each pair of nodes; gives how many of them pass through each node, ends excluded.

    Chance holds a row of three random numbers from 0 to 1 for each pair, of which the first picks the path.
    """
    length, back_length = lengths
    n = len(ahead[0]) - 1
    state = _new_state(n)
    distance, at, _, order = state
    paths, passes = np.zeros(n), np.zeros(n, np.int64)
    for i in range(len(pairs)):
        source, target = pairs[i, 0], pairs[i, 1]
        count = search(ahead, length, source, target, state)
        if order[count - 1] == target:
            _counted(ahead, length, state, count, paths)
            rank = chance[i, 0] * paths[target]
            v = target
            while v != source:
                v, rank = _before(back, back_length, v, rank, state, paths)
                passes[v] += 1
            passes[source] -= 1
        for j in range(count):
            v = order[j]
            distance[v], paths[v], at[v] = np.inf, 0.0, -1
    return passes


@kernel
def _before(back: Rows, length: Any, v: int, rank: Any, state: Any, paths: Any) -> Any:
    """The node before v on the shortest path of this rank among those to v, and the path's rank among those to it."""
    distance, at, _, _ = state
    starts, ends = back
    found = -1
    for e in range(starts[v], starts[v + 1]):
        u = ends[e]
        if 0 <= at[u] < at[v] and distance[u] + length[e] <= distance[v] * (1.0 + SAME):
            found = u
            if rank < paths[u]:
                break
            rank -= paths[u]
    return found, rank
