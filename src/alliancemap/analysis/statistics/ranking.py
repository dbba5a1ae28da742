"""Order by score where values closer than rounding can tell apart are equal, and ties break by row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-12
POSITION_BITS = 32
STRIDE = 16
"""One in how many is sampled to find out who may be among the first."""


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
    order = np.argsort(-scores)
    lower = np.zeros(len(scores), dtype=np.int64)
    lower[1:] = -np.diff(scores[order]) >= TOLERANCE
    # Level and position in one number: sorting it puts equal scores in order of position.
    key = (np.cumsum(lower) << POSITION_BITS) + order
    key.sort()
    return key & (1 << POSITION_BITS) - 1


def leading(scores: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Give the first `count` positions of `ranked(scores)`; O(n) for few.

    Whoever reaches the last of the first `count` of a sample may be among them, and nobody else, unless equality is
    passed on beyond.
    """
    if count == 0 or STRIDE * count >= len(scores):
        return ranked(scores)[:count]
    sample = scores[::STRIDE]
    near = np.flatnonzero(scores >= np.partition(sample, len(sample) - count)[len(sample) - count])
    down = np.sort(scores[near])[::-1]
    apart = (down[count - 1 : -1] - down[count:] >= TOLERANCE).any()
    return near[ranked(scores[near])[:count]] if apart else ranked(scores)[:count]
