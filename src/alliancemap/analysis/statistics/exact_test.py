"""The stratified exact test: how likely so few tied pairs would be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

Counts = NDArray[np.int64]

LEAST = -745.0
"""Logarithm of the smallest number there is: what is less likely than the mode by more than that is 0 anyhow."""
FAINT = -60.0
"""Above the mode, all that is less likely than it by more than that comes to less than the last digit of the sum."""


def lower_tail(observed: int, pairs: Counts, tied: Counts, between: Counts) -> tuple[float, float]:
    """P(X <= observed) and P(X = 0) for a sum of independent hypergeometric counts.

    In stratum s, `between[s]` of `pairs[s]` pairs lie between two groups; X_s of the `tied[s]` tied pairs fall among
    them if ties are dealt at random within the stratum, and X = Σ_s X_s. The distribution of X is the convolution of
    theirs, each from ratios of neighbouring probabilities outward from its mode, so that no difference of large logs
    is taken: absolute error below 1e-12. Time O(modes + product of the spreads up to `observed`).

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
    p, none = lower_tails(np.array([observed], np.int64), pairs, tied, between[None, :])[0].tolist()
    return p, none


def lower_tails(observed: Counts, pairs: Counts, tied: Counts, between: Counts) -> NDArray[np.float64]:
    """`lower_tail` for many pairs of groups in the same strata.

    Parameters
    ----------
    observed : int64, length p
    pairs, tied : int64, length strata
    between : int64, p × strata

    Returns
    -------
    float64, p × 2
        P(X <= observed) and P(X = 0) of each.
    """
    return _tails(observed, pairs, tied, np.ascontiguousarray(between))


def hypergeometric(size: int, marked: int, drawn: int) -> tuple[int, NDArray[np.float64]]:
    """Distribution of the number of marked among `drawn` out of `size` things, `marked` of which are marked.

    Returns
    -------
    low : int
        The smallest number whose probability is above 0 in floating point.
    probability : float64
        Of low, low + 1, … up to where the rest is lost in rounding; sums to 1.
    """
    low, probability = _law(size, marked, drawn)
    return int(low), probability


@kernel
def _tails(observed: Counts, pairs: Counts, tied: Counts, between: Counts) -> NDArray[np.float64]:
    tails = np.ones((len(observed), 2))
    for k in range(len(observed)):
        start, total = 0, np.ones(1)
        for s in range(len(pairs)):
            low, probability = _law(pairs[s], tied[s], between[k, s])
            tails[k, 1] *= probability[0] if low == 0 else 0.0
            start += low
            total = _convolved(total, probability, max(0, observed[k] - start + 1))
        tails[k, 0] = min(1.0, total.sum())
    return tails


@kernel
def _convolved(left: NDArray[np.float64], right: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """The first so many terms of a convolution."""
    out = np.zeros(max(0, min(length, len(left) + len(right) - 1)))
    for i in range(min(len(left), len(out))):
        for j in range(min(len(right), len(out) - i)):
            out[i + j] += left[i] * right[j]
    return out


@kernel
def _law(size: int, marked: int, drawn: int) -> tuple[int, NDArray[np.float64]]:
    """Probabilities from ratios of neighbours, from the mode outward until they vanish."""
    low, high = max(0, drawn + marked - size), min(marked, drawn)
    mode = min(max(int((marked + 1.0) * (drawn + 1.0) / (size + 2.0)), low), high)
    first, log = mode, 0.0
    while first > low and log >= LEAST:
        first -= 1
        log -= _step(size, marked, drawn, first)
    last, log = mode, 0.0
    while last < high and log >= FAINT:
        log += _step(size, marked, drawn, last)
        last += 1
    weight = np.ones(last - first + 1)
    log = 0.0
    for x in range(mode - 1, first - 1, -1):
        log -= _step(size, marked, drawn, x)
        weight[x - first] = np.exp(log)
    log = 0.0
    for x in range(mode, last):
        log += _step(size, marked, drawn, x)
        weight[x + 1 - first] = np.exp(log)
    return first, weight / weight.sum()


@kernel
def _step(size: int, marked: int, drawn: int, x: int) -> float:
    """Logarithm of P(x + 1) / P(x)."""
    up = (marked - x) * float(drawn - x)
    return float(np.log(up) - np.log((x + 1.0) * (size - marked - drawn + x + 1)))
