"""How well neighbours foretell ties: against every pair without a tie, all of them counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.counting import Bins, all_products, counted, pair_sums
from alliancemap.analysis.prediction.indices import Index, middle_weights
from alliancemap.analysis.prediction.score_steps import comparable
from alliancemap.analysis.prediction.two_paths import BLOCK
from alliancemap.errors import InvalidNetworkError

RANDOM = "random"
NEIGHBOURHOOD = (Index.COMMON_NEIGHBOURS, Index.JACCARD, Index.ADAMIC_ADAR, Index.RESOURCE_ALLOCATION)


@dataclass(frozen=True, eq=False)
class Split:
    """What is known, and what is to be foretold from it.

    Attributes
    ----------
    ties : csr_array, n × n
        The known ones: canonical, symmetric, all 1.
    first, second : int64, shape (positives,)
        The pairs to be foretold, first < second, none among the known.
    """

    ties: csr_array
    first: NDArray[np.int64]
    second: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Tallies by index, preferential attachment and `random` among them.

    Attributes
    ----------
    all_pairs : mapping of str to Tally
        Over every pair without a known tie.
    distant_pairs : mapping of str to Tally
        Over those at distance above 2, or not connected, by the known ties.
    """

    all_pairs: Mapping[str, Tally]
    distant_pairs: Mapping[str, Tally]


def split_ties(ties: csr_array, later: NDArray[np.bool_]) -> Split:
    """Split a network: the ties i < j, in order of rows, that `later` marks are to be foretold. Time O(n + m)."""
    row = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    upper = row < ties.indices
    first, second = row[upper], ties.indices[upper].astype(np.int64)
    if len(later) != len(first):
        raise InvalidNetworkError(f"{len(later)} marks for {len(first)} ties")
    known = csr_array((np.ones(int((~later).sum())), (first[~later], second[~later])), shape=ties.shape)
    both = csr_array(known + known.T)
    both.sort_indices()
    return Split(both, first[later], second[later])


def random_ties(m: int, share: float, rng: Generator) -> NDArray[np.bool_]:
    """Mark a share of m ties at random: the nearest whole number of them."""
    later = np.zeros(m, bool)
    later[rng.permutation(m)[: int(np.floor(share * m + 0.5))]] = True
    return later


def evaluation(split: Split, workers: int | None = None, check_time: CheckTime = no_limit) -> Evaluation:
    """Tell how well each index, from the known ties alone, foretells the others.

    Every pair without a known tie is a candidate, and every one that is not to be foretold a negative: none is sampled.
    Pairs without a common neighbour score 0 (products of degrees are counted by degree), so that only pairs at distance
    2 are gone through. At distance above 2 scores of the neighbourhood are all 0: they are no better than chance there.
    Random scores are given by their expectation. What was not foretold need not be false, it may be unrecorded:
    precision is a lower bound.

    Time O(Σ_z k_z² log T), T different scores of the positives; memory O(n + m + T) a thread.

    Parameters
    ----------
    split : Split
    workers : int, optional
        Threads; the result is the same with any number.
    check_time : callable
        Called after each block of rows.

    Returns
    -------
    Evaluation

    References
    ----------
    Yang, Lichtenwalter & Chawla, Knowl. Inf. Syst. 45, 751 (2015). doi:10.1007/s10115-014-0789-0
    """
    scores = _positive_scores(split)
    bins = [Bins.of(column) for column in scores.T]
    near = _near(split, bins, workers, check_time)
    n, known = split.ties.shape[0], split.ties.nnz // 2
    candidates, distant = n * (n - 1) / 2 - known, n * (n - 1) / 2 - known - near[0].sum()
    products = all_products(split.ties, bins[-1])
    far = scores[:, 0] == 0
    all_pairs = {RANDOM: even(len(far), candidates), Index.PREFERENTIAL_ATTACHMENT: bins[-1].tally(products)}
    beyond = Bins(bins[-1].edges, bins[-1].count(scores[far, -1]))
    far_pairs = {
        RANDOM: even(int(far.sum()), distant),
        Index.PREFERENTIAL_ATTACHMENT: beyond.tally(products - near[-1]),
    }
    for index, own, counts in zip(NEIGHBOURHOOD, bins, near, strict=False):
        all_pairs[index] = own.tally(counts + own.count(np.zeros(1), np.array([distant])))
        far_pairs[index] = even(int(far.sum()), distant)
    return Evaluation(all_pairs, far_pairs)


def even(positives: int, candidates: float) -> Tally:
    """Tally one group: all candidates score alike, as random scores do on average."""
    return Tally(np.array([float(positives)]), np.array([float(candidates)]))


def _weights(ties: csr_array) -> NDArray[np.float64]:
    """What a common neighbour adds to the count, to Adamic-Adar and to resource allocation."""
    degree = np.diff(ties.indptr)
    indices = (Index.COMMON_NEIGHBOURS, Index.ADAMIC_ADAR, Index.RESOURCE_ALLOCATION)
    return np.stack([middle_weights(index, degree) for index in indices], axis=1)


def _positive_scores(split: Split) -> NDArray[np.float64]:
    """Comparable scores of the pairs to be foretold: the four of the neighbourhood, and the product of degrees."""
    starts, columns = split.ties.indptr.astype(np.int32), split.ties.indices.astype(np.int32)
    shared, adamic, allocated = pair_sums(starts, columns, _weights(split.ties), split.first, split.second).T
    degree = np.diff(split.ties.indptr).astype(np.float64)
    first, second = degree[split.first], degree[split.second]
    jaccard = shared / np.maximum(first + second - shared, 1)
    steps = [comparable(score) for score in (shared, jaccard, adamic, allocated)]
    return np.stack([*steps, first * second], axis=1)


def _near(split: Split, bins: list[Bins], workers: int | None, check_time: CheckTime) -> list[NDArray[np.float64]]:
    """By index, how many candidates with a common neighbour fall in each bin."""
    starts, columns = split.ties.indptr.astype(np.int32), split.ties.indices.astype(np.int32)
    weights, edges = _weights(split.ties), np.concatenate([own.edges for own in bins])
    offsets = np.cumsum([0, *(len(own.edges) for own in bins)])
    total = np.zeros(2 * len(edges) + len(bins), np.int64)

    def count(span: tuple[int, int]) -> NDArray[np.int64]:
        return counted(starts, columns, weights, edges, offsets, span)

    for part in each(count, spans(len(starts) - 1, BLOCK), workers):
        total += part
        check_time()
    ends = np.cumsum([2 * len(own.edges) + 1 for own in bins])
    return [counts.astype(np.float64) for counts in np.split(total, ends[:-1])]
