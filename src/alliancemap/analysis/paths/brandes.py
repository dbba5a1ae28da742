"""Brandes' algorithm from eight nodes at once: a lane for each, the eight numbers of a node side by side in memory.

Level by level, every node sums the numbers of those neighbours that belong to the level before: going out the counts
of shortest paths, coming back the shares of them. Both ways are one kind of step, which is either pulled by the nodes
that may gain or, while few neighbours have something to give, pushed by these.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.paths.arrangement import Rows

LANES = 8
"""How many sources are taken at once: eight numbers are one line of the cache."""

_PUSH_BELOW = 4
"""Push while the nodes of a level have less than this part of all ties."""

Lanes = NDArray[np.float64]
Numbers = tuple[Any, ...]


@kernel
def _lanes(of: Lanes, i: int) -> Numbers:
    return of[i, 0], of[i, 1], of[i, 2], of[i, 3], of[i, 4], of[i, 5], of[i, 6], of[i, 7]


@kernel
def _added(x: Numbers, of: Lanes, i: int) -> Numbers:
    return (
        x[0] + of[i, 0], x[1] + of[i, 1], x[2] + of[i, 2], x[3] + of[i, 3],
        x[4] + of[i, 4], x[5] + of[i, 5], x[6] + of[i, 6], x[7] + of[i, 7],
    )  # fmt: skip


@kernel
def _put(of: Lanes, i: int, x: Numbers) -> None:
    of[i, 0], of[i, 1], of[i, 2], of[i, 3] = x[0], x[1], x[2], x[3]
    of[i, 4], of[i, 5], of[i, 6], of[i, 7] = x[4], x[5], x[6], x[7]


@kernel
def _ties(rows: Rows, nodes: Any) -> Any:
    starts = rows[0]
    count = 0
    for v in nodes:
        count += starts[v + 1] - starts[v]
    return count


@kernel
def _pull(rows: Rows, give: Lanes, gives: Any, gain: Lanes, v: int) -> None:
    """Sum what the neighbours of v give."""
    starts, ends = rows
    x = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for e in range(starts[v], starts[v + 1]):
        u = ends[e]
        if gives[u]:
            x = _added(x, give, u)
    _put(gain, v, x)


@kernel
def _push(rows: Rows, give: Lanes, givers: Any, gain: Lanes, touched: Any) -> Any:
    """Add what each giver gives to all its neighbours; gives how many these are, which `touched` then lists."""
    starts, ends = rows
    marks, listed = touched
    count = 0
    for u in givers:
        x = _lanes(give, u)
        for e in range(starts[u], starts[u + 1]):
            v = ends[e]
            _put(gain, v, _added(x, gain, v))
            if marks[v] == 0:
                marks[v] = 1
                listed[count] = v
                count += 1
    for i in range(count):
        marks[listed[i]] = 0
    return count


@kernel
def _found(v: int, level: int, state: Any) -> Any:
    """Settle the lanes in which v has gained its first paths; tells if there were such, and if some lack paths yet."""
    depth, paths, _, _, gain, _ = state
    new = lacks = False
    for j in range(LANES):
        if depth[v, j] < 0:
            if gain[v, j] > 0.0:
                depth[v, j] = level
                paths[v, j] = gain[v, j]
                new = True
            else:
                lacks = True
        gain[v, j] = 0.0
    return new, lacks


@kernel
def _offer_paths(nodes: Any, level: int, state: Any) -> None:
    """Let the nodes of a level give their paths in the lanes in which they belong to it."""
    depth, paths, _, give, _, gives = state
    for v in nodes:
        gives[v] = 1
        for j in range(LANES):
            give[v, j] = paths[v, j] if depth[v, j] == level else 0.0


@kernel
def _offer_shares(nodes: Any, level: int, state: Any) -> None:
    """Let the nodes of a level give (1 + share)/paths in the lanes in which they belong to it."""
    depth, paths, share, give, _, gives = state
    for v in nodes:
        gives[v] = 1
        for j in range(LANES):
            give[v, j] = (1.0 + share[v, j]) / paths[v, j] if depth[v, j] == level else 0.0


@kernel
def _withdraw(nodes: Any, gives: Any) -> None:
    for v in nodes:
        gives[v] = 0


@kernel
def _outward(ahead: Rows, back: Rows, lack: Any, state: Any, lists: Any) -> Any:
    """Count the shortest paths from the sources, level by level; gives how many levels there are."""
    give, gain, gives = state[3], state[4], state[5]
    order, begins, touched = lists
    level = 0
    while begins[level + 1] > begins[level]:
        givers = order[begins[level] : begins[level + 1]]
        _offer_paths(givers, level, state)
        level += 1
        end = begins[level]
        if _ties(ahead, givers) * _PUSH_BELOW < len(ahead[1]):
            for i in range(_push(ahead, give, givers, gain, touched)):
                v = touched[1][i]
                if _found(v, level, state)[0]:
                    order[end] = v
                    end += 1
        else:
            kept = 0
            for v in lack:
                _pull(back, give, gives, gain, v)
                new, lacks = _found(v, level, state)
                if new:
                    order[end] = v
                    end += 1
                if lacks:
                    lack[kept] = v
                    kept += 1
            lack = lack[:kept]
        begins[level + 1] = end
        _withdraw(givers, gives)
    return level


@kernel
def _homeward(ahead: Rows, levels: int, state: Any, lists: Any, score: Any) -> None:
    """Share out, level by level from the farthest, what of the paths to all targets passes through each node."""
    depth, paths, share, give, gain, gives = state
    order, begins, _ = lists
    for level in range(levels - 2, 0, -1):
        givers = order[begins[level + 1] : begins[level + 2]]
        _offer_shares(givers, level + 1, state)
        for v in order[begins[level] : begins[level + 1]]:
            _pull(ahead, give, gives, gain, v)
            for j in range(LANES):
                if depth[v, j] == level:
                    share[v, j] = paths[v, j] * gain[v, j]
                    score[v] += share[v, j]
                gain[v, j] = 0.0
        _withdraw(givers, gives)


@kernel
def brandes(ahead: Rows, back: Rows, sources: NDArray[np.int64], bounds: Any) -> Any:
    """For each node the sum over sources of the parts of shortest paths to all targets that pass through it.

    Bounds say where the component of each node begins and ends.
    """
    n = len(ahead[0]) - 1
    depth = np.full((n, LANES), -1, np.int32)
    paths, share = np.zeros((n, LANES)), np.zeros((n, LANES))
    state = depth, paths, share, np.zeros((n, LANES)), np.zeros((n, LANES)), np.zeros(n, np.uint8)
    order, begins = np.empty(LANES * n, np.int32), np.zeros(n + 2, np.int64)
    lists = order, begins, (np.zeros(n, np.uint8), np.empty(n, np.int32))
    score = np.zeros(n)
    for b in range(0, len(sources), LANES):
        batch = sources[b : b + LANES]
        for j in range(len(batch)):
            depth[batch[j], j] = 0
            paths[batch[j], j] = 1.0
            order[j] = batch[j]
        begins[1] = len(batch)
        lack = np.arange(bounds[0][batch[0]], bounds[1][batch[-1]])
        levels = _outward(ahead, back, lack, state, lists)
        _homeward(ahead, levels, state, lists, score)
        for v in order[: begins[levels]]:
            for j in range(LANES):
                depth[v, j] = -1
                paths[v, j] = share[v, j] = 0.0
    return score
