"""One result held against another: how alike the values are, their order, and who stands at the head."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.uncertainty.ranks import Ranking, correlation

HEADS = (0.01, 0.03, 0.1)
"""Shares of the highest whose overlap is told."""


class Original:
    """The full result, prepared for comparison with many others.

    Parameters
    ----------
    values : float64, shape (n,)
        NaN where undefined.
    """

    def __init__(self, values: NDArray[np.float64]) -> None:
        self.values = values
        self.known = np.isfinite(values)
        self.whole = _Half(values) if self.known.all() else None

    def figures(self, values: NDArray[np.float64], rows: NDArray[np.int64]) -> tuple[float, ...]:
        """Compare with values of some rows, over those with a finite value in both. Time O(n log n).

        Returns
        -------
        tuple of float
            Pearson's and Spearman's correlation, and for each of `HEADS` the share of the highest ⌈share · n⌉ that are
            the same nodes (equal values by row); NaN where not defined.
        """
        both = self.known[rows] & np.isfinite(values)
        if self.whole is not None and both.all() and len(rows) == len(self.values):
            return _figures(self.whole, _Half(values))
        return _figures(_Half(self.values[rows][both]), _Half(values[both]))


class _Half:
    """One side of a comparison: finite values."""

    def __init__(self, values: NDArray[np.float64]) -> None:
        self.values = values
        self.ranking = Ranking.of(values)
        self.heads = [self.ranking.head(share) for share in HEADS] if len(values) else []


def _figures(first: _Half, second: _Half) -> tuple[float, ...]:
    shared = [float((a & b).sum() / a.sum()) for a, b in zip(first.heads, second.heads, strict=True)]
    return (
        correlation(first.values, second.values),
        correlation(first.ranking.middle, second.ranking.middle),
        *(shared or [float("nan")] * len(HEADS)),
    )
