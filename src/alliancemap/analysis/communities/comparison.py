"""Whether a network has more of communities than networks with the same degrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.communities.detection import modularity_level
from alliancemap.analysis.communities.leiden import leiden
from alliancemap.analysis.communities.quality import modularity, positive
from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.null_models.rewiring import rewired
from alliancemap.errors import UsageError


@dataclass(frozen=True)
class RewiringComparison:
    """The modularity that a run finds, beside what one finds in rewired networks.

    Attributes
    ----------
    quality : float
        Of one run on the network, as every rewiring gets one.
    draws : int
        How many rewirings, R.
    mean, deviation : float
        Of their modularities; the population standard deviation.
    z : float
        (quality − mean)/deviation; NaN where that is 0.
    p : float
        (b + 1)/(R + 1), b rewirings with at least as much.
    """

    quality: float
    draws: int
    mean: float
    deviation: float
    z: float
    p: float


def beside_rewirings(
    ties: csr_array,
    draws: int = 200,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> RewiringComparison:
    """Compare the modularity found with what is found in networks of the same degrees.

    One run of the Leiden algorithm on each, so that none has more tries than another: the value is a little below the
    best of many runs. Time R times that of `rewired` and of a run.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Strengths > 0, symmetric, empty diagonal.
    draws : int
        R ≥ 1.
    resolution : float
        γ > 0.
    seed : int
        Draw d and its run are seeded by (seed, d).
    workers : int, optional
        How many threads; the result does not depend on it.
    check_time : callable
        Called between draws; what it raises stops them.

    Raises
    ------
    InvalidNetworkError
        If ties have a direction.
    UsageError
        If the resolution is not above 0, or there are no draws.

    References
    ----------
    R. Guimerà, M. Sales-Pardo & L. A. N. Amaral, Phys. Rev. E 70, 025101 (2004). doi:10.1103/PhysRevE.70.025101
    B. Phipson & G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9, 39 (2010). doi:10.2202/1544-6115.1585
    """
    if draws < 1:
        raise UsageError(f"draws is {draws}, but there must be at least 1")
    positive(resolution)
    found = _one_run(ties, resolution, seed, 0)
    random = []
    for quality in each(
        lambda draw: _one_run(rewired(ties, seed, draw), resolution, seed, draw), range(draws), workers
    ):
        check_time()
        random.append(quality)
    return _compared(found, random)


def _one_run(ties: csr_array, resolution: float, seed: int, draw: int) -> float:
    labels = leiden(modularity_level(ties, resolution), np.random.default_rng([seed, draw]))
    return modularity(ties, labels, resolution)


def _compared(found: float, random: Sequence[float]) -> RewiringComparison:
    if np.isnan(found):
        return RewiringComparison(found, len(random), *[float("nan")] * 4)
    mean, deviation = float(np.mean(random)), float(np.std(random))
    alike = deviation <= 1e-12
    beyond = sum(quality >= found - 1e-12 for quality in random)
    z = float("nan") if alike else (found - mean) / deviation
    return RewiringComparison(found, len(random), mean, deviation, z, (beyond + 1) / (len(random) + 1))
