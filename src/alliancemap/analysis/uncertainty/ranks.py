"""Ranks, correlations and heads of rankings, where values closer than rounding can tell apart are equal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-12
"""Neighbours in order that differ by less than this share of the largest absolute value are equal."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """Values in order. Time O(n log n) to make.

    Attributes
    ----------
    values : float64, shape (n,)
        Finite.
    level : int64, shape (n,)
        0 for the lowest value, 1 for the next that differs, and so on; equal values share one.
    size : int64, shape (levels,)
        How many have each level.
    """

    values: NDArray[np.float64]
    level: NDArray[np.int64]
    size: NDArray[np.int64]

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> Ranking:
        """Order values; equality is passed on, as in `alliancemap.analysis.statistics.ranking`."""
        order = np.argsort(values)
        in_order = values[order]
        higher = np.zeros(len(values), np.int64)
        higher[1:] = np.diff(in_order) > TOLERANCE * np.abs(values).max(initial=0.0)
        rising = np.cumsum(higher)
        level = np.empty(len(values), np.int64)
        level[order] = rising
        return cls(values, level, np.bincount(rising))

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """1 + how many have a higher value: 1 for the highest, the same for equal values."""
        above = np.cumsum(self.size[::-1])[::-1] - self.size
        places: NDArray[np.int64] = (1 + above)[self.level]
        return places

    @cached_property
    def middle(self) -> NDArray[np.float64]:
        """The rank from the lowest, 1 to n, equal values having the mean of theirs."""
        middle: NDArray[np.float64] = (np.cumsum(self.size) - (self.size - 1) / 2)[self.level]
        return middle

    def head(self, share: float) -> NDArray[np.bool_]:
        """Which rows are among the highest ⌈share · n⌉, at least one; equal values by row. Time O(n)."""
        wanted = max(1, int(np.ceil(share * len(self.values) - TOLERANCE)))
        edge = np.searchsorted(np.cumsum(self.size[::-1]), wanted)
        at = len(self.size) - 1 - edge
        chosen = self.level > at
        chosen[np.flatnonzero(self.level == at)[: wanted - int(chosen.sum())]] = True
        return chosen


def correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Pearson's Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²), in [−1, 1]; NaN where either does not vary."""
    x, y = _deviations(first), _deviations(second)
    # Plain sums: those of BLAS depend on its threads.
    scale = np.sqrt((x * x).sum()) * np.sqrt((y * y).sum())
    return float(np.clip((x * y).sum() / scale, -1.0, 1.0)) if scale > 0 else float("nan")


def _deviations(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values less their mean; all 0 where they differ by rounding only."""
    if not len(values) or np.ptp(values) <= TOLERANCE * np.abs(values).max():
        return np.zeros(len(values))
    deviations: NDArray[np.float64] = values - values.mean()
    return deviations
