"""Order by score where values closer than rounding can tell apart are equal, and ties break by row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-12
LABEL_BITS = 32
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
    return _ordered(scores, np.arange(len(scores)))[0]


def leading(
    scores: NDArray[np.float64], labels: NDArray[np.integer], count: int, others: float = -np.inf
) -> NDArray[np.int64] | None:
    """Give the labels of the first `count`: the highest score first, equal ones in order of labels.

    Time O(n log n).

    Parameters
    ----------
    scores : float64, shape (n,)
        As `ranked` takes them, in any order.
    labels : integers, shape (n,)
        Whose they are: numbers below 2³², each once.
    count : int
    others : float
        The greatest of the scores that are not given.

    Returns
    -------
    int64 or None
        None where those that are not given may be among the first.
    """
    order, down, lower = _ordered(scores, labels)
    if others > -np.inf:
        if not 0 < count <= len(down):
            return None
        steps = np.flatnonzero(lower[count:])
        lowest_equal = down[count - 1 + steps[0]] if len(steps) else down[-1]
        if lowest_equal - others < TOLERANCE:
            return None
    return order[:count]


def reached_by(scores: NDArray[np.float64], count: int) -> float:
    """A score that the first `count` reach, and hardly anybody below them; −∞ if there are no more."""
    if len(scores) <= count:
        return -np.inf
    return float(np.partition(scores, len(scores) - count)[len(scores) - count]) - MARGIN


def _ordered(
    scores: NDArray[np.float64], labels: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Labels in order, scores in order, and 1 for each score that is lower than the one before and not equal to it."""
    order = np.argsort(-scores)
    down = scores[order]
    lower = np.zeros(len(scores), dtype=np.int64)
    lower[1:] = down[:-1] - down[1:] >= TOLERANCE
    # Level and label in one number: sorting it puts equal scores in order of labels.
    key = (np.cumsum(lower) << LABEL_BITS) + labels[order]
    key.sort()
    return key & (1 << LABEL_BITS) - 1, down, lower
