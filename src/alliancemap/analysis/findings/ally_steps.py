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
TINY = 1e-300
"""What to divide by where the quotient is not used."""


class Common(NamedTuple):
    """What everyone stands for together with one organisation.

    `shared` is the weight of what both stand for, `disputed` that of it on which they disagree, and `total` what each
    stands for.
    """

    shared: Reals
    disputed: Reals
    total: Reals


@kernel
def add_worth(holders: Holders, values: Columns, worth: Reals, sums: Reals) -> None:
    """Add to everyone the worth of each of some values that they hold."""
    for value in values:
        for entry in range(holders.starts[value], holders.starts[value + 1]):
            sums[holders.rows[entry]] += worth[value]


@kernel
def affinities(common: Common, focal: int, rows: NDArray[np.int64], out: Reals) -> None:
    """Fill in the affinity of some with the focal organisation; NaN where either stands for nothing."""
    own = common.total[focal]
    for k in range(len(rows)):
        j = rows[k]
        theirs, shared = common.total[j], common.shared[j]
        value = (shared - common.disputed[j]) / max(own + theirs - shared, TINY)
        out[k] = value if own > 0 and theirs > 0 else np.nan


@kernel
def compatibilities(hostile: Counts, allies: NDArray[np.int64], rows: NDArray[np.int64], out: Reals) -> None:
    """Fill in 1 − share of the allies of some that are in conflict with the focal organisation; NaN without allies."""
    for k in range(len(rows)):
        j = rows[k]
        value = (allies[j] - hostile[j]) / max(allies[j], 1)
        out[k] = value if allies[j] > 0 else np.nan


@kernel
def known_sum(values: Reals) -> tuple[float, int]:
    """Sum what is known, and count it."""
    total, count = 0.0, 0
    for value in values:
        total += 0.0 if np.isnan(value) else value
        count += int(not np.isnan(value))
    return total, count


@kernel
def scored(values: Reals, means: Reals, weights: Reals, base: float, scores: Reals) -> None:
    """Fill in the scores: base + Σ weight · (value − mean), a null adding nothing."""
    scores[:] = 0.0
    for part in range(len(weights)):
        for k in range(len(scores)):
            added = weights[part] * (values[part, k] - means[part])
            scores[k] += 0.0 if np.isnan(added) else added
    for k in range(len(scores)):
        scores[k] += base
