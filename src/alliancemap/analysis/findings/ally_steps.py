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
    """How many candidates each row of the table stands for, length 256: those not near, and those who are far."""

    apart: NDArray[np.int64]
    far: NDArray[np.int64]

    @classmethod
    def of(cls, counts: NDArray[np.int64]) -> Tally:
        """Count all candidates, of whom nobody has been found near or met yet."""
        return cls(counts, counts.copy())


class Met(NamedTuple):
    """Candidates as a walk over ties finds them.

    Rows, ascending; strength of the best introduction, in [0, 1), 0 where there is none; row of the table.
    """

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
    """Take introductions and rows of the table, whose second half is for those of the focal kind; they are not far."""
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
    """Fill in components, but for the introduction: affinity, two Jaccard indices, 1 − share of hostile contacts.

    Nothing is asked, here and where distances are filled in: on what differs from one to the next a processor guesses
    wrong, which takes longer than all that is worked out. What nothing is known of is NaN by itself.
    """
    for k in range(len(rows)):
        j = rows[k]
        shared = common[j, 0]
        parts[k, 0] = (shared - common[j, 1]) / (traits[focal, 0] + traits[j, 0] - shared)
        parts[k, 1] = common[j, 2] / (traits[focal, 1] + traits[j, 1] - common[j, 2])
        parts[k, 2] = common[j, 3] / (traits[focal, 2] + traits[j, 2] - common[j, 3])
        parts[k, 4] = (traits[j, 5] - common[j, 6]) / traits[j, 5]


@kernel
def _fill_distances(traits: Reals, focal: int, rows: Columns, common: Reals, distances: Reals) -> None:
    """Fill in the mean of what is known of: kinds differ; 1 − Jaccard index of constituencies, and of generations."""
    for k in range(len(rows)):
        j = rows[k]
        kinds = traits[focal, 6] - traits[j, 6]
        groups = 1.0 - common[j, 4] / (traits[focal, 3] + traits[j, 3] - common[j, 4])
        ages = 1.0 - common[j, 5] / (traits[focal, 4] + traits[j, 4] - common[j, 5])
        total = 1.0 if abs(kinds) > 0 else 0.0
        total += 0.0 if np.isnan(groups) else groups
        total += 0.0 if np.isnan(ages) else ages
        distances[k] = total / (3 - np.isnan(kinds) - np.isnan(groups) - np.isnan(ages))


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
