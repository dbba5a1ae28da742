"""Likeness of two sets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.landscape import gather_rows, row
from alliancemap.analysis.shares import share


def shared_counts(matrix: csr_array, index: int) -> NDArray[np.int64]:
    """How many columns each row of a binary matrix shares with one row; shape (n,), time O(stored entries)."""
    mark = np.zeros(matrix.shape[1])
    mark[row(matrix, index)] = 1
    return np.asarray(matrix @ mark).astype(np.int64)


def jaccard_row(matrix: csr_array, index: int) -> NDArray[np.float64]:
    """Jaccard index of one row's set with every row's: |A ∩ B| / |A ∪ B|.

    Time O(stored entries).

    Parameters
    ----------
    matrix : csr_array, n × values
        Binary; row i holds the set of organisation i.
    index : int
        The row.

    Returns
    -------
    float64, shape (n,)
        In [0, 1]; NaN where either set is empty.
    """
    sizes = np.diff(matrix.indptr)
    return _jaccard(shared_counts(matrix, index), sizes[index], sizes)


def jaccard_pairs(matrix: csr_array, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
    """Jaccard index of the sets of each pair of rows (a[k], b[k]); NaN where either is empty. Time O(their sizes)."""
    sizes = np.diff(matrix.indptr)
    width = matrix.shape[1]
    keys = []
    for rows in (a, b):
        owner, entry = gather_rows(matrix, rows)
        keys.append(owner * width + matrix.indices[entry])
    both = np.intersect1d(keys[0], keys[1], assume_unique=True)
    shared = np.bincount(both // max(width, 1), minlength=len(a))
    return _jaccard(shared, sizes[a], sizes[b])


def _jaccard(
    shared: NDArray[np.int64], size: NDArray[np.integer] | np.integer, sizes: NDArray[np.integer]
) -> NDArray[np.float64]:
    union = size + sizes - shared
    known = (size > 0) & (sizes > 0)
    return share(shared, union, known)
