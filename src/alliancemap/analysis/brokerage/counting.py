"""Open two-paths counted by role: all two-paths, from the groups of neighbours, less those that a tie closes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.brokerage.skeleton import Neighbours, Skeleton
from alliancemap.analysis.compute.kernels import kernel

Labels = NDArray[np.int32]
Counts = NDArray[np.int64]


def open_paths(bones: Skeleton, labels: Labels, n_groups: int) -> Counts:
    """Count the open two-paths a → v → b (a, b different, not a → b) by the role of v in them.

    Time O(n + m + the steps of listing all triangles), memory O(n + m).

    Parameters
    ----------
    bones : Skeleton
    labels : int32
        Group of each node, 0 … n_groups - 1, in the order of the skeleton.
    n_groups : int

    Returns
    -------
    int64, nodes × 5
        Coordinator, itinerant, representative, gatekeeper, liaison; of undirected ties every pair counts twice.
    """
    closed = _closed(bones.ahead, labels)
    return _paths(bones.rows, labels, n_groups) - closed[:, _SLOTS]


# A closed two-path a → v → b is filed under [a like v] + 2 [v like b] + 4 [a like b], which leaves five possibilities.
_SLOTS = np.array([7, 4, 1, 2, 0])


@kernel
def _closed(ahead: Neighbours, labels: Labels) -> NDArray[np.int32]:
    indptr, indices, code = ahead
    n = len(labels)
    counts = np.zeros((n, 8), np.int32)
    tie = np.zeros(n, np.uint8)
    for u in range(n):
        for entry in range(indptr[u], indptr[u + 1]):
            tie[indices[entry]] = code[entry]
        for entry in range(indptr[u], indptr[u + 1]):
            v, uv = indices[entry], code[entry]
            for step in range(indptr[v], indptr[v + 1]):
                w = indices[step]
                uw, vw = tie[w], code[step]
                if uw == 0:
                    continue
                like_uv, like_uw = np.int32(labels[u] == labels[v]), np.int32(labels[u] == labels[w])
                like_vw = np.int32(labels[v] == labels[w])
                # Which of the six directed two-paths over this triangle are there and closed: no branch, for the
                # directions are as good as random.
                counts[u, like_uv + 2 * like_uw + 4 * like_vw] += (uv >> 1) & uw & vw & 1
                counts[u, like_uw + 2 * like_uv + 4 * like_vw] += (uw >> 1) & uv & (vw >> 1)
                counts[v, like_uv + 2 * like_vw + 4 * like_uw] += uv & vw & uw & 1
                counts[v, like_vw + 2 * like_uv + 4 * like_uw] += (vw >> 1) & (uv >> 1) & (uw >> 1)
                counts[w, like_uw + 2 * like_vw + 4 * like_uv] += uw & (vw >> 1) & uv & 1
                counts[w, like_vw + 2 * like_uw + 4 * like_uv] += vw & (uw >> 1) & (uv >> 1)
        for entry in range(indptr[u], indptr[u + 1]):
            tie[indices[entry]] = 0
    return counts


@kernel
def _paths(rows: Neighbours, labels: Labels, n_groups: int) -> Counts:
    indptr, indices, code = rows
    n = len(labels)
    counts = np.zeros((n, 5), np.int64)
    entering = np.zeros(n_groups, np.int64)
    for v in range(n):
        own = labels[v]
        none = np.int64(0)
        ins, outs, own_in, own_out, both, own_both = none, none, none, none, none, none
        for entry in range(indptr[v], indptr[v + 1]):
            like, how = np.int64(labels[indices[entry]] == own), np.int64(code[entry])
            enters, leaves = how >> 1, how & 1
            ins, own_in = ins + enters, own_in + enters * like
            outs, own_out = outs + leaves, own_out + leaves * like
            both, own_both = both + enters * leaves, own_both + enters * leaves * like
            entering[labels[indices[entry]]] += enters
        alike = 0
        for entry in range(indptr[v], indptr[v + 1]):
            alike += entering[labels[indices[entry]]] * (code[entry] & 1)
        for entry in range(indptr[v], indptr[v + 1]):
            entering[labels[indices[entry]]] = 0
        # Paths to and fro between the same two nodes (`both`) are no two-paths.
        counts[v, 0] = own_in * own_out - own_both
        counts[v, 1] = (alike - own_in * own_out) - (both - own_both)
        counts[v, 2] = own_in * (outs - own_out)
        counts[v, 3] = (ins - own_in) * own_out
        counts[v, 4] = (ins - own_in) * (outs - own_out) - (alike - own_in * own_out)
    return counts
