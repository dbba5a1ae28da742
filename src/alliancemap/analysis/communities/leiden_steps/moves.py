"""Nodes move to the communities in which they are worth most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.communities.leiden_steps.level import Integers, Level, Reals, gathered, sums
from alliancemap.analysis.compute.kernels import kernel


@kernel
def move(level: Level, order: Integers, labels: Integers) -> None:
    """Move nodes, in order and then as their neighbours change, to where they are worth most, until all are content.

    A community is left only for one that is worth more by the slack, or for an empty one. Labels change in place.
    """
    n = len(labels)
    total, size = sums(level.mass, labels)
    empty, n_empty = _unused(size)
    toward, touched = np.zeros(n), np.empty(n, np.int32)
    queue, waiting = order.copy(), np.ones(n, np.bool_)
    head, left = 0, n
    while left:
        v = queue[head]
        head = head + 1 if head + 1 < n else 0
        left -= 1
        waiting[v] = False
        home = labels[v]
        total[home, 0] -= level.mass[v, 0]
        total[home, 1] -= level.mass[v, 1]
        count = gathered(level, labels, v, toward, touched)
        best = _best(level, v, home, total, toward, touched[:count])
        if best < 0:
            best = home
            if size[home] > 1:
                n_empty -= 1
                best = empty[n_empty]
        total[best, 0] += level.mass[v, 0]
        total[best, 1] += level.mass[v, 1]
        if best != home:
            labels[v] = best
            size[best] += 1
            size[home] -= 1
            if size[home] == 0:
                empty[n_empty] = home
                n_empty += 1
            left += _wake(level, labels, v, queue, waiting, head + left)


@kernel
def _unused(size: Integers) -> tuple[Integers, int]:
    """Labels that no node has: a stack and how many there are on it."""
    empty, count = np.empty(len(size), np.int32), 0
    for community in range(len(size)):
        if size[community] == 0:
            empty[count] = community
            count += 1
    return empty, count


@kernel
def _best(level: Level, v: int, home: int, total: Reals, toward: Reals, touched: Integers) -> int:
    """The community that is worth most to a node which has left its home; −1 if an empty one is. Clears the sums.

    Of equal ones the home, else the one of the lowest label.
    """
    x, y = level.scale * level.mass[v, 0], level.scale * level.mass[v, 1]
    best, worth = home, toward[home] - (x * total[home, 1] + y * total[home, 0])
    for community in touched:
        offer = toward[community] - (x * total[community, 1] + y * total[community, 0])
        toward[community] = 0.0
        if offer > worth + level.slack or (offer > worth - level.slack and best != home and community < best):
            best, worth = community, max(offer, worth)
    return best if worth >= -level.slack else -1


@kernel
def _wake(level: Level, labels: Integers, v: int, queue: Integers, waiting: NDArray[np.bool_], end: int) -> int:
    """Put neighbours that are not with a node at the end of the ring again; gives how many."""
    woken = 0
    for at in range(level.indptr[v], level.indptr[v + 1]):
        u = level.indices[at]
        if not waiting[u] and labels[u] != labels[v]:
            waiting[u] = True
            queue[(end + woken) % len(queue)] = u
            woken += 1
    return woken
