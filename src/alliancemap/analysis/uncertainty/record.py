"""Networks as they might have been recorded: with ties or nodes lost, or added, at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.uncertainty.additions import Additions
from alliancemap.analysis.uncertainty.disturbance import Change, Disturbance
from alliancemap.errors import InvalidNetworkError


@dataclass(frozen=True, eq=False)
class Disturbed:
    """A network that might have been recorded.

    Attributes
    ----------
    ties : csr_array
        Canonical; its first rows are the nodes of the full network that are still there, in order.
    rows : int64
        Which these are.
    """

    ties: csr_array
    rows: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Record:
    """The full network, prepared for many draws.

    Attributes
    ----------
    ties : csr_array, n × n
        Canonical, empty diagonal; symmetric unless directed.
    disturbance : Disturbance
    """

    ties: csr_array
    disturbance: Disturbance

    def __post_init__(self) -> None:
        """Refuse a matrix that is not what the disturbance says."""
        confidence = self.disturbance.confidence
        if confidence is not None and len(confidence) != self.ties.nnz:
            raise InvalidNetworkError(f"{len(confidence)} values of confidence for {self.ties.nnz} entries of ties")
        if not self.disturbance.directed and not _symmetric(self.ties):
            raise InvalidNetworkError("ties are not symmetric: say that they are directed, or drop their directions")

    @property
    def n(self) -> int:
        """How many nodes."""
        return int(self.ties.shape[0])

    @cached_property
    def source(self) -> NDArray[np.int64]:
        """The row of each entry."""
        return np.repeat(np.arange(self.n), np.diff(self.ties.indptr))

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """The entry that stands for each tie: of undirected ones that with the smaller row first."""
        if self.disturbance.directed:
            return np.arange(self.ties.nnz)
        return np.flatnonzero(self.source < self.ties.indices)

    @cached_property
    def tie(self) -> NDArray[np.int32]:
        """Which tie each entry belongs to."""
        tie = np.empty(self.ties.nnz, np.int32)
        tie[self.first] = np.arange(len(self.first))
        if not self.disturbance.directed:
            # In order of (column, row) the entries are the mirrors of those in order of (row, column).
            mirror = np.argsort(self.ties.indices, kind="stable")
            tie[mirror[self.first]] = np.arange(len(self.first))
        return tie

    @cached_property
    def additions(self) -> Additions:
        """The network as one to which ties are added."""
        return Additions(self.ties, self.source, self.disturbance.directed)

    def drawn(self, number: int) -> Iterator[Disturbed]:
        """Give what draw `number` makes of the network at each level: larger ones change what smaller do, and more.

        Time O(n + m) a level, with ties by confidence O(m log m) more a draw.
        """
        rng = np.random.default_rng([self.disturbance.seed, number])
        match self.disturbance.change:
            case Change.DROP_TIES:
                return self._fewer_ties(rng)
            case Change.ADD_TIES:
                return self._more_ties(rng)
            case Change.DROP_NODES:
                return self._fewer_nodes(rng)
        return self._more_nodes(rng)

    def _counts(self, whole: int) -> Iterator[int]:
        """How many are changed at each level: the nearest whole number."""
        return (int(np.floor(whole * level / 100 + 0.5)) for level in self.disturbance.levels)

    def _fewer_ties(self, rng: Generator) -> Iterator[Disturbed]:
        m = len(self.first)
        order = rng.permutation(m)
        if self.disturbance.confidence is not None:
            sureness = self.disturbance.confidence[self.first]
            order = order[np.argsort(sureness[order], kind="stable")]
        for count in self._counts(m):
            kept = np.ones(m, bool)
            kept[order[:count]] = False
            yield Disturbed(self._thinned(kept), np.arange(self.n))

    def _thinned(self, kept: NDArray[np.bool_]) -> csr_array:
        return csr_array(thin(*self._entries, self.tie, kept), shape=self.ties.shape)

    @cached_property
    def _entries(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        ties = self.ties
        return ties.indptr.astype(np.int32), ties.indices.astype(np.int32), ties.data.astype(np.float64)

    def _fewer_nodes(self, rng: Generator) -> Iterator[Disturbed]:
        order = rng.permutation(self.n)
        for count in self._counts(self.n):
            rows = np.sort(order[count:])
            yield Disturbed(csr_array(self.ties[rows][:, rows]), rows)

    def _more_ties(self, rng: Generator) -> Iterator[Disturbed]:
        counts = list(self._counts(len(self.first)))
        source, target = self.additions.strangers(rng, max(counts))
        strength = self.additions.strengths(rng, len(source))
        for count in counts:
            ties = self.additions.enlarged((source[:count], target[:count]), strength[:count])
            yield Disturbed(ties, np.arange(self.n))

    def _more_nodes(self, rng: Generator) -> Iterator[Disturbed]:
        counts = list(self._counts(self.n))
        new, old = self.additions.newcomers(rng, np.diff(self.ties.indptr), max(counts))
        if self.disturbance.directed:
            incoming = np.bincount(self.ties.indices, minlength=self.n)
            to, of = self.additions.newcomers(rng, incoming, max(counts))
            new, old = np.concatenate((new, of)), np.concatenate((old, to))
        strength = self.additions.strengths(rng, len(new))
        for count in counts:
            there = np.maximum(new, old) < self.n + count
            ties = self.additions.enlarged((new[there], old[there]), strength[there], count)
            yield Disturbed(ties, np.arange(self.n))


def _symmetric(ties: csr_array) -> bool:
    mirrored = csr_array(ties.T)
    return bool(
        np.array_equal(ties.indptr, mirrored.indptr)
        and np.array_equal(ties.indices, mirrored.indices)
        and np.array_equal(ties.data, mirrored.data)
    )


@kernel
def thin(
    starts: NDArray[np.int32],
    columns: NDArray[np.int32],
    values: NDArray[np.float64],
    tie: NDArray[np.int32],
    kept: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int32]]:
    """Values, columns and starts of the entries whose tie is kept, in their order. Time O(n + m)."""
    new_starts = np.zeros_like(starts)
    new_columns, new_values = np.empty_like(columns), np.empty_like(values)
    count = 0
    for row in range(len(starts) - 1):
        for entry in range(starts[row], starts[row + 1]):
            new_columns[count], new_values[count] = columns[entry], values[entry]
            count += kept[tie[entry]]
        new_starts[row + 1] = count
    return new_values[:count].copy(), new_columns[:count].copy(), new_starts
