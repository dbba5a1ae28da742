"""What one organisation has in common with every candidate, in compiled loops: one to find it, one to score it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.compiled import Everyone, Holders

Reals = NDArray[np.float64]
Counts = NDArray[np.int32]


class Common(NamedTuple):
    """What everyone has in common with one organisation, a row each.

    `near` marks who has anything; `stands` is the weight of what both stand for, and that of it on which they disagree
    (n × 2); `held` how many of its challenges, places, constituencies and generations each holds, and how many of its
    adversaries each is tied to (n × 5).
    """

    near: NDArray[np.bool_]
    stands: Reals
    held: Counts


@kernel
def add_worth(holders: Holders, values: Columns, worth: Reals, sums: Reals, near: NDArray[np.bool_]) -> None:
    """Add to everyone the worth of each of some values that they hold, and mark who holds any."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            sums[holders.rows[entry]] += worth[value]
            near[holders.rows[entry]] = True


@kernel
def add_one(holders: Holders, values: Columns, counts: Counts, near: NDArray[np.bool_]) -> None:
    """Count for everyone how many of some values they hold, and mark who holds any."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            counts[holders.rows[entry]] += 1
            near[holders.rows[entry]] = True


@kernel
def describe_far(
    everyone: Everyone,
    near: NDArray[np.bool_],
    rows: NDArray[np.int64],
    own: int,
    ways: NDArray[np.uint8],
    used: NDArray[np.int64],
) -> None:
    """Find the row of the table for each candidate, and count whom it serves who has nothing in common.

    The second half of the table is for those of the kind of the one asked about, which is `own`.
    """
    half = len(used) // 2
    for k in range(len(rows)):
        j = rows[k]
        way = everyone.known[j] + half * (everyone.kind[j] == own)
        ways[k] = way
        used[way] += not near[j]


@kernel
def describe_near(
    everyone: Everyone, common: Common, focal: int, rows: NDArray[np.int64], parts: Reals, distances: Reals
) -> None:
    """Fill in components, but for the introduction, and social distances of those who have something in common.

    Numbers are handed on, not arrays, whose owners would be counted every time.
    """
    kind, standing, sizes, contacts, _ = everyone
    _, stands, held = common
    for k in range(len(rows)):
        j = rows[k]
        parts[0, k] = _affinity(standing[focal], standing[j], stands[j, 0], stands[j, 1])
        parts[1, k] = _likeness(sizes[focal, 0], sizes[j, 0], held[j, 0])
        parts[2, k] = _likeness(sizes[focal, 1], sizes[j, 1], held[j, 1])
        parts[4, k] = _compatibility(contacts[j], held[j, 4])
        constituencies = _likeness(sizes[focal, 2], sizes[j, 2], held[j, 2])
        generations = _likeness(sizes[focal, 3], sizes[j, 3], held[j, 3])
        distances[k] = _social_distance(kind[focal], kind[j], constituencies, generations)


@kernel
def looked_up(table: Reals, ways: NDArray[np.uint8], found: Reals) -> None:
    """Fill in the value of each way."""
    for k in range(len(ways)):
        found[k] = table[ways[k]]


@kernel
def _affinity(own: float, theirs: float, shared: float, disputed: float) -> float:
    """Affinity of two by what each stands for, what both do and what they disagree on; NaN where either has nothing."""
    value = 0.0
    if own <= 0 or theirs <= 0:
        value = np.nan
    elif shared > 0:
        value = (shared - disputed) / (own + theirs - shared)
    return value


@kernel
def _likeness(own: int, theirs: int, held: int) -> float:
    """Jaccard index of two sets by their sizes and how many values are in both; NaN where either is empty."""
    value = 0.0
    if own == 0 or theirs == 0:
        value = np.nan
    elif held > 0:
        value = held / (own + theirs - held)
    return value


@kernel
def _compatibility(contacts: int, hostile: int) -> float:
    """1 − share of a candidate's contacts that are in conflict with the focal organisation; NaN without contacts."""
    value = 1.0
    if contacts == 0:
        value = np.nan
    elif hostile > 0:
        value = (contacts - hostile) / contacts
    return value


@kernel
def _social_distance(own: int, theirs: int, constituencies: float, generations: float) -> float:
    """Mean over what is known of: kinds differ, 1 − likeness of constituencies, of generations; NaN: nothing is."""
    total, known = 0.0, 0
    if own >= 0 and theirs >= 0:
        total, known = 1.0 if own != theirs else 0.0, 1
    if not np.isnan(constituencies):
        total, known = total + (1.0 - constituencies), known + 1
    if not np.isnan(generations):
        total, known = total + (1.0 - generations), known + 1
    return total / known if known > 0 else np.nan
