"""What one organisation has in common with each candidate, and what it scores, in compiled loops."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.findings.workspace import Workspace
from alliancemap.analysis.inputs.compiled import Everyone

Reals = NDArray[np.float64]
PARTS, INTRODUCTION = 5, 3
"""How many components there are, and which of them comes from a walk over ties."""
WIDTH = 8
"""Of what a workspace notes to be in common: known before, so that a loop over them is none."""


class Tally(NamedTuple):
    """How many candidates each row of the table stands for: all, those not near, and those who are far."""

    all: NDArray[np.int64]
    apart: NDArray[np.int64]
    far: NDArray[np.int64]

    @classmethod
    def of(cls, counts: NDArray[np.int64]) -> Tally:
        """Count all candidates, of whom nobody has been found near or met yet."""
        return cls(counts, counts.copy(), counts.copy())


class Met(NamedTuple):
    """Candidates who can be introduced: rows, ascending; strength of the best introduction; row of the table."""

    rows: Columns
    introduction: Reals
    ways: NDArray[np.uint8]


class Near(NamedTuple):
    """Candidates who have something in common with one organisation: rows, ascending; components; social distances.

    Then, for each component, the sum over those of whom it is known, and how many they are.
    """

    rows: Columns
    parts: Reals
    distances: Reals
    sums: Reals
    known: NDArray[np.int64]


@kernel
def take_met(everyone: Everyone, focal: int, rows: Columns, strength: Reals, far: NDArray[np.int64]) -> Met:
    """Take introductions, and rows of the table, whose second half is for those of the focal kind, from those far."""
    introduction, ways = np.empty(len(rows)), np.empty(len(rows), np.uint8)
    own, half = everyone.kind[focal], len(far) // 2
    for k in range(len(rows)):
        introduction[k] = strength[rows[k]]
        ways[k] = everyone.known[rows[k]] + half * (everyone.kind[rows[k]] == own)
    for way in ways:
        far[way] -= 1
    return Met(rows, introduction, ways)


@kernel
def take_near(traits: Reals, focal: int, met: Met, room: Workspace) -> Near:
    """Describe some by what a workspace has noted, and clear what they have in common."""
    rows, common = met.rows, room.common
    parts, distances, sums, known = np.empty((len(rows), PARTS)), np.empty(len(rows)), np.zeros(PARTS), np.zeros(PARTS)
    parts[:, INTRODUCTION] = met.introduction
    _fill_parts(traits, focal, rows, common, parts)
    _fill_distances(traits, focal, rows, common, distances)
    clear_common(rows, room)
    for row in range(len(parts)):
        for k in range(PARTS):
            value = parts[row, k]
            sums[k] += 0.0 if np.isnan(value) else value
            known[k] += not np.isnan(value)
    return Near(rows, parts, distances, sums, known.astype(np.int64))


@kernel
def _fill_parts(traits: Reals, focal: int, rows: Columns, common: Reals, parts: Reals) -> None:
    """Fill in components, but for the introduction.

    Nothing is asked before it is worked out: a processor guesses such answers, and on these it guesses wrong.
    """
    for k in range(len(rows)):
        j = rows[k]
        parts[k, 0] = _affinity(traits[focal, 0], traits[j, 0], common[j, 0], common[j, 1])
        parts[k, 1] = _likeness(traits[focal, 1], traits[j, 1], common[j, 2])
        parts[k, 2] = _likeness(traits[focal, 2], traits[j, 2], common[j, 3])
        parts[k, 4] = (traits[j, 5] - common[j, 6]) / traits[j, 5]


@kernel
def _fill_distances(traits: Reals, focal: int, rows: Columns, common: Reals, distances: Reals) -> None:
    for k in range(len(rows)):
        j = rows[k]
        constituencies = _likeness(traits[focal, 3], traits[j, 3], common[j, 4])
        generations = _likeness(traits[focal, 4], traits[j, 4], common[j, 5])
        distances[k] = _social_distance(traits[focal, 6], traits[j, 6], constituencies, generations)


@kernel
def clear_common(rows: Columns, room: Workspace) -> None:
    """Clear what is noted of some rows to have in common."""
    for j in rows:
        room.near[j] = False
        for column in range(WIDTH):
            room.common[j, column] = 0.0


@kernel
def totals_of(values: Reals, means: Reals, weights: Reals, base: float) -> Reals:
    """Base + Σ weight · (value − mean) of each row of values, a null adding nothing."""
    totals = np.empty(len(values))
    for row in range(len(values)):
        total = base
        for k in range(PARTS):
            value = values[row, k]
            total += 0.0 if np.isnan(value) else weights[k] * (value - means[k])
        totals[row] = total
    return totals


@kernel
def reaching(
    met: Met, totals: Reals, weight: float, bridging: NDArray[np.bool_], least: float, least_bridging: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Entries of those whose score reaches `least`, and of those who are bridging and reach `least_bridging`.

    `totals` are scores without what the introduction adds, whose weight is given, and with `bridging` go by row of the
    table.
    """
    all_found, found, count, bridges = np.empty_like(met.rows), np.empty_like(met.rows), 0, 0
    for k in range(len(met.rows)):
        total = totals[met.ways[k]] + weight * met.introduction[k]
        if total >= least:
            all_found[count] = k
            count += 1
        if total >= least_bridging and bridging[met.ways[k]]:
            found[bridges] = k
            bridges += 1
    return all_found[:count].astype(np.int64), found[:bridges].astype(np.int64)


@kernel
def _affinity(own: float, theirs: float, shared: float, disputed: float) -> float:
    """Affinity of two by what each stands for, what both do and what they disagree on; NaN where either has nothing."""
    value = (shared - disputed) / (own + theirs - shared)
    return np.nan if min(own, theirs) <= 0 else value


@kernel
def _likeness(own: float, theirs: float, held: float) -> float:
    """Jaccard index of two sets by their sizes and how many values are in both; NaN where either is empty."""
    value = held / (own + theirs - held)
    return np.nan if min(own, theirs) == 0 else value


@kernel
def _social_distance(own: float, theirs: float, constituencies: float, generations: float) -> float:
    """Mean over what is known of: kinds differ, 1 − likeness of constituencies, of generations; NaN: nothing is."""
    kinds, groups, ages = min(own, theirs) >= 0, not np.isnan(constituencies), not np.isnan(generations)
    total = 1.0 if kinds & (own != theirs) else 0.0
    total += 1.0 - constituencies if groups else 0.0
    total += 1.0 - generations if ages else 0.0
    return total / (int(kinds) + int(groups) + int(ages))
