"""How well an organisation could carry its own group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape


def standings(landscape: Landscape, group: NDArray[np.integer], rows: NDArray[np.integer]) -> NDArray[np.float64]:
    """Standing of some members in their group: how near they are to the others, by ties inside the group.

        ρ_i = (1 + Σ over a in A without i of 1/d(i, a)) / |A|
    d the length of the shortest path in the alliance graph among the members of A, 1/∞ = 0. Time and memory
    O(distinct rows · ties inside the group · longest path).

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
    ties = csr_array((np.ones(inside.nnz, dtype=np.float32), inside.indices, inside.indptr), shape=inside.shape)
    distinct, position = np.unique(rows, return_inverse=True)
    reached = np.zeros((len(group), len(distinct)), dtype=np.bool_)
    reached[np.searchsorted(group, distinct), np.arange(len(distinct))] = True
    frontier, total, length = reached.copy(), np.ones(len(distinct)), 0
    while frontier.any():
        length += 1
        frontier = (ties @ frontier.astype(np.float32) > 0) & ~reached
        reached |= frontier
        total += frontier.sum(axis=0) / length
    standing: NDArray[np.float64] = (total / max(len(group), 1))[position]
    return standing
