"""Pairs of organisations that could build a bridge, by what they could score at most, without ever holding all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, rows
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.landscape import Landscape

BLOCK = 1_000_000
"""Pairs of an organisation and a supporter of one of its causes that are looked at together."""

Reals = NDArray[np.float64]


class Found(NamedTuple):
    """Pairs of rows, their affinity, and what each could score at most."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    affinity: Reals
    at_most: Reals

    def at(self, places: NDArray[np.int64]) -> Found:
        """Some of them."""
        return Found(self.a[places], self.b[places], self.affinity[places], self.at_most[places])

    def best(self, count: int) -> Found:
        """Those that could score the most."""
        return self.at(np.argpartition(self.at_most, len(self.a) - count)[len(self.a) - count :])


class Sets(NamedTuple):
    """Rows of a binary matrix."""

    starts: Starts
    columns: Columns


class Field(NamedTuple):
    """Who may be paired, and what decides how good a pair could be at most.

    Attributes
    ----------
    causes, lineage, contested : Sets, n × causes
        As in the landscape.
    supporters : Sets, causes × n
        Those of the one side that may be paired.
    known : Sets, n × n
        Whom those of the other side have a tie or a conflict with.
    idf, total, standing, trust : float64
        The value of each cause; and for each organisation Σ of the value of what it stands for, ρ, and its strongest
        trust in anybody who may introduce.
    """

    causes: Sets
    lineage: Sets
    contested: Sets
    supporters: Sets
    known: Sets
    idf: Reals
    total: Reals
    standing: Reals
    trust: Reals


@dataclass(frozen=True, eq=False)
class OpenPairs:
    """Pairs (i, j) of two sides with a cause in common and neither tie nor conflict.

    No score exceeds x_ij · √(ρ_i ρ_j) · (1/2 + m_i m_j / 2), m the strongest trust in anybody: every way from one to
    the other begins and ends with such a tie.

    Attributes
    ----------
    field : Field
    rows : int64
        Those of the one side.
    """

    field: Field
    rows: NDArray[np.int64]

    @classmethod
    def of(cls, landscape: Landscape, sides: tuple[NDArray[np.int64], NDArray[np.int64]], standing: Reals) -> OpenPairs:
        """Take the rows of both sides that may be paired, and the standing of everybody."""
        field = Field(
            causes=Sets(*rows(landscape.causes)),
            lineage=Sets(*rows(landscape.lineage)),
            contested=Sets(*rows(landscape.contested)),
            supporters=Sets(*rows(_supporters(landscape, sides[1]))),
            known=_known(landscape, sides[0]),
            idf=landscape.idf,
            total=landscape.standing_total,
            standing=standing,
            trust=_strongest(landscape, np.concatenate(sides)),
        )
        return cls(field, sides[0])

    def likeliest(self, count: int | None) -> tuple[Found, float]:
        """The `count` pairs that could score the most, best first, ties by row; and what the others score at most."""
        found, least = _nothing(), -np.inf
        for first, end in self._blocks():
            found = _joined(found, Found(*_open(self.field, self.rows[first:end], least)))
            if count is not None and len(found.a) > count:
                found = found.best(count)
                least = float(found.at_most.min())
        order = np.lexsort((found.b, found.a, -found.at_most))
        return found.at(order), least

    def _blocks(self) -> list[tuple[int, int]]:
        """Spans of rows that have about BLOCK pairs to look at."""
        size = np.diff(self.field.supporters.starts.astype(np.int64))
        starts = self.field.causes.starts.astype(np.int64)
        done = np.concatenate([[0], np.cumsum(size[self.field.causes.columns])])
        work = np.cumsum(done[starts[self.rows + 1]] - done[starts[self.rows]])
        cuts = [*np.unique(work // BLOCK, return_index=True)[1].tolist(), len(self.rows)]
        return list(pairwise(cuts))


def _supporters(landscape: Landscape, side: NDArray[np.int64]) -> csr_array:
    """The supporters of each cause on one side; causes × n."""
    own = csr_array(landscape.causes[side])
    entries = own.data, (own.indices, np.repeat(side, np.diff(own.indptr)))
    return csr_array(entries, shape=(own.shape[1], landscape.size))


def _known(landscape: Landscape, side: NDArray[np.int64]) -> Sets:
    """Rows of one side among all: a tie at any time, or a conflict."""
    parts = csr_array(landscape.tied_ever[side] + landscape.ties[side] + landscape.conflicts[side])
    count = np.zeros(landscape.size + 1, np.int64)
    count[side + 1] = np.diff(parts.indptr)
    starts = np.cumsum(count)
    return Sets(*rows(csr_array((parts.data, parts.indices, starts), shape=(landscape.size, landscape.size))))


def _strongest(landscape: Landscape, some: NDArray[np.int64]) -> Reals:
    """The strongest trust of some rows in anybody who may introduce, 0 for the others."""
    trust = csr_array(landscape.trust[some])
    usable = csr_array(
        (trust.data * landscape.suggestible[trust.indices], trust.indices, trust.indptr), shape=trust.shape
    )
    strongest = np.zeros(landscape.size)
    strongest[some] = usable.max(axis=1).toarray().ravel()
    return strongest


def _nothing() -> Found:
    return Found(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))


def _joined(found: Found, more: Found) -> Found:
    return Found(
        np.concatenate((found.a, more.a)),
        np.concatenate((found.b, more.b)),
        np.concatenate((found.affinity, more.affinity)),
        np.concatenate((found.at_most, more.at_most)),
    )


@kernel
def _open(
    field: Field, rows: NDArray[np.int64], least: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], Reals, Reals]:
    """Every open pair of some rows that could score more than the least."""
    most = _looks(field, rows)
    a, b, affinity, at_most = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most), np.empty(most)
    met, found = np.full(len(field.total), -1, np.int64), 0
    nothing = np.zeros(len(field.idf))
    own, whole, disputed = nothing.copy(), nothing.copy(), nothing.copy()
    for i in rows:
        _marked(field.causes, i, field.idf, own)
        _marked(field.lineage, i, field.idf, whole)
        _marked(field.contested, i, field.idf, disputed)
        for entry in range(field.known.starts[i], field.known.starts[i + 1]):
            met[field.known.columns[entry]] = i
        for entry in range(field.causes.starts[i], field.causes.starts[i + 1]):
            cause = field.causes.columns[entry]
            for place in range(field.supporters.starts[cause], field.supporters.starts[cause + 1]):
                j = field.supporters.columns[place]
                if met[j] != i:
                    met[j] = i
                    shared = (_sum(field.lineage, j, whole) + _sum(field.causes, j, own)) / 2
                    against = (_sum(field.causes, j, disputed) + _sum(field.contested, j, own)) / 2
                    x = (shared - against) / (field.total[i] + field.total[j] - shared)
                    trust = field.trust[i] * field.trust[j] if x > 0 else 0.0
                    score = x * np.sqrt(field.standing[i] * field.standing[j]) * (0.5 + 0.5 * trust)
                    if score > least:
                        a[found], b[found], affinity[found], at_most[found] = i, j, x, score
                        found += 1
        _marked(field.causes, i, nothing, own)
        _marked(field.lineage, i, nothing, whole)
        _marked(field.contested, i, nothing, disputed)
    return a[:found].copy(), b[:found].copy(), affinity[:found].copy(), at_most[:found].copy()


@kernel
def _looks(field: Field, rows: NDArray[np.int64]) -> int:
    """How many supporters of their causes some rows meet, each as often as they share one."""
    looks = 0
    for i in rows:
        for entry in range(field.causes.starts[i], field.causes.starts[i + 1]):
            cause = field.causes.columns[entry]
            looks += int(field.supporters.starts[cause + 1]) - int(field.supporters.starts[cause])
    return looks


@kernel
def _marked(sets: Sets, i: int, value: Reals, mark: Reals) -> None:
    """Write the value of each member of one row's set where it belongs."""
    for entry in range(sets.starts[i], sets.starts[i + 1]):
        mark[sets.columns[entry]] = value[sets.columns[entry]]


@kernel
def _sum(sets: Sets, j: int, mark: Reals) -> float:
    total = 0.0
    for entry in range(sets.starts[j], sets.starts[j + 1]):
        total += mark[sets.columns[entry]]
    return total
