"""How well groups can reach each other, and what one more tie would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit

UNREACHED = np.iinfo(np.uint16).max
ROWS = 256
TRIED = 512
TOGETHER = 2**22
"""Distances that are turned into nearness at once: all of a large map would take eight bytes each."""

Distances = NDArray[np.uint16]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Connectivity:
    """Distances in the alliance graph, and which pairs of organisations count.

    Attributes
    ----------
    distances : uint16, n × n
        Lengths of shortest paths, 65535 where there is none.
    across : bool, n × n
        Whether two organisations are of different groups; symmetric.
    """

    distances: Distances
    across: NDArray[np.bool_]

    @property
    def value(self) -> float:
        """Φ: the mean over pairs in different groups of 1/d, 1/∞ = 0; 0 without such pairs."""
        pairs, nearness, total = int(self.across.sum()), _nearness(), 0.0
        for first, end in spans(len(self.across), max(1, TOGETHER // max(1, len(self.across)))):
            total += float(nearness[self.distances[first:end]][self.across[first:end]].sum())
        return total / pairs if pairs else 0.0

    def gains(self, pairs: Pairs, workers: int | None = None, check_time: CheckTime = no_limit) -> NDArray[np.float64]:
        """How much each further tie would add to Φ; time O(n²) a tie at worst, much less where it shortens little."""
        total = max(1.0, self.across.sum() / 2)
        nearness = _nearness()

        def gain(span: tuple[int, int]) -> NDArray[np.float64]:
            check_time()
            u, v = (end[slice(*span)] for end in pairs)
            found: NDArray[np.float64] = _gains(self.distances, self.across, nearness, u, v)
            return found

        parts = each(gain, spans(len(pairs[0]), TRIED), workers)
        gained: NDArray[np.float64] = np.concatenate([np.empty(0), *parts]) / total
        return gained

    def with_tie(self, u: int, v: int) -> Connectivity:
        """The same with one more tie: d'(i,j) = min(d(i,j), d(i,u) + 1 + d(v,j), d(i,v) + 1 + d(u,j)), exactly."""
        shorter = self.distances.copy()
        from_u, from_v = (self.distances[end].astype(np.int64) for end in (u, v))
        for first, end in spans(len(shorter), ROWS):
            block = shorter[first:end]
            for near, far in ((from_u, from_v), (from_v, from_u)):
                np.minimum(block, np.minimum(near[first:end, None] + 1 + far, UNREACHED).astype(np.uint16), out=block)
        return replace(self, distances=shorter)


def distances(ties: csr_array, check_time: CheckTime = no_limit) -> Distances:
    """Length of the shortest path between every two rows, strengths ignored; O(n m) time, 2 n² bytes."""
    found = np.empty(ties.shape, np.uint16)
    for first, end in spans(ties.shape[0], ROWS):
        check_time()
        block = dijkstra(ties, directed=False, unweighted=True, indices=np.arange(first, end))
        found[first:end] = np.where(np.isfinite(block), block, UNREACHED)
    return found


def across_groups(members: csr_array) -> NDArray[np.bool_]:
    """Which pairs of rows are of different groups: both in some group, and in none together."""
    grouped = np.diff(members.indptr) > 0
    together = np.zeros((members.shape[0],) * 2, bool)
    for rows in _columns(members):
        together[np.ix_(rows, rows)] = True
    return grouped[:, None] & grouped & ~together


def _columns(members: csr_array) -> Iterator[NDArray[np.int32]]:
    by_column = members.tocsc()
    for column in range(members.shape[1]):
        yield by_column.indices[by_column.indptr[column] : by_column.indptr[column + 1]]


def _nearness() -> NDArray[np.float64]:
    """1/d for every distance that can be stored: 0 to itself and where there is no path."""
    nearness = np.zeros(UNREACHED + 1)
    nearness[1:UNREACHED] = 1.0 / np.arange(1, UNREACHED)
    return nearness


@kernel
def _gains(
    distances: Distances,
    across: NDArray[np.bool_],
    nearness: NDArray[np.float64],
    u: NDArray[np.int64],
    v: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Sum of what becomes nearer through each tie u[k]–v[k]: only rows nearer to u than to v by 2 can gain beyond v."""
    n = len(distances)
    gain = np.zeros(len(u))
    side_u, side_v = np.empty(n, np.int64), np.empty(n, np.int64)
    for k in range(len(u)):
        from_u, from_v = distances[u[k]], distances[v[k]]
        count_u = count_v = 0
        for i in range(n):
            near, far = np.int64(from_u[i]), np.int64(from_v[i])
            if near + 1 < far:
                side_u[count_u] = i
                count_u += 1
            elif far + 1 < near:
                side_v[count_v] = i
                count_v += 1
        total = 0.0
        for a in range(count_u):
            i = side_u[a]
            steps = np.int64(from_u[i]) + 1
            for b in range(count_v):
                j = side_v[b]
                through = steps + np.int64(from_v[j])
                if through < distances[i, j] and across[i, j]:
                    total += nearness[through] - nearness[distances[i, j]]
        gain[k] = total
    return gain
