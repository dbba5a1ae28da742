"""Who could introduce one organisation to another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.landscape import Landscape, gather_rows, row, row_values
from alliancemap.analysis.ranking import TOLERANCE


@dataclass(frozen=True)
class Introduction:
    """A way from one organisation to another through one or two others who know both sides.

    Attributes
    ----------
    path : tuple of int
        Rows from the first organisation to the second, three or four of them.
    strength : float
        The product of the trust in the path's ties, in (0, 1).
    weakest : float
        The least trust on the path, in (0, 1).
    """

    path: tuple[int, ...]
    strength: float
    weakest: float

    @property
    def introducers(self) -> tuple[int, ...]:
        """The path's inner rows, in order."""
        return self.path[1:-1]


def introductions(landscape: Landscape, a: int, b: int, first: int = 3) -> tuple[Introduction, ...]:
    """Find the best ways from one organisation to another, one for each distinct first introducer.

    A way is a path a–h–b or a–h–g–b in the alliance graph; its strength is the product of the trust in its ties. The
    tie a–b itself is not used. An organisation that has a conflict tie to a or b, or does not wish to be suggested, is
    barred; an institution of power is not. Strengths closer than 1e-12 are equal; then the shorter path goes first,
    then the one with the smaller rows. Time O(entries in the rows of a's neighbours).

    Parameters
    ----------
    landscape : Landscape
    a, b : int
        Rows; an organisation has no way to itself.
    first : int
        How many at most.

    Returns
    -------
    tuple of Introduction
        Strongest first; empty if there is none.
    """
    if a == b or first < 1:
        return ()
    candidates = [*_through_one(landscape, a, b), *_through_two(landscape, a, b)]
    ways: list[Introduction] = []
    while candidates and len(ways) < first:
        best = _best(candidates)
        ways.append(best)
        candidates = [way for way in candidates if way.path[1] != best.path[1]]
    return tuple(ways)


def introduction_strengths(landscape: Landscape, index: int) -> NDArray[np.float64]:
    """Strength of the best introduction of one organisation to every one.

        I_ij = max over paths i–h–j and i–h–g–j of the product of trust, 0 if there is none
    with paths and barred organisations as in `introductions`. Time O(ties + entries in the rows of i's neighbours).

    Parameters
    ----------
    landscape : Landscape
    index : int
        The row i.

    Returns
    -------
    float64, shape (n,)
        In [0, 1); 0 for i itself.
    """
    trust = landscape.trust
    usable = _usable(landscape, index)
    reach = _TwoSteps.of(trust, index, usable)
    onward = np.where(usable, reach.best, 0.0)
    strength = np.maximum(reach.best, _row_maximum(trust, onward[trust.indices]))
    for other in row(trust, index):
        strength[other] = max(reach.best[other], reach.onward_to(trust, int(other), usable))
    for other in _awkward(landscape, index, usable, onward):
        strength[other] = _strongest(introductions(landscape, index, int(other), 1))
    strength[index] = 0.0
    return strength


@dataclass(frozen=True, eq=False)
class _TwoSteps:
    """Best products i–h–g for every g, the h of each, and the best product through any other h."""

    best: NDArray[np.float64]
    through: NDArray[np.int64]
    second: NDArray[np.float64]

    @classmethod
    def of(cls, trust: csr_array, index: int, usable: NDArray[np.bool_]) -> _TwoSteps:
        near, first = row(trust, index), row_values(trust, index)
        near, first = near[usable[near]], first[usable[near]]
        owner, entry = gather_rows(trust, near)
        to, product = trust.indices[entry], first[owner] * trust.data[entry]
        size = trust.shape[0]
        best, second, through = np.zeros(size), np.zeros(size), np.full(size, -1, dtype=np.int64)
        np.maximum.at(best, to, product)
        top = product == best[to]
        through[to[top]] = near[owner[top]]
        rest = near[owner] != through[to]
        np.maximum.at(second, to[rest], product[rest])
        return cls(best, through, second)

    def onward_to(self, trust: csr_array, other: int, usable: NDArray[np.bool_]) -> float:
        """Best i–h–g–other that does not pass through `other` itself."""
        last, step = row(trust, other), row_values(trust, other)
        product = np.where(self.through[last] == other, self.second[last], self.best[last])
        return float(np.max(step * np.where(usable[last], product, 0.0), initial=0.0))


def _usable(landscape: Landscape, *ends: int) -> NDArray[np.bool_]:
    """Who may stand between: wishes to be suggested, has no conflict tie to an end and is none."""
    usable = landscape.suggestible.copy()
    for end in ends:
        usable[row(landscape.conflicts, end)] = False
        usable[end] = False
    return usable


def _row_maximum(matrix: csr_array, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Largest product of stored entry and value in every row; 0 for an empty row."""
    maximum = np.zeros(matrix.shape[0])
    filled = np.flatnonzero(np.diff(matrix.indptr))
    if len(filled):
        maximum[filled] = np.maximum.reduceat(matrix.data * values, matrix.indptr[filled])
    return maximum


def _awkward(
    landscape: Landscape, index: int, usable: NDArray[np.bool_], onward: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Who has a conflict with an organisation that could stand between: their own bars have to be kept too."""
    near = np.zeros(landscape.size, dtype=np.bool_)
    near[row(landscape.trust, index)] = True
    owner = np.repeat(np.arange(landscape.size), np.diff(landscape.conflicts.indptr))
    foe = landscape.conflicts.indices
    return np.unique(owner[usable[foe] & (near[foe] | (onward[foe] > 0)) & (owner != index)])


def _through_one(landscape: Landscape, a: int, b: int) -> list[Introduction]:
    usable = _usable(landscape, a, b)
    trust = landscape.trust
    common, of_a, of_b = np.intersect1d(row(trust, a), row(trust, b), assume_unique=True, return_indices=True)
    first, last = row_values(trust, a)[of_a], row_values(trust, b)[of_b]
    return [
        Introduction((a, int(h), b), float(t * u), float(min(t, u)))
        for h, t, u in zip(common, first, last, strict=True)
        if usable[h]
    ]


def _through_two(landscape: Landscape, a: int, b: int) -> list[Introduction]:
    """Best path of four for each first introducer."""
    usable, trust = _usable(landscape, a, b), landscape.trust
    last = np.zeros(landscape.size)
    last[row(trust, b)] = row_values(trust, b)
    last[~usable] = 0.0
    near = row(trust, a)
    near = near[usable[near]]
    first = np.asarray(row_values(trust, a))[usable[row(trust, a)]]
    owner, entry = gather_rows(trust, near)
    product = first[owner] * trust.data[entry] * last[trust.indices[entry]]
    ways = []
    for position in np.unique(owner[product > 0]):
        own = np.flatnonzero(owner == position)
        chosen = own[np.argmax(product[own] >= product[own].max() - TOLERANCE)]
        g = int(trust.indices[entry[chosen]])
        steps = (float(first[position]), float(trust.data[entry[chosen]]), float(last[g]))
        ways.append(Introduction((a, int(near[position]), g, b), float(product[chosen]), min(steps)))
    return ways


def _best(ways: list[Introduction]) -> Introduction:
    limit = max(way.strength for way in ways) - TOLERANCE
    return min((way for way in ways if way.strength >= limit), key=lambda way: (len(way.path), way.path))


def _strongest(ways: tuple[Introduction, ...]) -> float:
    return ways[0].strength if ways else 0.0
