"""Likeness of two sets."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import gather_rows, row
from alliancemap.analysis.statistics.shares import share


def jaccard_pairs(matrix: csr_array, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
    """Jaccard index of the sets of each pair of rows (a[k], b[k]); NaN where either is empty.

    O(pairs · columns / 64) time.
    """
    sizes = np.diff(matrix.indptr)
    return _jaccard(shared_pairs(matrix, a, b), sizes[a], sizes[b])


def jaccard_matrix(matrix: csr_array, rows: NDArray[np.integer]) -> NDArray[np.float64]:
    """Jaccard index of the sets of every two of some rows; dense, NaN where either is empty. O(rows² · values) time."""
    dense = matrix[rows].toarray()
    sizes = dense.sum(axis=1)
    shared = dense @ dense.T
    known = (sizes[:, None] > 0) & (sizes > 0)
    return share(shared, sizes[:, None] + sizes - shared, known)


def jaccard_row(matrix: csr_array, index: int) -> NDArray[np.float64]:
    """Jaccard index of the set of one row and those of all; NaN where either is empty. Time O(stored entries)."""
    sizes, mark = np.diff(matrix.indptr), np.zeros(matrix.shape[1])
    mark[row(matrix, index)] = 1
    return _jaccard(np.asarray(matrix @ mark), sizes[index], sizes)


def shared_pairs(matrix: csr_array, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.int64]:
    """How many columns the rows a[k] and b[k] of a binary matrix share; shape of a, time O(pairs · columns / 64)."""
    shared = np.zeros(len(a), dtype=np.int64)
    for word in _bits(matrix):
        shared += np.bitwise_count(word[a] & word[b])
    return shared


def _bits(matrix: csr_array) -> NDArray[np.uint64]:
    """The sets of a binary matrix as bits, 64 columns a word; words × n."""
    owner = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    words = np.zeros((-(-matrix.shape[1] // 64), matrix.shape[0]), dtype=np.uint64)
    bit = np.left_shift(np.uint64(1), (matrix.indices % 64).astype(np.uint64))
    np.bitwise_or.at(words, (matrix.indices // 64, owner), bit)
    return words


def shared_entries(
    left: csr_array, a: NDArray[np.integer], right: csr_array, b: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns stored both in row a[k] of one matrix and in row b[k] of another, as (k, column); time O(their sizes)."""
    width = max(left.shape[1], 1)
    keys = []
    for matrix, rows in ((left, a), (right, b)):
        owner, entry = gather_rows(matrix, rows)
        keys.append(owner * width + matrix.indices[entry])
    both = np.intersect1d(keys[0], keys[1], assume_unique=True)
    return both // width, both % width


def _jaccard(
    shared: NDArray[Any], size: NDArray[np.integer] | np.integer, sizes: NDArray[np.integer]
) -> NDArray[np.float64]:
    union = size + sizes - shared
    known = (size > 0) & (sizes > 0)
    return share(shared, union, known)
