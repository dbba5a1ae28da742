"""Ties and nodes that might have been there besides those on record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

Ends = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Additions:
    """A network to which ties are added.

    Attributes
    ----------
    ties : csr_array, n × n
        Canonical, empty diagonal; symmetric unless directed.
    source : int64, length of the entries
        The row of each.
    directed : bool
    """

    ties: csr_array
    source: NDArray[np.int64]
    directed: bool

    @property
    def n(self) -> int:
        """How many nodes there are."""
        return int(self.ties.shape[0])

    def strangers(self, rng: Generator, count: int) -> Ends:
        """Draw pairs without a tie, each equally likely and none twice; all of them where there are no more.

        Time O(n² ) where more than a quarter of the pairs are tied or wanted, else O((m + count) log m).
        """
        keys, width = self.source * self.n + self.ties.indices, self.n * self.n
        crowded = 4 * (count * (1 if self.directed else 2) + self.ties.nnz) >= width - self.n
        if crowded:
            free = np.setdiff1d(np.arange(width), keys, assume_unique=True)
            found = rng.permutation(free[self._proper(free)])
        else:
            found = np.empty(0, np.int64)
            while len(found) < count:
                more = rng.integers(width, size=4 * count + 16)
                found = _in_first_order(np.concatenate((found, more[self._proper(more) & ~_among(more, keys)])))
        return found[:count] // max(self.n, 1), found[:count] % max(self.n, 1)

    def newcomers(self, rng: Generator, degrees: NDArray[np.integer], count: int) -> Ends:
        """Draw partners of `count` new nodes, in order of these: each as many as a node at random has.

        A partner that is drawn twice counts once.
        """
        drawn = degrees[rng.integers(self.n, size=count)] if count else degrees[:0]
        new = self.n + np.repeat(np.arange(count), drawn)
        keys = np.unique(new * self.n + rng.integers(max(self.n, 1), size=len(new)))
        return keys // max(self.n, 1), keys % max(self.n, 1)

    def strengths(self, rng: Generator, count: int) -> NDArray[np.float64]:
        """Draw strengths from those that there are, 1 where there are none."""
        known = self.ties.data
        return known[rng.integers(len(known), size=count)] if len(known) else np.ones(count)

    def enlarged(self, ends: Ends, strength: NDArray[np.float64], nodes: int = 0) -> csr_array:
        """The network with more ties, and more nodes after the others. Time O(n + m)."""
        source, target = ends
        if not self.directed:
            source, target = np.concatenate((source, target)), np.concatenate((target, source))
            strength = np.concatenate((strength, strength))
        rows = np.concatenate((self.source, source))
        columns = np.concatenate((self.ties.indices.astype(np.int64), target))
        values, size = np.concatenate((self.ties.data, strength)), self.n + nodes
        changed = csr_array(coo_array((values, (rows, columns)), shape=(size, size)))
        changed.sum_duplicates()
        return changed

    def _proper(self, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a key names a pair, undirected ones with the smaller row first."""
        source, target = keys // self.n, keys % self.n
        return source != target if self.directed else source < target


def _among(keys: NDArray[np.int64], ascending: NDArray[np.int64]) -> NDArray[np.bool_]:
    if not len(ascending):
        return np.zeros(len(keys), bool)
    place = np.minimum(np.searchsorted(ascending, keys), len(ascending) - 1)
    found: NDArray[np.bool_] = ascending[place] == keys
    return found


def _in_first_order(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each key once, in order of its first place."""
    return keys[np.sort(np.unique(keys, return_index=True)[1])]
