"""One random shortest path between two nodes along ties of different length, found by searching from both ends."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.paths.arrangement import Rows
from alliancemap.analysis.paths.brandes_along import counted
from alliancemap.analysis.paths.dijkstra import as_short, begin, new_state, step


@kernel
def _searched_from_both(rows: Any, lengths: Any, pair: Any, out: Any, home: Any) -> Any:
    """Search from source and to target until no shortest path can be missed.

    Gives their distance, and how many nodes are settled from either end. A shortest path leaves the nodes settled
    from the source by a tie to a node settled from the target, unless it never leaves them: what lies ahead of both
    searches together is farther than the distance.
    """
    begin(pair[0], out)
    begin(pair[1], home)
    size, count, size_home, count_home = 1, 0, 1, 0
    apart = np.inf
    while size and size_home:
        if not as_short(out[0][out[2][0]] + home[0][home[2][0]], apart):
            break
        if size <= size_home:
            size, count = step(rows[0], lengths[0], out, size, count)
            settled = out[3][count - 1]
        else:
            size_home, count_home = step(rows[1], lengths[1], home, size_home, count_home)
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
            if out[1][w] < 0 <= home[1][w] and as_short(out[0][u] + length[e] + home[0][w], apart):
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
        if 0 <= at[u] < at[v] and as_short(distance[u] + length[e], distance[v]):
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
    out, home = new_state(n), new_state(n)
    paths, paths_home, passes = np.zeros(n), np.zeros(n), np.zeros(n, np.int64)
    for i in range(len(pairs)):
        target = pairs[i, 1]
        apart, count, count_home = _searched_from_both((ahead, back), lengths, pairs[i], out, home)
        if apart < np.inf:
            counted(ahead, lengths[0], out, count, paths)
            counted(back, lengths[1], home, count_home, paths_home)
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
