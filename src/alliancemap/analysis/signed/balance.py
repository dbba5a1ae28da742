"""Structural balance: closed triads by their signs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.signed.signed_graph import SignedGraph


@dataclass(frozen=True)
class Triads:
    """Closed triads, by how many of their three ties are positive."""

    plus3: int
    plus2minus1: int
    plus1minus2: int
    minus3: int

    @property
    def closed(self) -> int:
        """How many closed triads."""
        return self.plus3 + self.plus2minus1 + self.plus1minus2 + self.minus3

    @property
    def strong_balance(self) -> float:
        """Share of + + + and + − − among closed triads; NaN where there is none."""
        return (self.plus3 + self.plus1minus2) / self.closed if self.closed else float("nan")

    @property
    def weak_balance(self) -> float:
        """The share in which − − − counts as balanced too; NaN where there is no closed triad."""
        return 1 - self.plus2minus1 / self.closed if self.closed else float("nan")


def triads(graph: SignedGraph) -> Triads:
    """Count closed triads by their signs.

    The friend of a friend is a friend, the enemy of a friend an enemy: + + + and + − − are balanced. Ties are followed
    from the smaller degree to the larger: time O(m^1.5) at most, memory O(n + m).

    Parameters
    ----------
    graph : SignedGraph

    Returns
    -------
    Triads

    References
    ----------
    Cartwright & Harary, Psychological Review 63, 277 (1956). doi:10.1037/h0046049
    """
    signs = _onward(graph.signs)
    counted = _triads(signs.indptr.astype(np.int64), signs.indices.astype(np.int64), signs.data.astype(np.int64))
    minus3, plus1, plus2, plus3 = counted.tolist()
    return Triads(plus3, plus2, plus1, minus3)


def _onward(signs: csr_array) -> csr_array:
    """Each tie once: from the node that comes first by (degree, row), so that no row has more than √(2m) entries."""
    degree = np.diff(signs.indptr)
    place = np.empty(len(degree), np.int64)
    place[np.argsort(degree, kind="stable")] = np.arange(len(degree))
    row = np.repeat(np.arange(len(degree)), degree)
    onward = place[row] < place[signs.indices]
    return csr_array((signs.data[onward], (row[onward], signs.indices[onward])), shape=signs.shape)


@kernel
def _triads(starts: NDArray[np.int64], columns: NDArray[np.int64], signs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count the triads i → j → k, i → k by their number of positive ties."""
    n = len(starts) - 1
    found = np.zeros(4, np.int64)
    seen = np.zeros(n, np.int64)
    for i in range(n):
        for a in range(starts[i], starts[i + 1]):
            seen[columns[a]] = signs[a]
        for a in range(starts[i], starts[i + 1]):
            for b in range(starts[columns[a]], starts[columns[a] + 1]):
                third = seen[columns[b]]
                if third != 0:
                    found[(3 + signs[a] + signs[b] + third) // 2] += 1
        for a in range(starts[i], starts[i + 1]):
            seen[columns[a]] = 0
    return found
