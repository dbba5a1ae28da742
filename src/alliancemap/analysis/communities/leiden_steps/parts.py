"""Parts are numbered and become nodes."""

from __future__ import annotations

import numpy as np

from alliancemap.analysis.communities.leiden_steps.level import Integers, Level, Reals
from alliancemap.analysis.compute.kernels import kernel


@kernel
def merged(level: Level, part: Integers, parts: int) -> tuple[Integers, Integers, Reals, Reals]:
    """Make each part (numbered 0 … parts − 1) one node; ties inside a part are dropped, for they do not move.

    Gives indptr, indices, weights and mass of the new level.
    """
    begin, members, mass = _members(level.mass, part, parts)
    starts, place, size = np.zeros(parts + 1, np.int32), np.full(parts, -1, np.int32), 0
    targets, strengths = np.empty(len(level.indices), np.int32), np.empty(len(level.indices))
    for p in range(parts):
        for v in members[begin[p] : begin[p + 1]]:
            for at in range(level.indptr[v], level.indptr[v + 1]):
                q = part[level.indices[at]]
                if q == p:
                    continue
                if place[q] < starts[p]:
                    place[q] = size
                    targets[size] = q
                    strengths[size] = 0.0
                    size += 1
                strengths[place[q]] += level.weights[at]
        starts[p + 1] = size
    return starts, targets[:size].copy(), strengths[:size].copy(), mass


@kernel
def _members(mass: Reals, part: Integers, parts: int) -> tuple[Integers, Integers, Reals]:
    """The nodes of each part: where they begin, and they; and the masses of the parts."""
    begin, sums = np.zeros(parts + 1, np.int32), np.zeros((parts, 2))
    for v in range(len(part)):
        begin[part[v] + 1] += 1
        sums[part[v], 0] += mass[v, 0]
        sums[part[v], 1] += mass[v, 1]
    for p in range(parts):
        begin[p + 1] += begin[p]
    members, following = np.empty(len(part), np.int32), begin.copy()
    for v in range(len(part)):
        members[following[part[v]]] = v
        following[part[v]] += 1
    return begin, members, sums


@kernel
def pieces(indptr: Integers, indices: Integers, labels: Integers) -> Integers:
    """Cut each community into its connected pieces, numbered in order of their first nodes."""
    n = len(labels)
    piece, queue, count = np.full(n, -1, np.int32), np.empty(n, np.int32), 0
    for first in range(n):
        if piece[first] >= 0:
            continue
        piece[first], queue[0], size, done = count, first, 1, 0
        while done < size:
            v = queue[done]
            done += 1
            for at in range(indptr[v], indptr[v + 1]):
                u = indices[at]
                if piece[u] < 0 and labels[u] == labels[v]:
                    piece[u] = count
                    queue[size] = u
                    size += 1
        count += 1
    return piece


@kernel
def numbered(labels: Integers) -> int:
    """Number labels anew, 0, 1, … in order of their first nodes, in place; gives how many there are."""
    new, count = np.full(len(labels), -1, np.int32), 0
    for v in range(len(labels)):
        if new[labels[v]] < 0:
            new[labels[v]] = count
            count += 1
        labels[v] = new[labels[v]]
    return count
