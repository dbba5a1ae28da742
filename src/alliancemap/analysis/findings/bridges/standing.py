"""How well an organisation could carry its own group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts
from alliancemap.analysis.centrality.rows import rows as rows_of
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.landscape import Landscape

TOGETHER = 64
"""Members whose steps are walked at once, each as one bit of a word."""


def standings(landscape: Landscape, group: NDArray[np.integer], rows: NDArray[np.integer]) -> NDArray[np.float64]:
    """Standing of some members in their group: how near they are to the others, by ties inside the group.

        ρ_i = (1 + Σ over a in A without i of 1/d(i, a)) / |A|
    d the length of the shortest path in the alliance graph among the members of A, 1/∞ = 0. Time
    O(distinct rows · ties inside the group · longest path / 64), memory O(ties inside the group).

    Parameters
    ----------
    landscape : Landscape
    group : int
        The rows of A, ascending, each once.
    rows : int
        Members of A, in any order, repeated or not.

    Returns
    -------
    float64, shape of rows
        In (0, 1]: 1 for one tied to every other, 1/|A| for one without ties inside.
    """
    inside = csr_array(landscape.ties[group][:, group])
    distinct, position = np.unique(rows, return_inverse=True)
    sources: NDArray[np.int64] = np.asarray(np.searchsorted(group, distinct), np.int64)
    total = _nearness(*rows_of(inside), sources)
    standing: NDArray[np.float64] = (total / max(len(group), 1))[position]
    return standing


@kernel
def _nearness(starts: Starts, others: Columns, sources: NDArray[np.int64]) -> NDArray[np.float64]:
    """1 + Σ 1/d from each source, walked step by step by 64 of them together."""
    n = len(starts) - 1
    total = np.ones(len(sources))
    for first in range(0, len(sources), TOGETHER):
        some = sources[first : first + TOGETHER]
        seen = np.zeros(n, np.uint64)
        for bit in range(len(some)):
            seen[some[bit]] |= np.uint64(1) << np.uint64(bit)
        front, length, walking = seen.copy(), 0, True
        while walking:
            length += 1
            front, walking = _step(starts, others, front, seen, total[first : first + TOGETHER], length)
    return total


@kernel
def _step(
    starts: Starts,
    others: Columns,
    front: NDArray[np.uint64],
    seen: NDArray[np.uint64],
    total: NDArray[np.float64],
    length: int,
) -> tuple[NDArray[np.uint64], bool]:
    """Who is met one step on, and whether anybody is."""
    met, count, walking = np.zeros(len(front), np.uint64), np.zeros(len(total), np.int64), False
    for row in range(len(front)):
        word = np.uint64(0)
        for entry in range(starts[row], starts[row + 1]):
            word |= front[others[entry]]
        word &= ~seen[row]
        if word:
            met[row], walking = word, True
            for bit in range(len(total)):
                count[bit] += np.int64((word >> np.uint64(bit)) & np.uint64(1))
    for row in range(len(front)):
        seen[row] |= met[row]
    for bit in range(len(total)):
        total[bit] += count[bit] / length
    return met, walking
