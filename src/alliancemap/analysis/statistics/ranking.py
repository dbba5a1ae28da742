"""Order by score where values closer than rounding can tell apart are equal, and ties break by row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-12
POSITION_BITS = 32
MARGIN = 1e-9
"""Of scores so much lower than the last of the first, hardly any is equal to it even where equality is passed on."""


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


def leading(scores: NDArray[np.float64], count: int, others: float = -np.inf) -> NDArray[np.int64] | None:
    """Give the first `count` positions of `ranked(scores)`; O(n) for few.

    Only those are put in order that may be among the first, unless equality is passed on beyond them.

    Returns
    -------
    int64 or None
        None where scores that are not given, of which `others` is the greatest, may be among the first.
    """
    if len(scores) < count or not count:
        return ranked(scores)[:count] if others == -np.inf else None
    least = reached_by(scores, count)
    near = np.flatnonzero(scores >= least)
    lowest = _lowest_equal(scores[near], count, least)
    if lowest == least:
        near, lowest = np.arange(len(scores)), _lowest_equal(scores, count, -np.inf)
    return near[ranked(scores[near])[:count]] if lowest - others >= TOLERANCE else None


def reached_by(scores: NDArray[np.float64], count: int) -> float:
    """A score that the first `count` reach, and hardly anybody below them; −∞ if there are no more."""
    if len(scores) <= count:
        return -np.inf
    return float(np.partition(scores, len(scores) - count)[len(scores) - count]) - MARGIN


def _lowest_equal(scores: NDArray[np.float64], count: int, least: float) -> float:
    """The lowest score that is equal to the last of the first; `least`, if one that does not reach it may be equal."""
    down = np.append(np.sort(scores)[::-1], least)
    apart = np.flatnonzero(down[count - 1 : -1] - down[count:] >= TOLERANCE)
    return float(down[count - 1 + apart[0]]) if len(apart) else least
