"""The loops of removals: what each node holds together, orders of removal, and what is left after each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

Integers = NDArray[np.int32]
Pairs = NDArray[np.int64]


@kernel
def connected_pairs_without(indptr: Integers, indices: Integers, gone: NDArray[np.bool_]) -> Pairs:
    """Ordered pairs of nodes that stay connected if a node leaves, for each; −1 for those that are gone already.

    A depth-first search: the subtree of a child that has no tie above the node is cut off when the node leaves.
    """
    n = len(gone)
    number, low, parent = np.full(n, -1, np.int32), np.zeros(n, np.int32), np.full(n, -1, np.int32)
    size, cut_size, cut_pairs = np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    following, order = indptr[:n].copy(), np.empty(n, np.int32)
    left, total, count = np.full(n, -1, np.int64), 0, 0
    for root in range(n):
        if gone[root] or number[root] >= 0:
            continue
        first = count
        number[root] = low[root] = count
        order[count] = root
        count += 1
        v = root
        while v >= 0:
            if following[v] < indptr[v + 1]:
                u = indices[following[v]]
                following[v] += 1
                if gone[u] or u == parent[v]:
                    continue
                if number[u] >= 0:
                    low[v] = min(low[v], number[u])
                    continue
                parent[u] = v
                number[u] = low[u] = count
                order[count] = u
                count += 1
                v = u
            else:
                above = parent[v]
                if above >= 0:
                    _close(v, above, number, low, (size, cut_size, cut_pairs))
                v = above
        together = count - first
        total += together * (together - 1)
        for v in order[first:count]:
            rest = together - 1 - cut_size[v]
            left[v] = cut_pairs[v] + rest * (rest - 1) - together * (together - 1)
    for v in order[:count]:
        left[v] += total
    return left


@kernel
def _close(v: int, above: int, number: Integers, low: Integers, sums: tuple[Pairs, Pairs, Pairs]) -> None:
    """Tell the parent of a node, whose subtree is done, how large that is and whether it hangs on the parent alone."""
    size, cut_size, cut_pairs = sums
    size[above] += size[v]
    low[above] = min(low[above], low[v])
    if low[v] >= number[above]:
        cut_size[above] += size[v]
        cut_pairs[above] += size[v] * (size[v] - 1)


@kernel
def order_by_current_degree(indptr: Integers, indices: Integers) -> Integers:
    """Take out the node of largest degree, again and again, degrees counted anew; equal ones by row.

    Degrees only fall, so that nobody joins those of the largest degree while they are dealt with.
    """
    n = len(indptr) - 1
    degree, most = np.zeros(n, np.int32), 0
    for v in range(n):
        degree[v] = indptr[v + 1] - indptr[v]
        most = max(most, degree[v])
    head, size = np.full(most + 1, -1, np.int32), 0
    node, behind = np.empty(n + len(indices), np.int32), np.empty(n + len(indices), np.int32)
    for v in range(n):
        node[size], behind[size], head[degree[v]] = v, head[degree[v]], size
        size += 1
    order, taken = np.empty(n, np.int32), 0
    bucket = np.empty(n, np.int32)
    for current in range(most, -1, -1):
        held, at = 0, head[current]
        while at >= 0:
            if degree[node[at]] == current:
                bucket[held] = node[at]
                held += 1
            at = behind[at]
        for v in np.sort(bucket[:held]):
            if degree[v] != current:
                continue
            degree[v] = -1
            order[taken] = v
            taken += 1
            for at in range(indptr[v], indptr[v + 1]):
                u = indices[at]
                if degree[u] > 0:
                    degree[u] -= 1
                    node[size], behind[size], head[degree[u]] = u, head[degree[u]], size
                    size += 1
    return order


@kernel
def largest_left(indptr: Integers, indices: Integers, order: Integers) -> Integers:
    """Size of the largest component after each removal in this order: nodes come back last first, components merge."""
    n = len(order)
    root, size, back = np.arange(n).astype(np.int32), np.ones(n, np.int32), np.zeros(n, np.bool_)
    largest, left = 0, np.zeros(n, np.int32)
    for place in range(n - 1, -1, -1):
        left[place] = largest
        v = order[place]
        back[v] = True
        largest = max(largest, 1)
        for at in range(indptr[v], indptr[v + 1]):
            if back[indices[at]]:
                a, b = _root(root, v), _root(root, indices[at])
                if a != b:
                    if size[a] < size[b]:
                        a, b = b, a
                    root[b] = a
                    size[a] += size[b]
                    largest = max(largest, size[a])
    return left


@kernel
def _root(root: Integers, v: int) -> int:
    """The node that stands for a node's component; the way there is halved."""
    while root[v] != v:
        root[v] = root[root[v]]
        v = root[v]
    return v
