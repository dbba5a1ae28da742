"""One random shortest path between two nodes, found by searching from both ends until the searches meet."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.paths.arrangement import Rows


@kernel
def _expand(rows: Rows, mine: Any, theirs: Any, size: Any, edge: Any) -> Any:
    """Take a search one level further; gives how many nodes it has then, and its ties ahead.

    A search is the level of each node (−1: not found), the shortest paths to it, and the nodes found, in order; `size`
    says where its last level begins and how many nodes it has. Nodes that the other search has found are put into
    `edge` and counted in its first item.
    """
    level, paths, found = mine
    starts, ends = rows
    first, count = size
    edge[0] = 0
    further = level[found[first]] + 1
    end = count
    ties = 0
    for i in range(first, count):
        u = found[i]
        for e in range(starts[u], starts[u + 1]):
            v = ends[e]
            if level[v] < 0:
                level[v] = further
                found[end] = v
                end += 1
                ties += starts[v + 1] - starts[v]
                if theirs[v] >= 0:
                    edge[0] += 1
                    edge[edge[0]] = v
            if level[v] == further:
                paths[v] += paths[u]
    return end, ties


@kernel
def _before(rows: Rows, search: Any, v: int, rank: Any) -> Any:
    """The node before v on the shortest path of this rank among those to v, and the path's rank among those to it."""
    level, paths, _ = search
    starts, ends = rows
    found = -1
    for e in range(starts[v], starts[v + 1]):
        u = ends[e]
        if level[u] == level[v] - 1 and level[u] >= 0:
            found = u
            if rank < paths[u]:
                break
            rank -= paths[u]
    return found, rank


@kernel
def _meeting(edge: Any, out: Any, home: Any, chance: float) -> Any:
    """Pick one of the nodes where the searches meet by the number of shortest paths through it."""
    total = 0.0
    for i in range(1, edge[0] + 1):
        total += out[edge[i]] * home[edge[i]]
    rank = chance * total
    for i in range(1, edge[0] + 1):
        rank -= out[edge[i]] * home[edge[i]]
        if rank < 0.0:
            return edge[i]
    return edge[edge[0]]


@kernel
def _walk(rows: Rows, search: Any, v: int, chance: float, passes: Any) -> None:
    """Count the nodes on a random shortest path from v, itself left out, to where the search began."""
    level, paths, _ = search
    rank = chance * paths[v]
    while level[v] > 0:
        v, rank = _before(rows, search, v, rank)
        passes[v] += 1


@kernel
def _begin(search: Any, v: int) -> None:
    level, paths, found = search
    level[v] = 0
    paths[v] = 1.0
    found[0] = v


@kernel
def _forget(search: Any, count: int) -> None:
    level, paths, found = search
    for i in range(count):
        level[found[i]] = -1
        paths[found[i]] = 0.0


@kernel
def _new_search(n: int) -> Any:
    return np.full(n, -1, np.int32), np.zeros(n), np.empty(n, np.int32)


@kernel
def sampled_paths(ahead: Rows, back: Rows, pairs: NDArray[np.int64], chance: NDArray[np.float64]) -> Any:
    """Pick a shortest path between each pair of nodes; gives how many of them pass through each node, ends excluded.

    Always the search with fewer ties ahead goes on. Before a level, no node is in both; after it, a node in both
    lies on the last level of both, and every shortest path has one such node. Chance holds three random numbers
    from 0 to 1 for each pair: they pick this node and the way to either end.
    """
    n = len(ahead[0]) - 1
    out, home = _new_search(n), _new_search(n)
    edge, passes = np.empty(n + 1, np.int32), np.zeros(n, np.int64)
    for i in range(len(pairs)):
        source, target = pairs[i, 0], pairs[i, 1]
        _begin(out, source)
        _begin(home, target)
        first, count, ties = 0, 1, ahead[0][source + 1] - ahead[0][source]
        first_home, count_home, ties_home = 0, 1, back[0][target + 1] - back[0][target]
        edge[0] = 0
        while edge[0] == 0 and first < count and first_home < count_home:
            if ties <= ties_home:
                end, ties = _expand(ahead, out, home[0], (first, count), edge)
                first, count = count, end
            else:
                end, ties_home = _expand(back, home, out[0], (first_home, count_home), edge)
                first_home, count_home = count_home, end
        if edge[0]:
            v = _meeting(edge, out[1], home[1], chance[i, 0])
            passes[v] += 1
            _walk(back, out, v, chance[i, 1], passes)
            _walk(ahead, home, v, chance[i, 2], passes)
            passes[source] -= 1
            passes[target] -= 1
        _forget(out, count)
        _forget(home, count_home)
    return passes
