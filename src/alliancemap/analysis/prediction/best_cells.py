"""The cells with the highest sums over paths of two steps, of which only so many are ever kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.prediction.score_steps import whole_steps
from alliancemap.analysis.prediction.two_paths import BLOCK, Sparse, TwoSteps, plain, summed


@dataclass(frozen=True, eq=False)
class ScoredPairs:
    """Pairs and their scores, the highest first, equal scores by row and column."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    score: NDArray[np.float64]


def highest(paths: TwoSteps, k: int, workers: int | None = None, check_time: CheckTime = no_limit) -> ScoredPairs:
    """Find the k cells with the highest scores; where fewer score above 0, the first of the others with score 0.

    Time O(number of two-paths + n k' log k), k' how often a row enters the list; memory O(n + m + k) a thread, never
    O(n²). The result is the same with any number of workers.

    Parameters
    ----------
    paths : TwoSteps
    k : int
        At least 0.
    workers : int, optional
        Threads.
    check_time : callable
        Called after each block of rows.

    Returns
    -------
    ScoredPairs
        min(k, number of candidates) of them.
    """
    left, right, known = plain(paths.left), plain(paths.right), plain(paths.known)
    degree = np.empty(0) if paths.degree is None else paths.degree.astype(np.float64)

    def best(span: tuple[int, int]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        return _best(left, right, known, degree, span, (paths.known.shape[1], k, paths.symmetric))

    scores, cells = [np.empty((0, 2))], [np.empty(0, np.int64)]
    for score, cell in each(best, spans(paths.known.shape[0], BLOCK) if k else [], workers):
        scores.append(score)
        cells.append(cell)
        check_time()
    score, cell = np.concatenate(scores), np.concatenate(cells)
    order = np.lexsort((cell, -score[:, 0]))[:k]
    listed = np.concatenate((cell[order], _unscored(paths, cell, k - len(order))))
    columns = max(paths.known.shape[1], 1)
    values = np.concatenate((score[order, 1], np.zeros(len(listed) - len(order))))
    return ScoredPairs(listed // columns, listed % columns, values)


def _unscored(paths: TwoSteps, scored: NDArray[np.int64], wanted: int) -> NDArray[np.int64]:
    """The first candidates besides those scored, by row and column."""
    rows, columns = paths.known.shape
    found: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for row in range(rows):
        if wanted <= 0:
            break
        free = np.ones(columns, bool)
        free[: row + 1 if paths.symmetric else 0] = False
        free[paths.known.indices[paths.known.indptr[row] : paths.known.indptr[row + 1]]] = False
        free[scored[scored // columns == row] % columns] = False
        there = np.flatnonzero(free)[:wanted]
        found.append(row * columns + there)
        wanted -= len(there)
    return np.concatenate(found)


@kernel
def _best(
    left: Sparse,
    right: Sparse,
    known: Sparse,
    degree: NDArray[np.float64],
    span: tuple[int, int],
    asked: tuple[int, int, bool],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The best cells of some rows, in no order: whole_steps score and score; row · columns + column."""
    columns, k, symmetric = asked
    score = np.zeros(columns)
    touched = np.empty(columns, np.int32)
    heap, cells = np.empty((k, 2)), np.empty(k, np.int64)
    size = 0
    for row in range(span[0], span[1]):
        count = summed(left, right, (row, symmetric), score, touched)
        for entry in range(known[0][row], known[0][row + 1]):
            score[known[1][entry]] = 0.0
        for place in range(count):
            column = touched[place]
            value = score[column]
            score[column] = 0.0
            if value == 0.0:
                continue
            if len(degree):
                value = value / (degree[row] + degree[column] - value)
            key, cell = whole_steps(value), row * columns + column
            if size < k:
                _rise(heap, cells, size, (key, value), cell)
                size += 1
            elif _before(key, cell, heap[0, 0], cells[0]):
                _sink(heap, cells, (key, value), cell)
    return heap[:size], cells[:size]


@kernel
def _before(key: float, cell: int, other_key: float, other_cell: int) -> bool:
    """Whether a cell stands before another one in the list."""
    return key > other_key or (key == other_key and cell < other_cell)


@kernel
def _rise(
    heap: NDArray[np.float64], cells: NDArray[np.int64], place: int, scores: tuple[float, float], cell: int
) -> None:
    """Add a cell to a heap whose first is the last of the list."""
    while place > 0:
        above = (place - 1) // 2
        if not _before(heap[above, 0], cells[above], scores[0], cell):
            break
        heap[place, 0], heap[place, 1], cells[place] = heap[above, 0], heap[above, 1], cells[above]
        place = above
    heap[place, 0], heap[place, 1], cells[place] = scores[0], scores[1], cell


@kernel
def _sink(heap: NDArray[np.float64], cells: NDArray[np.int64], scores: tuple[float, float], cell: int) -> None:
    """Put a cell in place of the first of the heap."""
    place, below = 0, 1
    while below < len(cells):
        if below + 1 < len(cells) and _before(heap[below, 0], cells[below], heap[below + 1, 0], cells[below + 1]):
            below += 1
        if _before(heap[below, 0], cells[below], scores[0], cell):
            break
        heap[place, 0], heap[place, 1], cells[place] = heap[below, 0], heap[below, 1], cells[below]
        place, below = below, 2 * below + 1
    heap[place, 0], heap[place, 1], cells[place] = scores[0], scores[1], cell
