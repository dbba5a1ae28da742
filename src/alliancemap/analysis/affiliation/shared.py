"""Which pairs of rows share how many columns, found through the columns: pairs that share nothing cost nothing."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.kernels import kernel

BLOCKS = 64
"""Into how many blocks the rows are cut at most."""

Integers = NDArray[np.int32]
Counts = NDArray[np.int64]
Entries = tuple[Integers, Integers, Integers, Integers, Integers]
"""Where each row begins, its columns; where each column begins, its rows; where each entry stands in its column."""

Span = tuple[int, int]


def entries_of(matrix: csr_array) -> Entries:
    """Give a canonical matrix by rows and by columns, as the kernels of this module take it."""
    indptr, indices = matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)
    return indptr, indices, *_by_column(indptr, indices, matrix.shape[1])


def row_blocks(n_rows: int) -> list[Span]:
    """Cut the rows into blocks that do not depend on who computes them."""
    return spans(n_rows, 1 + n_rows // BLOCKS)


def four_cycles(matrix: csr_array) -> int:
    """Circles of four: Σ over pairs of rows of x(x − 1)/2, x columns in common. Time O(Σ_k c_k²), memory O(m)."""
    return int(sum(each(partial(_cycles, entries_of(matrix)), row_blocks(matrix.shape[0]))))


@kernel
def _by_column(indptr: Integers, indices: Integers, width: int) -> tuple[Integers, Integers, Integers]:
    begin = np.zeros(width + 1, np.int32)
    for at in range(len(indices)):
        begin[indices[at] + 1] += 1
    for column in range(width):
        begin[column + 1] += begin[column]
    following = begin.copy()
    rows, place = np.empty(len(indices), np.int32), np.empty(len(indices), np.int32)
    for row in range(len(indptr) - 1):
        for at in range(indptr[row], indptr[row + 1]):
            place[at] = following[indices[at]]
            rows[place[at]] = row
            following[indices[at]] += 1
    return begin, rows, place


@kernel
def _meet(entries: Entries, row: int, count: Integers, met: Integers) -> int:
    """Count what the row shares with each later row; list those it shares anything with, and give their number."""
    indptr, indices, begin, rows, place = entries
    size = 0
    for at in range(indptr[row], indptr[row + 1]):
        for stand in range(place[at] + 1, begin[indices[at] + 1]):
            other = rows[stand]
            if count[other] == 0:
                met[size] = other
                size += 1
            count[other] += 1
    return size


@kernel
def _cycles(entries: Entries, span: Span) -> np.int64:
    count, met = np.zeros(len(entries[0]) - 1, np.int32), np.empty(len(entries[0]) - 1, np.int32)
    cycles = np.int64(0)
    for row in range(span[0], span[1]):
        for k in range(_meet(entries, row, count, met)):
            shared = np.int64(count[met[k]])
            cycles += shared * (shared - 1) // 2
            count[met[k]] = 0
    return cycles


@kernel
def extremes(entries: Entries, classes: Integers, n_classes: int, span: Span) -> tuple[Counts, Integers]:
    """For each two classes of rows: pairs that share something, and the least and most that such a pair shares.

    A pair is noted under (class of the earlier row, class of the later one). The least is 0 where no pair was met.
    """
    count, met = np.zeros(len(classes), np.int32), np.empty(len(classes), np.int32)
    meeting = np.zeros((n_classes, n_classes), np.int64)
    bounds = np.zeros((2, n_classes, n_classes), np.int32)
    for row in range(span[0], span[1]):
        own = classes[row]
        for k in range(_meet(entries, row, count, met)):
            shared, other = count[met[k]], classes[met[k]]
            if meeting[own, other] == 0 or shared < bounds[0, own, other]:
                bounds[0, own, other] = shared
            bounds[1, own, other] = max(shared, bounds[1, own, other])
            meeting[own, other] += 1
            count[met[k]] = 0
    return meeting, bounds


@kernel
def tally(entries: Entries, classes: Integers, base: Counts, bounds: Integers, n_cells: int, span: Span) -> Counts:
    """Count the pairs that share something in the cell of their classes and of what they share.

    What is below or above the bounds of two classes is counted in the cell before the first or after the last.
    """
    count, met = np.zeros(len(classes), np.int32), np.empty(len(classes), np.int32)
    cells = np.zeros(n_cells, np.int64)
    for row in range(span[0], span[1]):
        own = classes[row]
        for k in range(_meet(entries, row, count, met)):
            other = classes[met[k]]
            shared = min(max(count[met[k]], bounds[0, own, other] - 1), bounds[1, own, other] + 1)
            cells[base[own, other] + shared] += 1
            count[met[k]] = 0
    return cells


@kernel
def listing(
    entries: Entries, classes: Integers, base: Counts, wanted: tuple[NDArray[np.bool_], NDArray[np.int8]], span: Span
) -> Integers:
    """List the pairs whose cell is wanted: (earlier row, later row, how many columns they share).

    `wanted` says it of each cell, and of each class whether it has no such pair (0), only pairs that share something
    (1), or others too (2: only then are all later rows looked at).
    """
    cells, level = wanted
    count, met = np.zeros(len(classes), np.int32), np.empty(len(classes), np.int32)
    found, size = np.empty((1024, 3), np.int32), 0
    for row in range(span[0], span[1]):
        own = classes[row]
        if level[own] == 0:
            continue
        n_met = _meet(entries, row, count, met)
        if size + len(classes) > len(found):
            found = _longer(found, 2 * len(found) + len(classes))
        if level[own] == 2:
            for other in range(row + 1, len(classes)):
                if cells[base[own, classes[other]] + count[other]]:
                    size = _noted(found, size, row, other, count[other])
        else:
            for k in range(n_met):
                if cells[base[own, classes[met[k]]] + count[met[k]]]:
                    size = _noted(found, size, row, met[k], count[met[k]])
        for k in range(n_met):
            count[met[k]] = 0
    return found[:size]


@kernel
def _noted(found: Integers, size: int, row: int, other: int, shared: int) -> int:
    found[size, 0], found[size, 1], found[size, 2] = row, other, shared
    return size + 1


@kernel
def _longer(rows: Integers, length: int) -> Integers:
    longer = np.empty((length, rows.shape[1]), np.int32)
    longer[: len(rows)] = rows
    return longer
