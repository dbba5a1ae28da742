"""Scores in whole steps, so that those that differ by rounding are equal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

STEPS = 2.0**40
"""Scores below 4 096 that round to the same multiple of 2⁻⁴⁰ are equal: sums in another order differ by less."""


@kernel
def whole_steps(score: float) -> float:
    """The score as a whole number of steps of 2⁻⁴⁰, so that scores that differ by rounding are equal."""
    return np.rint(score * STEPS) if score < 4096.0 else score * STEPS


def comparable(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores as whole numbers of steps, as `whole_steps` gives them."""
    return np.where(scores < 4096, np.rint(scores * STEPS), scores * STEPS)
