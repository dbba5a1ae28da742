"""Order by score where values closer than rounding can tell apart are equal, and ties break by row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-12


def ranked(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Positions from the highest score to the lowest; scores closer than 1e-12 count as equal and keep their order.

    Equality is passed on: of three scores each 1e-13 apart all are equal. Time O(n log n).

    Parameters
    ----------
    scores : float64, shape (n,)
        No NaN.

    Returns
    -------
    int64, shape (n,)
        A permutation of 0 … n - 1; empty for no score.
    """
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    order = np.argsort(-scores)
    steps = -np.diff(scores[order]) >= TOLERANCE
    level = np.concatenate(([0], np.cumsum(steps)))
    return np.sort(level * len(scores) + order) % len(scores)
