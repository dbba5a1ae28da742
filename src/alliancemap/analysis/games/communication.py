"""How far the members of a team are from each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

UNREACHED = float("nan")


@dataclass(frozen=True)
class CommunicationCost:
    """Cost of a team; NaN if two members are not connected, or there is no member.

    Attributes
    ----------
    diameter : float
        The largest distance between two members.
    spanning_tree : float
        Length of the shortest tree of distances that joins all members.
    mean : float
        Mean distance between two members; NaN for one member.
    """

    diameter: float
    spanning_tree: float
    mean: float


def communication_cost(lengths: csr_array, members: NDArray[np.integer]) -> CommunicationCost:
    """Measure how far the members of a team are from each other along shortest paths, over outsiders too.

    One member has diameter and tree 0. Time O(members (m + n log n) + members²).

    Parameters
    ----------
    lengths : csr_array, n × n
        Length of each tie, above 0; symmetric.
    members : int
        Rows, each once.

    References
    ----------
    T. Lappas, K. Liu & E. Terzi, KDD 467 (2009). doi:10.1145/1557019.1557074
    """
    if not len(members):
        return CommunicationCost(UNREACHED, UNREACHED, UNREACHED)
    apart = np.stack(
        [dijkstra(lengths, indices=members[place : place + 1])[0, members] for place in range(len(members))]
    )
    if not np.isfinite(apart).all():
        return CommunicationCost(UNREACHED, UNREACHED, UNREACHED)
    k = len(members)
    mean = float(apart.sum()) / (k * (k - 1)) if k > 1 else UNREACHED
    return CommunicationCost(float(apart.max()), _tree(apart), mean)


def _tree(apart: NDArray[np.float64]) -> float:
    """Length of the minimum spanning tree: the nearest one outside is joined until nobody is left outside."""
    nearest = apart[0].copy()
    outside = np.ones(len(apart), bool)
    outside[0] = False
    length = 0.0
    while outside.any():
        joined = int(np.where(outside, nearest, np.inf).argmin())
        length += float(nearest[joined])
        outside[joined] = False
        nearest = np.minimum(nearest, apart[joined])
    return length
