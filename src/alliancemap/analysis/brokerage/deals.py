"""The loops behind totals of roles: triangles and two-paths, in up to 64 deals of the groups at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.brokerage.skeleton import Neighbours, Rows
from alliancemap.analysis.compute.kernels import kernel

Labels = NDArray[np.int32]
Counts = NDArray[np.int64]
Words = NDArray[np.uint64]


@kernel
def triangle_counts(ahead: Neighbours) -> tuple[Counts, Counts]:
    """How many triangles there are over each tie, and around each node."""
    indptr, indices, _ = ahead
    n = len(indptr) - 1
    over, around = np.zeros(len(indices), np.int64), np.zeros(n, np.int64)
    place = np.full(n, -1, np.int64)
    for u in range(n):
        for uv in range(indptr[u], indptr[u + 1]):
            place[indices[uv]] = uv
        for uv in range(indptr[u], indptr[u + 1]):
            v = indices[uv]
            for vw in range(indptr[v], indptr[v + 1]):
                w = indices[vw]
                uw = place[w]
                if uw >= 0:
                    over[uv] += 1
                    over[vw] += 1
                    over[uw] += 1
                    around[u] += 1
                    around[v] += 1
                    around[w] += 1
        for uv in range(indptr[u], indptr[u + 1]):
            place[indices[uv]] = -1
    return over, around


@kernel
def planes_of(deals: Labels, bits: int) -> Words:
    """Bit b of all the groups of a node in one word, nodes × bits."""
    planes = np.zeros((len(deals), bits), np.uint64)
    for node in range(len(deals)):
        for deal in range(deals.shape[1]):
            for bit in range(bits):
                planes[node, bit] |= np.uint64((deals[node, deal] >> bit) & 1) << np.uint64(deal)
    return planes


@kernel
def _same(planes: Words, one: int, other: int) -> np.uint64:
    """In which deals two nodes are of one group."""
    differ = np.uint64(0)
    for bit in range(planes.shape[1]):
        differ |= planes[one, bit] ^ planes[other, bit]
    return ~differ


@kernel
def _add(counts: Words, node: int, what: int, more: np.uint64) -> None:
    """Add 1 in the deals of a word: number d is written down the words, bit d of the first being its lowest."""
    place = 0
    while more != np.uint64(0):
        carried = counts[node, what, place] & more
        counts[node, what, place] ^= more
        more = carried
        place += 1


@kernel
def alike_triangles(ahead: Neighbours, planes: Words, height: int) -> Words:
    """Count by node and deal: triangles of one group, at their last node; those of which only the other two are one."""
    indptr, indices, _ = ahead
    n = len(indptr) - 1
    counts = np.zeros((n, 2, height), np.uint64)
    tied = np.zeros(n, np.bool_)
    for u in range(n):
        for entry in range(indptr[u], indptr[u + 1]):
            tied[indices[entry]] = True
        for entry in range(indptr[u], indptr[u + 1]):
            v = indices[entry]
            uv = _same(planes, u, v)
            for step in range(indptr[v], indptr[v + 1]):
                w = indices[step]
                if tied[w]:
                    uw, vw = _same(planes, u, w), _same(planes, v, w)
                    _add(counts, u, 0, uv & uw)
                    _add(counts, u, 1, vw & ~uv)
                    _add(counts, v, 1, uw & ~uv)
                    _add(counts, w, 1, uv & ~uw)
        for entry in range(indptr[u], indptr[u + 1]):
            tied[indices[entry]] = False
    return counts


@kernel
def by_group(counts: Words, deals: Labels, n_groups: int) -> Counts:
    """Sum what was counted by the groups of the nodes, deals × groups × 2."""
    sums = np.zeros((deals.shape[1], n_groups, 2), np.int64)
    for node in range(len(deals)):
        for what in range(2):
            for place in range(counts.shape[2]):
                word = counts[node, what, place]
                if word == np.uint64(0):
                    continue
                for deal in range(deals.shape[1]):
                    bit = np.int64((word >> np.uint64(deal)) & np.uint64(1))
                    sums[deal, deals[node, deal], what] += bit << place
    return sums


@kernel
def paths_by_role(rows: Neighbours, labels: Labels, n_groups: int) -> Counts:
    """All two-paths by group of the node in the middle and its role, each once whichever way."""
    indptr, indices, _ = rows
    sums, near = np.zeros((n_groups, 4), np.int64), np.zeros(n_groups, np.int64)
    for v in range(len(labels)):
        own, degree, squares = labels[v], np.int64(indptr[v + 1] - indptr[v]), np.int64(0)
        for entry in range(indptr[v], indptr[v + 1]):
            group = labels[indices[entry]]
            # The sum of squares grows by 2 k + 1.
            squares += 2 * near[group] + 1
            near[group] += 1
        like = near[own]
        for entry in range(indptr[v], indptr[v + 1]):
            near[labels[indices[entry]]] = 0
        within, alike = like * (like - 1) // 2, (squares - degree) // 2
        sums[own, 0] += within
        sums[own, 1] += alike - within
        sums[own, 2] += like * (degree - like)
        sums[own, 3] += degree * (degree - 1) // 2 - alike - like * (degree - like)
    return sums


@kernel
def ties_by_group(
    ahead: Neighbours, labels: Rows, triangles: tuple[Counts, Counts], n_groups: int
) -> tuple[Counts, Counts, Counts, Counts]:
    """By group: ties within it, ties to others, triangles over the ties within, triangles around its nodes."""
    indptr, indices, _ = ahead
    over, around = triangles
    internal, external = np.zeros(n_groups, np.int64), np.zeros(n_groups, np.int64)
    within, near = np.zeros(n_groups, np.int64), np.zeros(n_groups, np.int64)
    for u in range(len(labels)):
        own = labels[u]
        near[own] += around[u]
        for entry in range(indptr[u], indptr[u + 1]):
            other = labels[indices[entry]]
            if own == other:
                internal[own] += 1
                within[own] += over[entry]
            else:
                external[own] += 1
                external[other] += 1
    return internal, external, within, near
