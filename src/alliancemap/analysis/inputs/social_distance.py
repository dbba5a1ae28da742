"""How unlike two organisations are: who they are, never what they stand for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.jaccard import jaccard_matrix, jaccard_pairs, jaccard_row
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.statistics.shares import known_mean


def social_distance_row(landscape: Landscape, index: int, places: bool = True) -> NDArray[np.float64]:
    """Social distance of one organisation from every one.

    The mean over the dimensions known of both of [kind differs], 1 - J(places), 1 - J(constituencies) and
    1 - J(generations), J the Jaccard index. Causes are left out on purpose: strangers may share a cause. Time
    O(n + stored values).

    Parameters
    ----------
    landscape : Landscape
    index : int
        The row.
    places : bool
        Whether places count; the ally score has them as a component of its own, so there they do not.

    Returns
    -------
    float64, shape (n,)
        In [0, 1], 0 alike; NaN where no dimension is known of both. To itself 0.
    """
    kinds = _kind_differs(landscape, np.array([index]), np.arange(landscape.size))
    return known_mean(np.stack([kinds, *(1 - jaccard_row(sets, index) for sets in _dimensions(landscape, places))]), 0)


def social_distance_pairs(
    landscape: Landscape, a: NDArray[np.integer], b: NDArray[np.integer], places: bool = True
) -> NDArray[np.float64]:
    """Social distance of each pair of rows (a[k], b[k]), as `social_distance_row`; time O(their entries)."""
    parts = [_kind_differs(landscape, a, b)]
    return known_mean(
        np.stack([*parts, *(1 - jaccard_pairs(sets, a, b) for sets in _dimensions(landscape, places))]), 0
    )


def social_distance_matrix(landscape: Landscape, rows: NDArray[np.integer]) -> NDArray[np.float64]:
    """Social distance between every two of some rows, as `social_distance_row`; dense, O(rows² · values) time."""
    kinds = _kind_differs(landscape, rows[:, None], rows)
    return known_mean(np.stack([kinds, *(1 - jaccard_matrix(sets, rows) for sets in _dimensions(landscape, True))]), 0)


def _dimensions(landscape: Landscape, places: bool) -> list[csr_array]:
    both = [landscape.constituencies, landscape.generations]
    return [landscape.places, *both] if places else both


def _kind_differs(landscape: Landscape, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
    first, second = landscape.kind[a], landscape.kind[b]
    return np.where((first < 0) | (second < 0), np.nan, first != second)
