"""Whether a set of organisations is more alike than sets of its size usually are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.social_distance import social_distance_matrix, social_distance_pairs
from alliancemap.analysis.statistics.ranking import TOLERANCE

ENUMERATED = 60_000
DRAWS = 9_999
MATRIX = 2_000
BLOCK = 2**17
"""How many distances are looked at together."""
LARGE = 5
"""From a fifth of the pool on a set is measured faster by matrix products than pair by pair."""


@dataclass(frozen=True, eq=False)
class SimilarityBaseline:
    """Mean social distances of sets of one size out of the pool.

    Attributes
    ----------
    size : int
    means : float64
        Of every set, or of 9 999 drawn ones; without those of which nothing is known.
    exact : bool
        Whether these are all sets.
    pool_mean : float or None
        Over all pairs of the pool; None for a pool above 2 000, and where nothing is known.
    """

    size: int
    means: NDArray[np.float64]
    exact: bool
    pool_mean: float | None

    def p_similar(self, mean: float | None) -> float | None:
        """Share of sets whose mean is not larger; (b + 1)/(draws + 1) when drawn. None if there is no set."""
        if mean is None or not len(self.means):
            return None
        hits = int((self.means <= mean + TOLERANCE).sum())
        return hits / len(self.means) if self.exact else (hits + 1) / (len(self.means) + 1)


def similarity_baseline(
    landscape: Landscape,
    size: int,
    seed: int = 0,
    include_power: bool = False,
    check_time: CheckTime = no_limit,
) -> SimilarityBaseline:
    """Mean social distance of all sets of a size out of the pool, or of 9 999 where there are above 60 000.

    Time O(sets · size²), or O(sets · pool²) by matrix products where that is less work; and O(pool²) for a pool of at
    most 2 000. The sets are measured in blocks: besides their members, memory does not grow with their number.

    Parameters
    ----------
    landscape : Landscape
    size : int
        At least 2.
    seed : int
        For the draws.
    include_power : bool
    check_time : callable
        Called before each block; whatever it raises ends the computation.

    Returns
    -------
    SimilarityBaseline
        Without any set if the pool is smaller than one.
    """
    pool = np.flatnonzero(landscape.pool(include_power))
    exact = comb(len(pool), size) <= ENUMERATED
    subsets = _all_subsets(len(pool), size) if exact else _drawn_subsets(len(pool), size, seed)
    measure, pool_mean = _measure(landscape, pool, size)
    means = [np.empty(0)]
    for start in range(0, len(subsets), measure.sets):
        check_time()
        means.append(measure.means(subsets[start : start + measure.sets]))
    return SimilarityBaseline(size, np.concatenate(means), exact, pool_mean)


@dataclass(frozen=True)
class _Measure:
    """How the means of a block of sets are found, and how many sets make a block."""

    means: Callable[[NDArray[np.int64]], NDArray[np.float64]]
    sets: int


def _measure(landscape: Landscape, pool: NDArray[np.int64], size: int) -> tuple[_Measure, float | None]:
    """Choose the way with the least work; with it goes the mean of all pairs, where these are looked at."""
    left, right = np.triu_indices(size, 1)
    sets = max(1, BLOCK // max(1, len(left)))
    if len(pool) > MATRIX:

        def each(block: NDArray[np.int64]) -> NDArray[np.float64]:
            a, b = pool[block[:, left]], pool[block[:, right]]
            return _known_means(social_distance_pairs(landscape, a.ravel(), b.ravel()).reshape(a.shape))

        return _Measure(each, sets), None
    matrix = social_distance_matrix(landscape, pool)
    np.fill_diagonal(matrix, np.nan)
    pool_mean = mean_known(matrix)
    if size * LARGE > len(pool):
        return _Measure(_products(matrix), max(1, BLOCK // max(1, len(pool)))), pool_mean
    places = matrix.ravel()
    return _Measure(
        lambda block: _known_means(places.take(block[:, left] * len(pool) + block[:, right])), sets
    ), pool_mean


def _products(matrix: NDArray[np.float64]) -> Callable[[NDArray[np.int64]], NDArray[np.float64]]:
    """Means by matrix products: with S the sets as rows of 0 and 1, D the distances, the sums are (S D * S) 1."""
    distance, known = np.nan_to_num(matrix), ~np.isnan(matrix)
    complete = known.sum() == len(matrix) * (len(matrix) - 1)
    weights = known.astype(np.float64)

    def means(block: NDArray[np.int64]) -> NDArray[np.float64]:
        chosen = np.zeros((len(block), len(matrix)))
        np.put_along_axis(chosen, block, 1.0, axis=1)
        total = np.einsum("ij,ij->i", chosen @ distance, chosen)
        if complete:
            return np.asarray(total / (block.shape[1] * (block.shape[1] - 1)))
        count = np.einsum("ij,ij->i", chosen @ weights, chosen)
        return np.asarray(total[count > 0] / count[count > 0])

    return means


def mean_known(distance: NDArray[np.float64]) -> float | None:
    """Mean of what is known; None where nothing is."""
    known = distance[~np.isnan(distance)]
    return float(known.mean()) if len(known) else None


def _known_means(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    known = ~np.isnan(distance)
    count = known.sum(axis=1)
    some = count > 0
    means: NDArray[np.float64] = np.where(known, distance, 0.0).sum(axis=1)[some] / count[some]
    return means


def _all_subsets(count: int, size: int) -> NDArray[np.int64]:
    members = chain.from_iterable(combinations(range(count), size))
    return np.fromiter(members, np.int64, comb(count, size) * size).reshape(-1, size)


def _drawn_subsets(count: int, size: int, seed: int) -> NDArray[np.int64]:
    """Sets drawn uniformly, each without repetition."""
    generator = np.random.default_rng(seed)
    if size * size > count:
        return np.stack([generator.choice(count, size, replace=False) for _ in range(DRAWS)])
    subsets = generator.integers(count, size=(DRAWS, size))
    while len(again := np.flatnonzero((np.diff(np.sort(subsets, axis=1), axis=1) == 0).any(axis=1))):
        subsets[again] = generator.integers(count, size=(len(again), size))
    return subsets
