"""Whether a set of organisations is more alike than sets of its size usually are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.landscape import Landscape
from alliancemap.analysis.ranking import TOLERANCE
from alliancemap.analysis.social_distance import social_distance_matrix, social_distance_pairs

ENUMERATED = 60_000
DRAWS = 9_999
MATRIX = 2_000


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
    landscape: Landscape, size: int, seed: int = 0, include_power: bool = False
) -> SimilarityBaseline:
    """Mean social distance of all sets of a size out of the pool, or of 9 999 where there are above 60 000.

    Time O(sets · size²), and O(pool²) for a pool of at most 2 000.

    Parameters
    ----------
    landscape : Landscape
    size : int
        At least 2.
    seed : int
        For the draws.
    include_power : bool

    Returns
    -------
    SimilarityBaseline
        Without any set if the pool is smaller than one.
    """
    pool = np.flatnonzero(landscape.pool(include_power))
    exact = comb(len(pool), size) <= ENUMERATED
    subsets = _all_subsets(len(pool), size) if exact else _drawn_subsets(len(pool), size, seed)
    left, right = np.triu_indices(size, 1)
    a, b = subsets[:, left], subsets[:, right]
    if len(pool) > MATRIX:
        distance = social_distance_pairs(landscape, pool[a.ravel()], pool[b.ravel()]).reshape(a.shape)
        return SimilarityBaseline(size, _known_means(distance), exact, None)
    matrix = social_distance_matrix(landscape, pool)
    over = matrix[np.triu_indices(len(pool), 1)]
    return SimilarityBaseline(size, _known_means(matrix[a, b]), exact, mean_known(over))


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
    return np.array(list(combinations(range(count), size)), dtype=np.int64).reshape(-1, size)


def _drawn_subsets(count: int, size: int, seed: int) -> NDArray[np.int64]:
    """Sets drawn uniformly, each without repetition."""
    generator = np.random.default_rng(seed)
    if size * size > count:
        return np.stack([generator.choice(count, size, replace=False) for _ in range(DRAWS)])
    subsets = generator.integers(count, size=(DRAWS, size))
    while len(again := np.flatnonzero((np.diff(np.sort(subsets, axis=1), axis=1) == 0).any(axis=1))):
        subsets[again] = generator.integers(count, size=(len(again), size))
    return subsets
