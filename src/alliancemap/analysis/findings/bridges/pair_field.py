"""Who may be paired, and the loop that meets every open pair among them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns, Starts
from alliancemap.analysis.compute.kernels import kernel

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


@kernel
def open_pairs_of(
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
