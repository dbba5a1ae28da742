"""Pairs of rows grouped by what a null model can tell apart: the classes of the two rows, and what they share.

Under a null model that keeps degrees, the law of what two rows share depends on their degrees alone. So it is worked
out once for each two classes of rows of equal degree rather than for each pair, and stored in cells: one for each two
classes and each number of shared columns that occurs between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.margins import degrees
from alliancemap.analysis.affiliation.shared import Entries, entries_of, extremes, listing, row_blocks, tally
from alliancemap.analysis.compute.blocks import each, spans

MARGIN = 3
"""Cells of two classes beyond most − least: the last, and one for what is below and one for what is above."""

ROOM = 1.0
"""Cells times columns, for each step of a pass over the pairs, up to which room is made without such a pass."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PairClasses:
    """Classes of rows, and where the cells of each two classes stand.

    Attributes
    ----------
    classes : int32, length n₁
        Which class each row is of; A classes.
    segments : int64, P × 5
        For each two classes that have a pair: the first class, the second (not below the first), the least and the
        most that a pair of them shares, and where their cells begin. The cells are for least − 1 (and less), least, …,
        most, most + 1 (and more).
    n_pairs : int64, length P
        How many pairs of rows each segment has.
    n_cells : int
        How many cells there are.
    """

    classes: NDArray[np.int32]
    segments: Counts
    n_pairs: Counts
    n_cells: int

    @property
    def n_classes(self) -> int:
        """A."""
        return int(self.classes.max(initial=-1)) + 1

    @property
    def lengths(self) -> Counts:
        """How many cells each segment has."""
        return self.segments[:, 3] - self.segments[:, 2] + MARGIN

    def base(self) -> Counts:
        """A × A, symmetric: the cell of two classes for 0 shared columns, if there were one."""
        table = np.zeros((self.n_classes, self.n_classes), np.int64)
        first, second, least, _, start = self.segments.T
        table[first, second] = table[second, first] = start + 1 - least
        return table

    def bounds(self) -> NDArray[np.int32]:
        """2 × A × A, symmetric: the least and the most that pairs of two classes share."""
        table = np.zeros((2, self.n_classes, self.n_classes), np.int32)
        first, second = self.segments[:, :2].T
        for which in (0, 1):
            table[which, first, second] = table[which, second, first] = self.segments[:, 2 + which]
        return table

    def shared(self) -> Counts:
        """What the pairs of each cell share."""
        return np.arange(self.n_cells) - np.repeat(self.segments[:, 4] + 1 - self.segments[:, 2], self.lengths)

    def tallied(self, entries: Entries) -> Counts:
        """Count the pairs of a matrix with these classes in their cells: those that share nothing too."""
        work = partial(tally, entries, self.classes, self.base(), self.bounds(), self.n_cells)
        return self.completed(sum(each(work, row_blocks(len(self.classes))), np.zeros(self.n_cells, np.int64)))

    def completed(self, cells: Counts, draws: int = 1) -> Counts:
        """Add the pairs that were not met, since they share nothing, to counts over so many matrices."""
        if not self.n_cells:
            return cells
        least, start = self.segments[:, 2], self.segments[:, 4]
        cells = cells.copy()
        cells[start + (least == 0)] += draws * self.n_pairs - np.add.reduceat(cells, start)
        return cells

    def listed(self, entries: Entries, wanted: NDArray[np.bool_]) -> NDArray[np.int32]:
        """List the pairs whose cell is wanted, as (row, later row, shared), in order.

        Time O(Σ_k c_k²), and O(n₁) for each row of a class of which pairs that share nothing are wanted.
        """
        work = partial(listing, entries, self.classes, self.base(), (wanted, self._level(wanted)))
        blocks = row_blocks(len(self.classes)) if wanted.any() else []
        pairs = np.concatenate([np.empty((0, 3), np.int32), *each(work, blocks)])
        return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]

    def _level(self, wanted: NDArray[np.bool_]) -> NDArray[np.int8]:
        """Of each class: 0 if none of its pairs is wanted, 1 if only some that share something, 2 if others too."""
        level = np.zeros(self.n_classes, np.int8)
        segment = np.repeat(np.arange(len(self.segments)), self.lengths)
        for value, cells in ((1, wanted), (2, wanted & (self.shared() == 0))):
            level[self.segments[segment[cells], :2].ravel()] = value
        return level


def pair_classes(matrix: csr_array, classes: NDArray[np.int32]) -> PairClasses:
    """Make room for what the pairs of each two classes share.

    Room for all that their degrees allow, or where that would cost more than to look (cells times columns against
    Σ_k c_k²), for what occurs. Time O(Σ_k c_k²) at most, memory O(n₁ + A² + cells).

    Parameters
    ----------
    matrix : csr_array, shape (n₁, n₂)
        Canonical and binary.
    classes : int32, shape (n₁,)
        0 … A − 1, each in use.
    """
    sizes = np.bincount(classes)
    total = np.triu(np.outer(sizes, sizes)) - np.diag(sizes * (sizes + 1) // 2)
    first, second = np.nonzero(total)
    rows, columns = degrees(matrix)
    largest = np.zeros(len(sizes), np.int64)
    np.maximum.at(largest, classes, rows)
    least, most = np.zeros(len(first), np.int64), np.minimum(largest[first], largest[second])
    if (most + MARGIN).sum() * matrix.shape[1] > ROOM * (columns**2).sum():
        least, most = _occurring(matrix, classes, total)
    ends = np.cumsum(most - least + MARGIN)
    segments = np.column_stack([first, second, least, most, ends - (most - least + MARGIN)]).astype(np.int64)
    return PairClasses(classes, segments, total[first, second], int(ends[-1]) if len(ends) else 0)


def _occurring(matrix: csr_array, classes: NDArray[np.int32], total: Counts) -> tuple[Counts, Counts]:
    """The least and the most that pairs of each two classes share, where there are such pairs."""
    work = partial(extremes, entries_of(matrix), classes, len(total))
    meeting, bounds = _joined(list(each(work, row_blocks(len(classes)))), len(total))
    there = np.nonzero(total)
    least = np.where(meeting[there] < total[there], 0, bounds[0][there])
    return least.astype(np.int64), bounds[1][there].astype(np.int64)


def _joined(parts: list[tuple[Counts, NDArray[np.int32]]], n_classes: int) -> tuple[Counts, NDArray[np.int32]]:
    """Put the extremes of the blocks together, and those of (a, b) and (b, a) under both."""
    meeting = np.zeros((n_classes, n_classes), np.int64)
    never = np.iinfo(np.int32).max
    bounds = np.array([np.full((n_classes, n_classes), never), np.zeros((n_classes, n_classes))], np.int32)
    for met, (least, most) in parts:
        meeting += met
        bounds[0] = np.minimum(bounds[0], np.where(met > 0, least, never))
        bounds[1] = np.maximum(bounds[1], most)
    both = meeting + meeting.T - np.diag(meeting.diagonal())
    return both, np.array([np.minimum(bounds[0], bounds[0].T), np.maximum(bounds[1], bounds[1].T)])


def within_segments(pairs: PairClasses, cells: Counts) -> tuple[Counts, Counts]:
    """Sum the counts of each segment from each cell upwards, and from each cell downwards."""
    before = np.concatenate([[0], np.cumsum(cells)])
    start, length = (np.repeat(column, pairs.lengths) for column in (pairs.segments[:, 4], pairs.lengths))
    return before[start + length] - before[:-1], before[1:] - before[start]


def segment_blocks(pairs: PairClasses, length: int = 256) -> list[Counts]:
    """Cut the segments into blocks of so many."""
    return [pairs.segments[first:end] for first, end in spans(len(pairs.segments), length)]
