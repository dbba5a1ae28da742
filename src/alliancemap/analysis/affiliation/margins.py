"""How many affiliations every organisation has and how many organisations every cause: what null models keep."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.errors import InvalidNetworkError


def affiliations(matrix: csr_array) -> csr_array:
    """Give the matrix in the form that this room computes on: canonical, binary, float64.

    Raises
    ------
    InvalidNetworkError
        If an entry is neither 0 nor 1: names it and where it stands.
    """
    matrix = csr_array(matrix.astype(np.float64))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    wrong = np.flatnonzero(matrix.data != 1)
    if len(wrong):
        row, column = (int(end[wrong[0]]) for end in matrix.tocoo().coords)
        raise InvalidNetworkError(
            f"an affiliation matrix holds only 0 and 1, not {matrix.data[wrong[0]]:g} (row {row}, column {column}, "
            "counted from 0): make it binary first"
        )
    return matrix


def degrees(matrix: csr_array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the entries of every row and of every column."""
    return np.diff(matrix.indptr).astype(np.int64), np.bincount(matrix.indices, minlength=matrix.shape[1])


def n_pairs(size: int) -> int:
    """How many pairs there are among so many."""
    return size * (size - 1) // 2
