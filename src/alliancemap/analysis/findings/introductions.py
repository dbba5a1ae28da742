"""Who could introduce one organisation to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape, gather_rows, row, row_values
from alliancemap.analysis.statistics.ranking import TOLERANCE


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
        best = best_way(candidates)
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
    steps = two_steps(trust, index, usable)
    onward = np.where(usable, steps.best, 0.0)
    strength = np.maximum(steps.best, _row_maximum(trust, onward))
    special = _special(landscape, index, usable, onward)
    strength[special] = _with_own_bars(landscape, index, special, steps)
    strength[index] = 0.0
    return strength


@dataclass(frozen=True, eq=False)
class TwoSteps:
    """The best and the second best way i–h–g to every g.

    Attributes
    ----------
    best, second : float64, shape (n,)
        Products of trust, through different h; 0 where there is no way.
    through, through_second : int64, shape (n,)
        The h of each, or -1.
    """

    best: NDArray[np.float64]
    through: NDArray[np.int64]
    second: NDArray[np.float64]
    through_second: NDArray[np.int64]


def two_steps(trust: csr_array, index: int, usable: NDArray[np.bool_]) -> TwoSteps:
    """Find the two best ways of two steps from one organisation to every one, through usable ones."""
    near, first = row(trust, index), row_values(trust, index)
    near, first = near[usable[near]], first[usable[near]]
    owner, entry = gather_rows(trust, near)
    to, product, h = trust.indices[entry], first[owner] * trust.data[entry], near[owner]
    best, through = _best_way(to, product, h, trust.shape[0])
    rest = h != through[to]
    second, through_second = _best_way(to[rest], product[rest], h[rest], trust.shape[0])
    return TwoSteps(best, through, second, through_second)


def _best_way(
    to: NDArray[np.integer], product: NDArray[np.float64], h: NDArray[np.integer], size: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    best, through = np.zeros(size), np.full(size, -1, dtype=np.int64)
    np.maximum.at(best, to, product)
    top = product == best[to]
    through[to[top]] = h[top]
    return best, through


def _usable(landscape: Landscape, *ends: int) -> NDArray[np.bool_]:
    """Who may stand between: wishes to be suggested, has no conflict tie to an end and is none."""
    usable = landscape.suggestible.copy()
    for end in ends:
        usable[row(landscape.conflicts, end)] = False
        usable[end] = False
    return usable


def _row_maximum(matrix: csr_array, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Largest product of stored entry and its column's value in every row; 0 for an empty row."""
    maximum = np.zeros(matrix.shape[0])
    filled = np.flatnonzero(np.diff(matrix.indptr))
    if len(filled):
        product = values[matrix.indices]
        product *= matrix.data
        maximum[filled] = np.maximum.reduceat(product, matrix.indptr[filled])
    return maximum


def _special(
    landscape: Landscape, index: int, usable: NDArray[np.bool_], onward: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Whom not everybody usable may introduce: those who could stand in their own way, or have a conflict with one."""
    near = np.zeros(landscape.size, dtype=np.bool_)
    near[row(landscape.trust, index)] = True
    conflicts = landscape.conflicts
    owner = np.repeat(np.arange(landscape.size), np.diff(conflicts.indptr))
    foe = conflicts.indices
    near[owner[usable[foe] & (near[foe] | (onward[foe] > 0))]] = True
    near[index] = False
    return np.flatnonzero(near)


def _with_own_bars(landscape: Landscape, index: int, rows: NDArray[np.int64], steps: TwoSteps) -> NDArray[np.float64]:
    """Strength of the best introduction to some rows, each of which bars itself and its conflicts as introducers."""
    trust, usable = landscape.trust, _usable(landscape, index)
    owner, entry = gather_rows(trust, rows)
    g, to = trust.indices[entry], rows[owner]
    product, open_ends = _best_for(landscape, to, g, steps)
    product *= np.where(usable[g] & ~_bars(landscape, to, g), trust.data[entry], 0.0)
    strength, open_direct = _best_for(landscape, rows, rows, steps)
    np.maximum.at(strength, owner, product)
    for position in np.union1d(owner[open_ends], np.flatnonzero(open_direct)):
        strength[position] = _strongest(landscape, index, int(rows[position]))
    return strength


def _best_for(
    landscape: Landscape, to: NDArray[np.integer], g: NDArray[np.integer], steps: TwoSteps
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Best way i–h–g for an h that `to` does not bar, and where a third h would have to be looked for."""
    first, second = _bars(landscape, to, steps.through[g]), _bars(landscape, to, steps.through_second[g])
    return np.where(first, np.where(second, 0.0, steps.second[g]), steps.best[g]), first & second


def _bars(landscape: Landscape, who: NDArray[np.integer], whom: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each of `who` bars its `whom`: itself, or a conflict; -1 is nobody."""
    keys, wanted = landscape.conflict_keys, np.asarray(who, np.int64) * landscape.size + whom
    if not len(keys):
        return np.asarray(who == whom)
    found = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)]
    barred: NDArray[np.bool_] = (found == wanted) | (who == whom)
    return barred


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
    near, first, owner, g, between, last = _steps_of_three(landscape, a, b)
    product = first[owner] * between * last
    if not product.any():
        return []
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    peak = np.zeros(len(near))
    peak[owner[starts]] = np.maximum.reduceat(product, starts)
    close = np.flatnonzero((product > 0) & (product >= peak[owner] - TOLERANCE))
    chosen = close[np.unique(owner[close], return_index=True)[1]]
    return [
        Introduction(
            (a, int(near[owner[way]]), int(g[way]), b),
            float(product[way]),
            float(min(first[owner[way]], between[way], last[way])),
        )
        for way in chosen
    ]


def _strongest(landscape: Landscape, a: int, b: int) -> float:
    """Strength of the best way from one organisation to another; 0 if there is none."""
    _, first, owner, _, between, last = _steps_of_three(landscape, a, b)
    direct = max((way.strength for way in _through_one(landscape, a, b)), default=0.0)
    return max(direct, float(np.max(first[owner] * between * last, initial=0.0)))


def _steps_of_three(landscape: Landscape, a: int, b: int) -> tuple[NDArray[Any], ...]:
    """All paths a–h–g–b: each h and the trust a–h; then for every path which h, the g, and the trust h–g and g–b.

    The last is 0 where g does not know b, or may not stand between.
    """
    usable, trust = _usable(landscape, a, b), landscape.trust
    to_b = np.zeros(landscape.size)
    to_b[row(trust, b)] = row_values(trust, b)
    to_b[~usable] = 0.0
    near = row(trust, a)
    known = usable[near]
    near, first = near[known], row_values(trust, a)[known]
    owner, entry = gather_rows(trust, near)
    g = trust.indices[entry]
    return near, first, owner, g, trust.data[entry], to_b[g]


def best_way(ways: Sequence[Introduction]) -> Introduction:
    """The strongest of some ways; of those within 1e-12 the shorter, then that of smaller rows."""
    limit = max(way.strength for way in ways) - TOLERANCE
    return min((way for way in ways if way.strength >= limit), key=lambda way: (len(way.path), way.path))
