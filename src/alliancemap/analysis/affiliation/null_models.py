"""What two organisations would share by chance: four null models, from what is the least they keep to the most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.configuration import configuration_model
from alliancemap.analysis.affiliation.enumeration import matrices_with_margins
from alliancemap.analysis.affiliation.margins import degrees
from alliancemap.analysis.affiliation.pair_classes import PairClasses, segment_blocks, within_segments
from alliancemap.analysis.affiliation.shared import entries_of, tally
from alliancemap.analysis.affiliation.tails import fill_tails, independent_tails, row_tails
from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.null_models.curveball import curveball_draws

Values = NDArray[np.float64]


class NullModel(StrEnum):
    """What of the affiliation matrix a null model keeps."""

    FIXED_FILL = "fixedfill"
    FIXED_ROW = "fixedrow"
    SDSM = "sdsm"
    FDSM = "fdsm"


@dataclass(frozen=True)
class Sampling:
    """How the fixed degree sequence model is gone through.

    Attributes
    ----------
    draws : int
        How many matrices are drawn.
    seed : int
        The same seed gives the same matrices.
    all_at_most : int, optional
        Go through all matrices instead of drawing some; more than so many are an error.
    """

    draws: int = 10_000
    seed: int = 0
    all_at_most: int | None = None


def classes_of_rows(matrix: csr_array, model: NullModel) -> NDArray[np.int32]:
    """Give the class of each row: what the null model does not tell apart, rows of equal degree or all rows."""
    if model is NullModel.FIXED_FILL:
        return np.zeros(matrix.shape[0], np.int32)
    return np.unique(degrees(matrix)[0], return_inverse=True)[1].astype(np.int32)


def cell_tails(
    matrix: csr_array, pairs: PairClasses, model: NullModel, sampling: Sampling, check_time: CheckTime = no_limit
) -> Values:
    """P(X ≥ x) and P(X ≤ x) in each cell, X what two rows share under the null model.

    - fixedfill: the number of ones is kept, each cell of the matrix alike probable.
    - fixedrow: each row keeps its degree, each choice of columns alike probable: hypergeometric.
    - sdsm: both degrees are kept on average, entries independent with the probabilities of `configuration_model`;
      X is a sum of one trial a column, its law exact by convolution.
    - fdsm: both degrees are kept, each such matrix alike probable; from draws, or from all matrices. Rows of equal
      degree are exchangeable, so all pairs of two classes are counted together:
      p = (pairs of these classes that share as much, in the draws and as observed)/((R + 1)(pairs of these classes)).
      This is (b + 1)/(R + 1) of R draws, averaged over the ways to exchange such rows: as valid, with less noise.
    Time fixedfill O(n₂²), fixedrow O(P n₂), sdsm O(P n₂ x), fdsm O(R Σ_k c_k²); P segments, x the most that is shared.

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Canonical and binary.
    pairs : PairClasses
        Of `classes_of_rows` for the same model.
    model : NullModel
    sampling : Sampling
        For fdsm.
    check_time : callable
        Called now and then; what it raises stops the work.

    Returns
    -------
    float64, 2 × cells

    Raises
    ------
    UsageError
        If all matrices are asked for and there are too many.

    References
    ----------
    Z. P. Neal, R. Domagalski & B. Sagan, Sci. Rep. 11, 23929 (2021). doi:10.1038/s41598-021-03238-3
    Z. P. Neal, Soc. Netw. 39, 84 (2014). doi:10.1016/j.socnet.2014.06.001
    B. Phipson & G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9, 39 (2010). doi:10.2202/1544-6115.1585
    """
    if model is NullModel.FDSM:
        return _counted_tails(matrix, pairs, sampling, check_time)
    tails = np.full((2, pairs.n_cells), np.nan)
    if model is NullModel.FIXED_FILL:
        fill_tails(pairs.segments, matrix.nnz, *matrix.shape, tails)
        return tails
    if model is NullModel.FIXED_ROW:
        work = partial(_row_tails, np.unique(degrees(matrix)[0]), matrix.shape[1], tails)
    else:
        found = configuration_model(matrix)
        work = partial(_independent_tails, found.probability, found.column_sizes, tails)
    for _ in each(work, segment_blocks(pairs)):
        check_time()
    return tails


def _row_tails(row_degrees: NDArray[np.int64], width: int, tails: Values, segments: NDArray[np.int64]) -> None:
    row_tails(segments, row_degrees, width, tails)


def _independent_tails(
    probability: Values, sizes: NDArray[np.int64], tails: Values, segments: NDArray[np.int64]
) -> None:
    independent_tails(segments, probability, sizes, tails)


def _counted_tails(matrix: csr_array, pairs: PairClasses, sampling: Sampling, check_time: CheckTime) -> Values:
    """Tails from counts over drawn matrices and the observed one, or over all."""
    cells = np.zeros(pairs.n_cells, np.int64)
    matrices = 0
    base, bounds = pairs.base(), pairs.bounds()
    span = (0, matrix.shape[0])

    def counted(drawn: csr_array) -> NDArray[np.int64]:
        return tally(entries_of(drawn), pairs.classes, base, bounds, pairs.n_cells, span)

    for counts in each(counted, _matrices(matrix, sampling)):
        check_time()
        cells += counts
        matrices += 1
    upwards, downwards = within_segments(pairs, pairs.completed(cells, matrices))
    return np.array([upwards, downwards]) / (np.repeat(pairs.n_pairs, pairs.lengths) * matrices)


def _matrices(matrix: csr_array, sampling: Sampling) -> Iterator[csr_array]:
    if sampling.all_at_most is not None:
        yield from matrices_with_margins(*degrees(matrix), sampling.all_at_most)
    else:
        yield matrix
        yield from curveball_draws(matrix, sampling.draws, sampling.seed)
