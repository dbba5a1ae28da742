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
def begin(source: int, state: Any) -> None:
    """Put the source into the heap, with fresh state."""
    distance, at, heap, _ = state
    distance[source] = 0.0
    heap[0] = source
    at[source] = 0


@kernel
def step(rows: Rows, length: Any, state: Any, size: int, count: int) -> Any:
    """Settle the nearest node of the heap: its distance is final, and those of its neighbours may become shorter.

    Gives how many nodes are in the heap then, and how many are settled; `order` holds these by distance.
    """
    distance, at, heap, order = state
    starts, ends = rows
    v = _taken(heap, distance, at, size)
    size -= 1
    order[count] = v
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
    return size, count + 1


@kernel
def search(ahead: Rows, length: Any, source: int, state: Any) -> Any:
    """Find the distances of all nodes from the source, with fresh state; gives how many are reached."""
    begin(source, state)
    size, count = 1, 0
    while size:
        size, count = step(ahead, length, state, size, count)
    return count


@kernel
def new_state(n: int) -> Any:
    """Make what a search keeps: distance; place in the heap, or rank; heap; nodes in order of distance."""
    return np.full(n, np.inf), np.full(n, -1, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)


@kernel
def distance_rows(ahead: Rows, length: NDArray[np.float64], sources: NDArray[np.int64]) -> Any:
    """Search from each source.

    Gives for each source how many others it reaches, the sum of their distances and of 1/distance, and the largest.
    """
    state = new_state(len(ahead[0]) - 1)
    distance, order = state[0], state[3]
    k = len(sources)
    reached, total, harmonic, farthest = np.zeros(k), np.zeros(k), np.zeros(k), np.zeros(k)
    for i in range(k):
        count = search(ahead, length, sources[i], state)
        reached[i] = count - 1
        for j in range(1, count):
            total[i] += distance[order[j]]
            harmonic[i] += 1.0 / distance[order[j]]
            farthest[i] = distance[order[j]]
        for j in range(count):
            distance[order[j]] = np.inf
    return reached, total, harmonic, farthest


@kernel
def as_short(length: float, shortest: float) -> bool:
    """Whether a path is as short as the shortest."""
    return length <= shortest * (1.0 + SAME)
