"""All candidates of a network counted by score, without making a list of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.analysis.prediction.score_steps import whole_steps

Rows = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Bins:
    """Scores cut at the T different scores of the positives, from the lowest on.

    2T + 1 bins: below the first, equal to it, between it and the second, equal to that, and so on to above the last.

    Attributes
    ----------
    edges : float64, shape (T,)
        Ascending.
    positives : float64, shape (2T + 1,)
        How many positives fall in each.
    """

    edges: NDArray[np.float64]
    positives: NDArray[np.float64]

    @classmethod
    def of(cls, scores: NDArray[np.float64]) -> Bins:
        """Cut at the scores of the positives."""
        edges, counts = np.unique(scores, return_counts=True)
        positives = np.zeros(2 * len(edges) + 1)
        positives[1::2] = counts
        return cls(edges, positives)

    def places(self, scores: NDArray[np.float64]) -> NDArray[np.int64]:
        """The bin of each score."""
        place = np.searchsorted(self.edges, scores)
        bins: NDArray[np.int64] = 2 * place + (np.append(self.edges, np.inf)[place] == scores)
        return bins

    def count(self, scores: NDArray[np.float64], weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """How many scores fall in each bin."""
        return np.bincount(self.places(scores), weights, minlength=len(self.positives)).astype(np.float64)

    def tally(self, candidates: NDArray[np.float64]) -> Tally:
        """Candidates and positives from the highest score to the lowest."""
        return Tally(self.positives[::-1], candidates[::-1])


def all_products(ties: csr_array, bins: Bins) -> NDArray[np.float64]:
    """How many pairs without a tie have a product of degrees in each bin, from how many nodes have each degree.

    Time O(D² log T + m log T) for D different degrees.
    """
    degree = np.diff(ties.indptr).astype(np.float64)
    values, counts = np.unique(degree, return_counts=True)
    first, second = np.triu_indices(len(values))
    pairs = np.where(first == second, counts[first] * (counts[first] - 1) / 2, counts[first] * counts[second] * 1.0)
    row = np.repeat(np.arange(len(degree)), np.diff(ties.indptr))
    upper = row < ties.indices
    tied = degree[row[upper]] * degree[ties.indices[upper]]
    return bins.count(values[first] * values[second], pairs) - bins.count(tied)


@kernel
def pair_sums(
    starts: Rows, columns: Rows, weights: NDArray[np.float64], first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Sums of each column of weights over the common neighbours of pairs, in order of these."""
    sums = np.zeros((len(first), weights.shape[1]))
    for pair in range(len(first)):
        a, b = starts[first[pair]], starts[second[pair]]
        while a < starts[first[pair] + 1] and b < starts[second[pair] + 1]:
            if columns[a] == columns[b]:
                for part in range(weights.shape[1]):
                    sums[pair, part] += weights[columns[a], part]
                a, b = a + 1, b + 1
            elif columns[a] < columns[b]:
                a += 1
            else:
                b += 1
    return sums


@kernel
def counted(
    starts: Rows,
    columns: Rows,
    weights: NDArray[np.float64],
    edges: NDArray[np.float64],
    offsets: NDArray[np.int64],
    span: tuple[int, int],
) -> NDArray[np.int64]:
    """Count the pairs of some rows with a larger one, without a tie but with a common neighbour, by their scores.

    Weights have a column of 1, 1/ln k and 1/k. Edges of common neighbours, Jaccard, Adamic-Adar, resource allocation
    (comparable) and products of degrees follow each other from `offsets` on, in which bins take twice the room and one.
    """
    n = len(starts) - 1
    counts = np.zeros(2 * offsets[-1] + len(offsets) - 1, np.int64)
    sums = np.zeros((n, 3))
    touched = np.empty(n, np.int32)
    scores = np.empty(5)
    for row in range(span[0], span[1]):
        size = _gathered(starts, columns, weights, row, sums, touched)
        degree = starts[row + 1] - starts[row]
        for entry in range(starts[row], starts[row + 1]):
            sums[columns[entry], 0] = 0.0
        for place in range(size):
            column = touched[place]
            shared, other = sums[column, 0], starts[column + 1] - starts[column]
            if shared > 0.0:
                scores[0], scores[1] = whole_steps(shared), whole_steps(shared / (degree + other - shared))
                scores[2], scores[3] = whole_steps(sums[column, 1]), whole_steps(sums[column, 2])
                scores[4] = degree * other
                for kind in range(5):
                    counts[2 * offsets[kind] + kind + _bin(edges, offsets[kind], offsets[kind + 1], scores[kind])] += 1
            sums[column, 0], sums[column, 1], sums[column, 2] = 0.0, 0.0, 0.0
    return counts


@kernel
def _gathered(
    starts: Rows,
    columns: Rows,
    weights: NDArray[np.float64],
    row: int,
    sums: NDArray[np.float64],
    touched: NDArray[np.int32],
) -> int:
    """Add up the weights of common neighbours with larger rows; give how many rows were touched."""
    size = 0
    for step in range(starts[row], starts[row + 1]):
        middle = columns[step]
        for entry in range(starts[middle + 1] - 1, starts[middle] - 1, -1):
            column = columns[entry]
            if column <= row:
                break
            if sums[column, 0] == 0.0:
                touched[size] = column
                size += 1
            sums[column, 0] += weights[middle, 0]
            sums[column, 1] += weights[middle, 1]
            sums[column, 2] += weights[middle, 2]
    return size


@kernel
def _bin(edges: NDArray[np.float64], first: int, end: int, score: float) -> int:
    """The bin of a score, as `Bins.places`."""
    low, high = first, end
    while low < high:
        middle = (low + high) // 2
        if edges[middle] < score:
            low = middle + 1
        else:
            high = middle
    return 2 * (low - first) + (low < end and edges[low] == score)
