"""Likeness of two sets."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.centrality.rows import Columns, Starts, rows
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.inputs.landscape import gather_rows, row
from alliancemap.analysis.statistics.shares import share


def jaccard_pairs(matrix: csr_array, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
    """Jaccard index of the sets of each pair of rows (a[k], b[k]); NaN where either is empty. O(their entries) time."""
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
    """How many columns the rows a[k] and b[k] of a binary matrix share; shape of a, time O(their entries)."""
    return _shared(*rows(matrix), a.astype(np.int64), b.astype(np.int64))


@kernel
def _shared(starts: Starts, columns: Columns, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """Walk along both rows of each pair, whose columns ascend."""
    shared = np.zeros(len(a), np.int64)
    for k in range(len(a)):
        left, right = starts[a[k]], starts[b[k]]
        while left < starts[a[k] + 1] and right < starts[b[k] + 1]:
            one, other = columns[left], columns[right]
            shared[k] += one == other
            if one <= other:
                left += 1
            if other <= one:
                right += 1
    return shared


def shared_entries(
    left: csr_array, a: NDArray[np.integer], right: csr_array, b: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns stored both in row a[k] of one matrix and in row b[k] of another, as (k, column); time O(their sizes)."""
    width = max(left.shape[1], 1)
    keys = []
    for matrix, chosen in ((left, a), (right, b)):
        owner, entry = gather_rows(matrix, chosen)
        keys.append(owner * width + matrix.indices[entry])
    both = np.intersect1d(keys[0], keys[1], assume_unique=True)
    return both // width, both % width


def _jaccard(
    shared: NDArray[Any], size: NDArray[np.integer] | np.integer, sizes: NDArray[np.integer]
) -> NDArray[np.float64]:
    union = size + sizes - shared
    known = (size > 0) & (sizes > 0)
    return share(shared, union, known)
