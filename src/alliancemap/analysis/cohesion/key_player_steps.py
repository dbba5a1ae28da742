"""The loops of the key player problem: what a set of nodes is worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

F, DF, REACH = -1, 0, 1_000_000
"""Goals as numbers: fragmentation, distance-weighted fragmentation and reach; m from 1 on: reach within m steps."""

ONE = np.uint64(1)
PAIRS, NIBBLES, BYTES = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
SPREAD = np.uint64(0x0101010101010101)
STEP, TWO, FOUR, TOP = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)

Integers = NDArray[np.int32]
Words = NDArray[np.uint64]


@kernel
def values(indptr: Integers, indices: Integers, sets: Integers, goal: int) -> NDArray[np.float64]:
    """What each set (a row of nodes) is worth for a goal; NaN where that is not defined."""
    n, worth = len(indptr) - 1, np.empty(len(sets))
    member, distance, queue = np.zeros(n, np.bool_), np.full(n, -1, np.int32), np.empty(n, np.int32)
    words = np.zeros((3, n), np.uint64)
    for row in range(len(sets)):
        for v in sets[row]:
            member[v] = True
        if goal in (F, DF):
            left = n - sets.shape[1]
            if left < 2:
                worth[row] = np.nan
            elif goal == F:
                worth[row] = 1.0 - _connected(indptr, indices, member, distance, queue) / (left * (left - 1.0))
            else:
                worth[row] = 1.0 - _closeness(indptr, indices, member, words) / (left * (left - 1.0))
        else:
            reached = _search(indptr, indices, sets[row], goal, distance, queue)
            worth[row] = _reach(distance, queue[:reached], goal, n)
            for v in queue[:reached]:
                distance[v] = -1
        for v in sets[row]:
            member[v] = False
    return worth


@kernel
def _connected(indptr: Integers, indices: Integers, gone: NDArray[np.bool_], seen: Integers, queue: Integers) -> float:
    """Ordered pairs of the remaining nodes that are connected."""
    seen[:] = 0
    pairs = 0.0
    for root in range(len(gone)):
        if gone[root] or seen[root]:
            continue
        queue[0], seen[root], size, done = root, 1, 1, 0
        while done < size:
            v = queue[done]
            done += 1
            for at in range(indptr[v], indptr[v + 1]):
                u = indices[at]
                if not gone[u] and not seen[u]:
                    seen[u] = 1
                    queue[size] = u
                    size += 1
        pairs += size * (size - 1.0)
    return pairs


@kernel
def _closeness(indptr: Integers, indices: Integers, gone: NDArray[np.bool_], words: Words) -> float:
    """Sum of 1/d over ordered pairs of the remaining nodes: searches from 64 nodes at a time, a bit each."""
    n = len(gone)
    at_distance = np.zeros(n + 1, np.int64)
    for first in range(0, n, 64):
        seen, front, fresh = words[0], words[1], words[2]
        seen[:] = 0
        front[:] = 0
        for v in range(first, min(n, first + 64)):
            if not gone[v]:
                seen[v] = front[v] = ONE << np.uint64(v - first)
        steps, found = 0, np.int64(1)
        while found:
            steps += 1
            found = np.int64(0)
            for v in range(n):
                gained = np.uint64(0)
                if not gone[v]:
                    for at in range(indptr[v], indptr[v + 1]):
                        gained |= front[indices[at]]
                    gained &= ~seen[v]
                    if gained:
                        found += _bits(gained)
                        seen[v] |= gained
                fresh[v] = gained
            at_distance[min(steps, n)] += found
            front, fresh = fresh, front
    total = 0.0
    for d in range(1, n + 1):
        total += at_distance[d] / d
    return total


@kernel
def _bits(word: np.uint64) -> np.int64:
    """How many bits are set."""
    word -= (word >> STEP) & PAIRS
    word = (word & NIBBLES) + ((word >> TWO) & NIBBLES)
    word = (word + (word >> FOUR)) & BYTES
    return np.int64((word * SPREAD) >> TOP)


@kernel
def _search(
    indptr: Integers, indices: Integers, members: Integers, depth: int, distance: Integers, queue: Integers
) -> int:
    """Distances from a set up to a depth; gives how many nodes are reached, which the queue holds, nearest first.

    Distances must be −1 before.
    """
    size, done = 0, 0
    for v in members:
        distance[v] = 0
        queue[size] = v
        size += 1
    while done < size and distance[queue[done]] < depth:
        v = queue[done]
        done += 1
        for at in range(indptr[v], indptr[v + 1]):
            u = indices[at]
            if distance[u] < 0:
                distance[u] = distance[v] + 1
                queue[size] = u
                size += 1
    return size


@kernel
def _reach(distance: Integers, reached: Integers, goal: int, n: int) -> float:
    """Reach of a set: the mean of 1/d with members at 1, or how many nodes are reached."""
    total = 0.0
    for v in reached:
        if goal == REACH:
            total += 1.0 / max(1, distance[v])
        else:
            total += 1.0
    return total / n if goal == REACH else total
