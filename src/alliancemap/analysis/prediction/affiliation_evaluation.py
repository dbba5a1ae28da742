"""How well affiliations foretell others: against every pair of organisation and cause, all of them counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.counting import Bins
from alliancemap.analysis.prediction.evaluation import RANDOM, Evaluation, even
from alliancemap.analysis.prediction.indices import Index
from alliancemap.analysis.prediction.top_pairs import AffiliationIndex, affiliation_paths
from alliancemap.analysis.prediction.two_paths import BLOCK, TwoSteps, cell_scores, counted_cells, plain
from alliancemap.errors import InvalidNetworkError

Counts = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class AffiliationSplit:
    """What is known, and what is to be foretold from it.

    Attributes
    ----------
    known : csr_array, n₁ × n₂
        Canonical, all 1.
    first, second : int64, shape (positives,)
        Rows and columns to be foretold, in order of rows; none among the known.
    """

    known: csr_array
    first: NDArray[np.int64]
    second: NDArray[np.int64]

    @property
    def degrees(self) -> tuple[Counts, Counts]:
        """How many known affiliations each row and each column has."""
        columns = np.bincount(self.known.indices, minlength=self.known.shape[1])
        return np.diff(self.known.indptr).astype(np.float64), columns.astype(np.float64)


def split_affiliations(matrix: csr_array, later: NDArray[np.bool_]) -> AffiliationSplit:
    """Split a two-mode network: the entries that `later` marks, in order of rows, are to be foretold. Time O(n + m)."""
    if len(later) != matrix.nnz:
        raise InvalidNetworkError(f"{len(later)} marks for {matrix.nnz} affiliations")
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    column = matrix.indices.astype(np.int64)
    known = csr_array((np.ones(int((~later).sum())), (row[~later], column[~later])), shape=matrix.shape)
    known.sort_indices()
    return AffiliationSplit(binary(known), row[later], column[later])


def affiliation_evaluation(
    split: AffiliationSplit, workers: int | None = None, check_time: CheckTime = no_limit
) -> Evaluation:
    """Tell how well each index, from the known affiliations alone, foretells the others.

    As `alliancemap.analysis.prediction.evaluation.evaluation` for pairs of organisation and cause: every pair that is
    not known is a candidate, none is sampled. Pairs at distance above 3 score 0 by every index but preferential
    attachment, r_i c_k; they are the distant ones. Time O(paths of two steps · log T) an index.

    Parameters
    ----------
    split : AffiliationSplit
    workers : int, optional
        Threads; the result is the same with any number.
    check_time : callable
        Called after each block of rows.

    Returns
    -------
    Evaluation
    """
    by_degree = Bins.of(split.degrees[0][split.first] * split.degrees[1][split.second])
    products = _all_products(split, by_degree)
    total = float(np.prod(split.known.shape)) - split.known.nnz
    all_pairs: dict[str, Tally] = {RANDOM: even(len(split.first), total)}
    distant_pairs: dict[str, Tally] = {}
    for index in AffiliationIndex:
        paths = affiliation_paths(split.known, index)
        scores = cell_scores(plain(paths.left), plain(paths.right), split.known.shape[1], split.first, split.second)
        bins = Bins.of(scores)
        counts, near = _near(split, paths, (bins, by_degree), workers, check_time)
        far, distant = scores == 0, total - counts.sum()
        all_pairs[index] = bins.tally(counts + bins.count(np.zeros(1), np.array([distant])))
        distant_pairs[index] = even(int(far.sum()), distant)
    beyond = split.degrees[0][split.first[far]] * split.degrees[1][split.second[far]]
    all_pairs[Index.PREFERENTIAL_ATTACHMENT] = by_degree.tally(products)
    left = Bins(by_degree.edges, by_degree.count(beyond)).tally(products - near)
    ends = {RANDOM: even(int(far.sum()), distant), Index.PREFERENTIAL_ATTACHMENT: left}
    return Evaluation(all_pairs, ends | distant_pairs)


def _all_products(split: AffiliationSplit, bins: Bins) -> Counts:
    """How many candidates have a product of degrees in each bin, from how many rows and columns have each degree."""
    (rows, of_rows), (columns, of_columns) = (np.unique(degree, return_counts=True) for degree in split.degrees)
    row = np.repeat(split.degrees[0], np.diff(split.known.indptr))
    known = bins.count(row * split.degrees[1][split.known.indices])
    pairs = np.outer(of_rows, of_columns).ravel().astype(np.float64)
    return bins.count(np.outer(rows, columns).ravel(), pairs) - known


def _near(
    split: AffiliationSplit, paths: TwoSteps, bins: tuple[Bins, Bins], workers: int | None, check_time: CheckTime
) -> tuple[Counts, Counts]:
    """How many candidates within three steps fall in each bin, by score and by product of degrees."""
    left, right, known = plain(paths.left), plain(paths.right), plain(split.known)
    edges, degrees = (bins[0].edges, bins[1].edges), split.degrees
    by_score, by_product = np.zeros(len(bins[0].positives)), np.zeros(len(bins[1].positives))

    def count(span: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return counted_cells(left, right, known, degrees, edges, span)

    for scored, multiplied in each(count, spans(split.known.shape[0], BLOCK), workers):
        by_score += scored
        by_product += multiplied
        check_time()
    return by_score, by_product
