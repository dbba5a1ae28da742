"""The likeliest new ties of a network, of organisations with each other or with causes."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.graph import binary, without_diagonal
from alliancemap.analysis.prediction.best_cells import ScoredPairs, highest
from alliancemap.analysis.prediction.degree_products import highest_products
from alliancemap.analysis.prediction.indices import Index, middle_weights
from alliancemap.analysis.prediction.two_paths import TwoSteps


class AffiliationIndex(StrEnum):
    """How likely organisation i is taken to join cause k; B the affiliations, r and c its row and column sums.

    ra_neighbour Σ_{j: b_jk = 1} Σ_l b_il b_jl / c_l; aa_neighbour the same with 1/ln c_l (c_l = 1 cannot be shared);
    L3 Σ_{l ≠ k, j ≠ i} b_il b_jl b_jk / √(c_l r_j).

    Kovács et al., Nature Communications 10, 1240 (2019). doi:10.1038/s41467-019-09177-y
    """

    RA_NEIGHBOUR = "ra_neighbour"
    AA_NEIGHBOUR = "aa_neighbour"
    L3 = "L3"


def top_pairs(
    ties: csr_array, index: Index, k: int, workers: int | None = None, check_time: CheckTime = no_limit
) -> ScoredPairs:
    """Find the k pairs of organisations without a tie that score highest.

    Equal scores stand in order of rows; scores of 0 fill the list where too few are higher. Time O(Σ_z k_z²), for
    preferential attachment O(n + m + k) and the products of different degrees; memory O(n + m + k).

    Parameters
    ----------
    ties : csr_array, n × n
        Canonical and symmetric, empty diagonal; strengths do not count.
    index : Index
    k : int
        How many, at least 0.
    workers, check_time
        As in `alliancemap.analysis.prediction.best_cells.highest`.

    Returns
    -------
    ScoredPairs
        Smaller row first in each pair.
    """
    if index is Index.PREFERENTIAL_ATTACHMENT:
        return highest_products(ties, k)
    degree = np.diff(ties.indptr)
    matrix = binary(ties)
    weighted = csr_array(
        (np.repeat(middle_weights(index, degree), degree), matrix.indices, matrix.indptr), matrix.shape
    )
    divided = degree.astype(np.float64) if index is Index.JACCARD else None
    return highest(TwoSteps(matrix, weighted, matrix, symmetric=True, degree=divided), k, workers, check_time)


def top_affiliations(
    matrix: csr_array, index: AffiliationIndex, k: int, workers: int | None = None, check_time: CheckTime = no_limit
) -> ScoredPairs:
    """Find the k pairs of organisation and cause, not affiliated, that score highest.

    The middle of the three steps is worked out once, for causes or for organisations, whichever are fewer. Time
    O(Σ r² + Σ c²) for this and O(paths of two steps over it) after; equal scores and zeros as in `top_pairs`.

    Parameters
    ----------
    matrix : csr_array, n₁ × n₂
        Canonical; organisations in rows; strengths do not count.
    index : AffiliationIndex
    k, workers, check_time
        As in `top_pairs`.

    Returns
    -------
    ScoredPairs
        Organisation and cause.
    """
    return highest(affiliation_paths(binary(matrix), index), k, workers, check_time)


def affiliation_paths(b: csr_array, index: AffiliationIndex) -> TwoSteps:
    """Scores of organisations and causes as sums over two steps, of which the second has the other two in it."""
    across, back = csr_array(b * _shares(b, index)), csr_array(b.T * _reach(b, index))
    if b.shape[1] <= b.shape[0]:
        return TwoSteps(b, _tidy(csr_array(across.T * _reach(b, index)) @ b), b, symmetric=False)
    return TwoSteps(_tidy(across @ back), b, b, symmetric=False)


def similarity(matrix: csr_array, index: AffiliationIndex) -> csr_array:
    """How alike organisations are by what they are affiliated with: Σ_l b_il b_jl / c_l, or with 1/ln c_l.

    Time and memory O(Σ c²).

    Parameters
    ----------
    matrix : csr_array, n₁ × n₂
        Canonical; strengths do not count.
    index : AffiliationIndex
        `ra_neighbour` or `aa_neighbour`.

    Returns
    -------
    csr_array, n₁ × n₁
        Symmetric, empty diagonal; what is not stored is 0. A cause of one organisation adds nothing.
    """
    b = binary(matrix)
    return without_diagonal(csr_array(csr_array(b * _shares(b, index)) @ b.T))


def _shares(b: csr_array, index: AffiliationIndex) -> NDArray[np.float64]:
    """What a cause adds to the likeness of two of its organisations."""
    sizes = np.bincount(b.indices, minlength=b.shape[1])
    match index:
        case AffiliationIndex.RA_NEIGHBOUR:
            return middle_weights(Index.RESOURCE_ALLOCATION, sizes)
        case AffiliationIndex.AA_NEIGHBOUR:
            return middle_weights(Index.ADAMIC_ADAR, sizes)
    return np.asarray(1 / np.sqrt(np.maximum(sizes, 1)), np.float64)


def _reach(b: csr_array, index: AffiliationIndex) -> NDArray[np.float64]:
    """What an organisation passes on to each of its causes."""
    sizes = np.diff(b.indptr)
    return (
        np.asarray(1 / np.sqrt(np.maximum(sizes, 1)), np.float64)
        if index is AffiliationIndex.L3
        else np.ones(len(sizes))
    )


def _tidy(matrix: csr_array) -> csr_array:
    matrix = csr_array(matrix)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix
