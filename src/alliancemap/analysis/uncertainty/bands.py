"""Ranks as bands: between which places a node stood in most of the draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.uncertainty.ranks import Ranking

OUTSIDE = 5
"""Per cent of the draws that a band leaves out on either side, at most."""


@dataclass(frozen=True, eq=False)
class RankBands:
    """Ranks of n nodes, 1 for the highest value, the same for equal values; NaN where undefined.

    Attributes
    ----------
    rank : float64, shape (n,)
        By the full result.
    low, high : float64, shape (n,)
        The best and the worst rank of the band.
    place : float64, shape (n,)
        Order of the bands, by `low`, then `high`: 1 for the first; equal bands have equal places.
    """

    rank: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    place: NDArray[np.float64]


def rank_bands(full: NDArray[np.float64], ranks: NDArray[np.int32]) -> RankBands:
    """Find the band of ranks of each node over draws.

    Of the R_i draws in which node i has a rank, the ⌊R_i/20⌋ lowest and as many of the highest are left out: the band
    runs from the lowest to the highest of the others, so that it holds at least 90 % of them. Time O(n R log R).

    Parameters
    ----------
    full : float64, shape (n,)
        Values of the full result, NaN where undefined.
    ranks : int32, shape (R, n)
        Ranks by draw, from 1; 0 where the node has none.

    Returns
    -------
    RankBands
        A node that has a rank in no draw has no band.
    """
    by_node = np.sort(ranks.T, axis=1)
    count = np.count_nonzero(by_node, axis=1)
    outside = count * OUTSIDE // 100
    rows, draws = np.arange(len(by_node)), by_node.shape[1]
    low = by_node[rows, np.minimum(draws - count + outside, draws - 1)]
    high = by_node[rows, draws - 1 - outside]
    known = count > 0
    return RankBands(
        places(full), np.where(known, low, np.nan), np.where(known, high, np.nan), _order(low, high, known)
    )


def places(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks of values: 1 + how many are higher, the same for equal ones; NaN where undefined. Time O(n log n)."""
    known = np.isfinite(values)
    found = np.full(len(values), np.nan)
    found[known] = Ranking.of(values[known]).places
    return found


def _order(low: NDArray[np.int32], high: NDArray[np.int32], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    key = (low[known].astype(np.int64) << 32) + high[known]
    return_to = np.full(len(low), np.nan)
    distinct, place, size = np.unique(key, return_inverse=True, return_counts=True)
    return_to[known] = (1 + np.cumsum(size) - size)[place] if len(distinct) else 0
    return return_to
