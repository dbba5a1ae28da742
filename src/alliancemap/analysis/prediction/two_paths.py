"""Sums over paths of two steps, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.prediction.score_steps import whole_steps

Rows = NDArray[np.int32]
Sparse = tuple[Rows, Rows, NDArray[np.float64]]
"""Starts, columns and values of a sparse matrix."""

BLOCK = 4_096
"""Rows of one piece of work."""


@dataclass(frozen=True, eq=False)
class TwoSteps:
    """Scores s[u, v] = Σ_z left[u, z] right[z, v] of the cells that are empty in `known`.

    Attributes
    ----------
    left, right : csr_array
        Canonical, no negative value.
    known : csr_array
        The cells that are no candidates.
    symmetric : bool
        Whether s[u, v] = s[v, u], and only u < v are candidates.
    degree : float64, optional
        With it, scores are c / (degree[u] + degree[v] − c) of the sums c (Jaccard).
    """

    left: csr_array
    right: csr_array
    known: csr_array
    symmetric: bool
    degree: NDArray[np.float64] | None = None


def plain(matrix: csr_array) -> Sparse:
    """Give a matrix as the kernels take it."""
    return matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data.astype(np.float64)


@kernel
def summed(
    left: Sparse, right: Sparse, row: tuple[int, bool], score: NDArray[np.float64], touched: NDArray[np.int32]
) -> int:
    """Add up the paths from a row, to larger columns only if symmetric; give how many columns were touched."""
    count = 0
    for step in range(left[0][row[0]], left[0][row[0] + 1]):
        middle, weight = left[1][step], left[2][step]
        for entry in range(right[0][middle + 1] - 1, right[0][middle] - 1, -1):
            column = right[1][entry]
            if row[1] and column <= row[0]:
                break
            addition = weight * right[2][entry]
            if score[column] == 0.0 and addition > 0.0:
                touched[count] = column
                count += 1
            score[column] += addition
    return count


@kernel
def cell_scores(
    left: Sparse, right: Sparse, columns: int, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Comparable scores of some cells, in order of rows."""
    score, touched = np.zeros(columns), np.empty(columns, np.int32)
    found = np.zeros(len(first))
    count, row = 0, -1
    for cell in range(len(first)):
        if first[cell] != row:
            for place in range(count):
                score[touched[place]] = 0.0
            row = first[cell]
            count = summed(left, right, (row, False), score, touched)
        found[cell] = whole_steps(score[second[cell]])
    return found


@kernel
def counted_cells(
    left: Sparse,
    right: Sparse,
    known: Sparse,
    degrees: tuple[NDArray[np.float64], NDArray[np.float64]],
    edges: tuple[NDArray[np.float64], NDArray[np.float64]],
    span: tuple[int, int],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the cells of some rows that are not known and score above 0: by score, and by product of degrees."""
    columns = len(degrees[1])
    by_score, by_product = np.zeros(2 * len(edges[0]) + 1, np.int64), np.zeros(2 * len(edges[1]) + 1, np.int64)
    score, touched = np.zeros(columns), np.empty(columns, np.int32)
    for row in range(span[0], span[1]):
        count = summed(left, right, (row, False), score, touched)
        for entry in range(known[0][row], known[0][row + 1]):
            score[known[1][entry]] = 0.0
        for place in range(count):
            column = touched[place]
            if score[column] > 0.0:
                by_score[bin_of(edges[0], whole_steps(score[column]))] += 1
                by_product[bin_of(edges[1], degrees[0][row] * degrees[1][column])] += 1
            score[column] = 0.0
    return by_score, by_product


@kernel
def bin_of(edges: NDArray[np.float64], score: float) -> int:
    """The bin of a score, as `alliancemap.analysis.prediction.counting.Bins` has them."""
    place = int(np.searchsorted(edges, score))
    return 2 * place + (place < len(edges) and edges[place] == score)
