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
def _begin(source: int, state: Any) -> None:
    distance, at, heap, _ = state
    distance[source] = 0.0
    heap[0] = source
    at[source] = 0


@kernel
def _step(rows: Rows, length: Any, state: Any, size: int, count: int) -> Any:
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
def _search(ahead: Rows, length: Any, source: int, state: Any) -> Any:
    """Find the distances of all nodes from the source, with fresh state; gives how many are reached."""
    _begin(source, state)
    size, count = 1, 0
    while size:
        size, count = _step(ahead, length, state, size, count)
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
        count = _search(ahead, length, sources[i], state)
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
        count = _search(ahead, length, source, state)
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
def _searched_from_both(rows: Any, lengths: Any, pair: Any, out: Any, home: Any) -> Any:
    """Search from source and to target until no shortest path can be missed.

    Gives their distance, and how many nodes are settled from either end. A shortest path leaves the nodes settled
    from the source by a tie to a node settled from the target, unless it never leaves them: what lies ahead of both
    searches together is farther than the distance.
    """
    _begin(pair[0], out)
    _begin(pair[1], home)
    size, count, size_home, count_home = 1, 0, 1, 0
    apart = np.inf
    while size and size_home:
        if out[0][out[2][0]] + home[0][home[2][0]] > apart * (1.0 + SAME):
            break
        if size <= size_home:
            size, count = _step(rows[0], lengths[0], out, size, count)
            settled = out[3][count - 1]
        else:
            size_home, count_home = _step(rows[1], lengths[1], home, size_home, count_home)
            settled = home[3][count_home - 1]
        apart = min(apart, out[0][settled] + home[0][settled])
    _left(out, size)
    _left(home, size_home)
    return apart, count, count_home


@kernel
def _left(state: Any, size: int) -> None:
    """Forget the nodes that are still in the heap."""
    distance, at, heap, _ = state
    for i in range(size):
        distance[heap[i]] = np.inf
        at[heap[i]] = -1


@kernel
def _crossing(ahead: Rows, length: Any, apart: float, found: Any, rank: float) -> Any:
    """The tie by which the shortest path of this rank leaves the nodes settled from the source.

    Gives both its ends (the last such tie if the rank is too high), and how many shortest paths there are up to it.
    """
    out, home, paths, paths_home, count = found
    starts, ends = ahead
    total = 0.0
    near = far = -1
    for i in range(count):
        u = out[3][i]
        for e in range(starts[u], starts[u + 1]):
            w = ends[e]
            if out[1][w] < 0 <= home[1][w] and out[0][u] + length[e] + home[0][w] <= apart * (1.0 + SAME):
                near, far = u, w
                total += paths[u] * paths_home[w]
                if total > rank:
                    return near, far, total
    return near, far, total


@kernel
def _before(rows: Rows, length: Any, v: int, rank: Any, state: Any, paths: Any) -> Any:
    """The node before v on the shortest path of this rank among those to v, and the path's rank among those to it."""
    distance, at, _, _ = state
    starts, ends = rows
    found = -1
    for e in range(starts[v], starts[v + 1]):
        u = ends[e]
        if 0 <= at[u] < at[v] and distance[u] + length[e] <= distance[v] * (1.0 + SAME):
            found = u
            if rank < paths[u]:
                break
            rank -= paths[u]
    return found, rank


@kernel
def _walk(rows: Rows, length: Any, v: int, chance: float, search: Any, passes: Any) -> None:
    """Count the nodes on a random shortest path from v to where the search began, that one left out."""
    state, paths = search
    rank = chance * paths[v]
    while state[1][v] > 0:
        passes[v] += 1
        v, rank = _before(rows, length, v, rank, state, paths)


@kernel
def _forget(state: Any, paths: Any, count: int) -> None:
    distance, at, _, order = state
    for i in range(count):
        v = order[i]
        distance[v], paths[v], at[v] = np.inf, 0.0, -1


@kernel
def sampled_paths_along(ahead: Rows, back: Rows, lengths: Any, pairs: Any, chance: NDArray[np.float64]) -> Any:
    """Pick a shortest path between each pair of nodes; gives how many of them pass through each node, ends excluded.

    Chance holds three random numbers from 0 to 1 for each pair: they pick the tie by which the path leaves the nodes
    near its source, and the way to either end.
    """
    n = len(ahead[0]) - 1
    out, home = _new_state(n), _new_state(n)
    paths, paths_home, passes = np.zeros(n), np.zeros(n), np.zeros(n, np.int64)
    for i in range(len(pairs)):
        target = pairs[i, 1]
        apart, count, count_home = _searched_from_both((ahead, back), lengths, pairs[i], out, home)
        if apart < np.inf:
            _counted(ahead, lengths[0], out, count, paths)
            _counted(back, lengths[1], home, count_home, paths_home)
            if out[1][target] >= 0:
                _walk(back, lengths[1], target, chance[i, 1], (out, paths), passes)
                passes[target] -= 1
            else:
                found = out, home, paths, paths_home, count
                total = _crossing(ahead, lengths[0], apart, found, np.inf)[2]
                u, w, _ = _crossing(ahead, lengths[0], apart, found, chance[i, 0] * total)
                _walk(back, lengths[1], u, chance[i, 1], (out, paths), passes)
                _walk(ahead, lengths[0], w, chance[i, 2], (home, paths_home), passes)
        _forget(out, paths, count)
        _forget(home, paths_home, count_home)
    return passes
