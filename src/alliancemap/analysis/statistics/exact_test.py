"""The stratified exact test: how likely so few tied pairs would be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def lower_tail(
    observed: int, pairs: NDArray[np.int64], tied: NDArray[np.int64], between: NDArray[np.int64]
) -> tuple[float, float]:
    """P(X <= observed) and P(X = 0) for a sum of independent hypergeometric counts.

    In stratum s, `between[s]` of `pairs[s]` pairs lie between two groups; X_s of the `tied[s]` tied pairs fall among
    them if ties are dealt at random within the stratum, and X = Σ_s X_s. The distribution of X is the convolution of
    theirs, each from ratios of neighbouring probabilities outward from its mode, so that no difference of large logs
    is taken: absolute error below 1e-12. Time O(product of the supports up to `observed`).

    Parameters
    ----------
    observed : int
        Not negative.
    pairs, tied, between : int64, length strata
        0 <= tied, between <= pairs.

    Returns
    -------
    tuple of float
        Both in [0, 1].

    Notes
    -----
    With one stratum it is Fisher's exact test, one-sided; with several, that of Mantel and Haenszel made exact.
    """
    total, lowest, none = np.ones(1), 0, 1.0
    for size, ties, drawn in zip(pairs, tied, between, strict=True):
        low, probability = hypergeometric(int(size), int(ties), int(drawn))
        none *= float(probability[0]) if low == 0 else 0.0
        lowest += low
        total = np.convolve(total, probability[: observed + 1])[: observed + 1]
    return min(1.0, float(total[: max(observed - lowest + 1, 0)].sum())), none


def hypergeometric(size: int, marked: int, drawn: int) -> tuple[int, NDArray[np.float64]]:
    """Distribution of the number of marked among `drawn` out of `size` things, `marked` of which are marked.

    Returns
    -------
    low : int
        The smallest possible number.
    probability : float64
        Of low, low + 1, … to the largest possible number; sums to 1.
    """
    low, high = max(0, drawn + marked - size), min(marked, drawn)
    x = np.arange(low, high, dtype=np.float64)
    step = np.log((marked - x) * (drawn - x)) - np.log((x + 1) * (size - marked - drawn + x + 1))
    mode = min(max((marked + 1) * (drawn + 1) // (size + 2), low), high) - low
    falling = -np.cumsum(step[:mode][::-1])[::-1]
    weight = np.exp(np.concatenate((falling, [0.0], np.cumsum(step[mode:]))))
    return low, weight / weight.sum()
