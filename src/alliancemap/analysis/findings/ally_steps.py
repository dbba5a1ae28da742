"""What one organisation has in common with every other, in compiled loops over whoever holds the same values."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.centrality.rows import Columns
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.compiled import Holders

Reals = NDArray[np.float64]
Counts = NDArray[np.int32]


class Common(NamedTuple):
    """What an organisation has in common with every one.

    `shared` is the weight of what both stand for, `disputed` that of it on which they disagree, and `total` what each
    stands for; `held` counts the challenges, places, constituencies and generations in common, 4 × n, and `sizes` how
    many each has; `strength` is that of the best introduction, `hostile` how many of one's allies are in conflict with
    the organisation, of `allies`.
    """

    shared: Reals
    disputed: Reals
    total: Reals
    held: Counts
    sizes: Counts
    strength: Reals
    hostile: Counts
    allies: NDArray[np.int64]
    kind: NDArray[np.int16]


@kernel
def add_worth(holders: Holders, values: Columns, worth: Reals, sums: Reals) -> None:
    """Add to everyone the worth of each of some values that they hold."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            sums[holders.rows[entry]] += worth[value]


@kernel
def add_one(holders: Holders, values: Columns, counts: Counts) -> None:
    """Count for everyone how many of some values they hold."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            counts[holders.rows[entry]] += 1


@kernel
def compared(common: Common, focal: int, rows: NDArray[np.int64], values: Reals, distance: Reals) -> Reals:
    """Fill in the five components (5 × c) and the social distance without places (c) of some candidates; NaN: null.

    Gives how many values of each component are known, and their sum: 2 × 5.
    """
    known = np.zeros((2, values.shape[0]))
    for k in range(len(rows)):
        j = rows[k]
        values[0, k] = np.nan
        if common.total[focal] > 0 and common.total[j] > 0:
            union = common.total[j] + common.total[focal] - common.shared[j]
            values[0, k] = (common.shared[j] - common.disputed[j]) / union
        values[1, k] = _jaccard(common, 0, focal, j)
        values[2, k] = _jaccard(common, 1, focal, j)
        values[3, k] = common.strength[j]
        values[4, k] = np.nan
        if common.allies[j] > 0:
            values[4, k] = (common.allies[j] - common.hostile[j]) / common.allies[j]
        distance[k] = _distance(common, focal, j)
        for part in range(values.shape[0]):
            if not np.isnan(values[part, k]):
                known[0, part] += 1
                known[1, part] += values[part, k]
    return known


@kernel
def _jaccard(common: Common, which: int, focal: int, other: int) -> float:
    own, theirs, both = common.sizes[which, focal], common.sizes[which, other], common.held[which, other]
    return both / (own + theirs - both) if own > 0 and theirs > 0 else np.nan


@kernel
def _distance(common: Common, focal: int, other: int) -> float:
    """Mean over the known ones of: kind differs, 1 − J(constituencies), 1 − J(generations)."""
    total, known = 0.0, 0
    if common.kind[focal] >= 0 and common.kind[other] >= 0:
        total += 1.0 if common.kind[focal] != common.kind[other] else 0.0
        known += 1
    for which in range(2, 4):
        likeness = _jaccard(common, which, focal, other)
        if not np.isnan(likeness):
            total += 1.0 - likeness
            known += 1
    return total / known if known else np.nan


@kernel
def scored(values: Reals, means: Reals, weights: Reals, base: float, scores: Reals) -> None:
    """Fill in the scores: base + Σ weight · (value − mean), a null adding nothing."""
    for k in range(len(scores)):
        total = 0.0
        for part in range(len(weights)):
            if not np.isnan(values[part, k]):
                total += weights[part] * (values[part, k] - means[part])
        scores[k] = base + total
