"""How sure a share or a mean is, when what it was counted on comes in clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NORMAL = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float

    def row(self) -> list[float]:
        """Give value, low and high, for a file of results."""
        return [round(number, 4) for number in (self.value, self.low, self.high)]


def wilson(hits: float, trials: float) -> Estimate:
    """Wilson's interval of a share; [0, 1] around ½ without trials.

        (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n)

    E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927). doi:10.1080/01621459.1927.10502953
    """
    if not trials:
        return Estimate(0.5, 0.0, 1.0)
    share, spread = hits / trials, NORMAL**2 / trials
    middle = share + spread / 2
    half = NORMAL * np.sqrt(share * (1 - share) / trials + spread / (4 * trials))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return Estimate(float(share), float(max(0.0, low)), float(min(1.0, high)))


def wilson_in_clusters(hits: NDArray[np.integer], trials: NDArray[np.integer]) -> Estimate:
    """Wilson's interval of Σ hits / Σ trials where the trials of a cluster hang together.

    Trials are divided by the design effect, at least 1: the variance of the share between c clusters, as a ratio
    estimate has it, c/(c - 1) Σ (hits - p trials)² / (Σ trials)², over p(1 - p)/Σ trials.
    """
    total, clusters = int(trials.sum()), int((trials > 0).sum())
    if clusters < 2:
        return wilson(int(hits.sum()), total)
    share = hits.sum() / total
    between = clusters / (clusters - 1) * float(((hits - share * trials) ** 2).sum()) / total**2
    alone = share * (1 - share) / total
    effect = max(1.0, between / alone) if alone > 0 else 1.0
    found = wilson(share * total / effect, total / effect)
    return Estimate(float(share), found.low, found.high)


def middle_95(value: float, draws: NDArray[np.float64]) -> Estimate:
    """A figure with the middle 95 % of its values over draws, those undefined left out."""
    known = draws[~np.isnan(draws)]
    if not len(known):
        return Estimate(value, float("nan"), float("nan"))
    low, high = np.quantile(known, (0.025, 0.975))
    return Estimate(value, float(low), float(high))
