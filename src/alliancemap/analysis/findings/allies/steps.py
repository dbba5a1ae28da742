"""What one organisation has in common with each candidate, and what it scores, in compiled loops."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.findings.introductions.workspace import Workspace
from alliancemap.analysis.inputs.compiled import Everyone

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
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
def take_candidates(
    everyone: Everyone, focal: int, alike: Mask, reached: Mask, tally: Tally, room: Workspace
) -> tuple[Near, Met]:
    """Describe those who are near and those who are met by what a workspace has noted, tally them, and clear it."""
    half = len(tally.apart) // 2
    near, met = _met(everyone, focal, alike, half, room), _met(everyone, focal, reached, half, room)
    alike_by_way = _counts(near.ways, 2 * half)
    tally.apart[:] -= alike_by_way
    tally.far[:] -= alike_by_way + _counts(met.ways, 2 * half)
    room.strength[:] = 0.0
    return _near(everyone.traits, focal, near, room), met


@kernel
def _counts(ways: NDArray[np.uint8], size: int) -> NDArray[np.int64]:
    """How often each row of the table occurs, in four tallies: to count the same again at once, a processor waits."""
    counts = np.zeros((4, size), np.int64)
    for k in range(len(ways)):
        counts[k & 3, ways[k]] += 1
    total: NDArray[np.int64] = counts.sum(axis=0)
    return total


@kernel
def _met(everyone: Everyone, focal: int, mask: Mask, half: int, room: Workspace) -> Met:
    """Take introductions and rows of the table, whose second half is for those of the focal kind."""
    rows = _rows(mask, room.listed)
    introduction, ways = np.empty(len(rows)), np.empty(len(rows), np.uint8)
    own = everyone.kind[focal]
    for k in range(len(rows)):
        introduction[k] = room.strength[rows[k]]
        ways[k] = everyone.known[rows[k]] + half * (everyone.kind[rows[k]] == own)
    return Met(rows, introduction, ways)


@kernel
def _rows(mask: Mask, listed: Columns) -> Columns:
    """Those that are marked, ascending; nothing is asked, for a processor would guess the answers wrong."""
    count = np.uint64(0)
    for j in range(len(mask)):
        listed[count] = j
        count += np.uint64(mask[j])
    return listed[:count].copy()


@kernel
def _near(traits: Reals, focal: int, met: Met, room: Workspace) -> Near:
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
