"""Who could introduce one organisation to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.findings.introductions.steps import strongest, two_steps
from alliancemap.analysis.findings.introductions.workspace import Workspace, workspace
from alliancemap.analysis.inputs.compiled import Acquaintance
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
    with paths and barred organisations as in `introductions`. Time O(n + ties of those within two steps of i).

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
    with workspace(landscape.size) as room:
        note_introductions(landscape, landscape.acquaintance, index, room)
        found = room.strength.copy()
        room.strength.fill(0.0)
    return found


def note_introductions(landscape: Landscape, known: Acquaintance, index: int, room: Workspace) -> None:
    """Note in a workspace the strength of the best introduction to everyone, as `introduction_strengths` has it.

    Of those to whom nobody is to be introduced, according to `known`, some get less.
    """
    usable = _usable(landscape, index)
    met = np.sort(room.listed[: two_steps(known, index, usable, room)])
    for to in strongest(known, index, usable, met, room).tolist():
        room.strength[to] = _strongest(landscape, index, to)


def _usable(landscape: Landscape, *ends: int) -> NDArray[np.bool_]:
    """Who may stand between: wishes to be suggested, has no conflict tie to an end and is none."""
    usable = landscape.suggestible.copy()
    for end in ends:
        usable[row(landscape.conflicts, end)] = False
        usable[end] = False
    return usable


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
    """Strength of the best way from one organisation to another; 0 if there is none.

    It is the same both ways, so they begin where fewer ties are to be looked at.
    """
    a, b = sorted((a, b), key=lambda end: int(landscape.degree[row(landscape.ties, end)].sum()))
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
