"""The loops of reach: what each further node would add to what a set of nodes reaches."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

Integers = NDArray[np.int32]


@kernel
def distances_from(indptr: Integers, indices: Integers, members: Integers) -> Integers:
    """Distance of every node from a set; n + 1 where there is no path."""
    n = len(indptr) - 1
    distance, queue = np.full(n, n + 1, np.int32), np.empty(n, np.int32)
    size, done = 0, 0
    for v in members:
        distance[v] = 0
        queue[size] = v
        size += 1
    while done < size:
        v = queue[done]
        done += 1
        for at in range(indptr[v], indptr[v + 1]):
            u = indices[at]
            if distance[u] > n:
                distance[u] = distance[v] + 1
                queue[size] = u
                size += 1
    return distance


@kernel
def gains(
    indptr: Integers, indices: Integers, distance: Integers, nodes: Integers, worth: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What each node adds to Σ_j worth[d_j] if it joins the set that all have these distances d from.

    The search from a node goes on only where it is nearer than the set: what lies behind others is no nearer either.
    So it ends at once beside a set that reaches most. What is farther than `worth` is long counts for nothing.
    """
    n = len(distance)
    near, queue, gained = np.full(n, -1, np.int32), np.empty(n, np.int32), np.zeros(len(nodes))
    for row in range(len(nodes)):
        if distance[nodes[row]] == 0:
            continue
        near[nodes[row]], queue[0], size, done = 0, nodes[row], 1, 0
        while done < size:
            v = queue[done]
            done += 1
            gained[row] += worth[near[v]]
            if distance[v] < len(worth):
                gained[row] -= worth[distance[v]]
            if near[v] + 1 == len(worth):
                continue
            for at in range(indptr[v], indptr[v + 1]):
                u = indices[at]
                if near[u] < 0 and near[v] + 1 < distance[u]:
                    near[u] = near[v] + 1
                    queue[size] = u
                    size += 1
        for v in queue[:size]:
            near[v] = -1
    return gained
