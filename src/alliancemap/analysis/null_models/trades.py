"""The loops of curveball: trades of affiliations, and what rows share after them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel
from alliancemap.analysis.null_models.streams import State, fraction

Integers = NDArray[np.int32]


@kernel
def trade(indptr: Integers, indices: Integers, width: int, trades: int, stream: State) -> None:
    """Let two rows at a time deal what only one of them holds anew between them; the sizes of the rows stay.

    Rows are changed in place and end unsorted. Two rows are drawn alike, and every deal alike, so that a step and the
    step back are as likely as each other.
    """
    rows = len(indptr) - 1
    held = np.zeros(width, np.int8)
    pool = np.empty(2 * width, np.int32)
    for _ in range(trades):
        a = int(fraction(stream) * rows)
        b = int(fraction(stream) * (rows - 1))
        b += b >= a
        for at in range(indptr[a], indptr[a + 1]):
            held[indices[at]] = 1
        size, kept = 0, indptr[b]
        for at in range(indptr[b], indptr[b + 1]):
            column = indices[at]
            if held[column]:
                held[column] = 2
                indices[kept] = column
                kept += 1
            else:
                pool[size] = column
                size += 1
        first = indptr[a]
        for at in range(indptr[a], indptr[a + 1]):
            column = indices[at]
            if held[column] == 1:
                pool[size] = column
                size += 1
            else:
                indices[first] = column
                first += 1
            held[column] = 0
        for place in range(indptr[a + 1] - first):
            other = place + int(fraction(stream) * (size - place))
            indices[first + place] = pool[other]
            pool[other] = pool[place]
        for place in range(indptr[b + 1] - kept):
            indices[kept + place] = pool[indptr[a + 1] - first + place]


@kernel
def columns_of(indptr: Integers, indices: Integers, width: int) -> tuple[Integers, Integers]:
    """Turn rows into columns: where each begins, and its rows in ascending order."""
    begin = np.zeros(width + 1, np.int32)
    for at in range(len(indices)):
        begin[indices[at] + 1] += 1
    for column in range(width):
        begin[column + 1] += begin[column]
    rows = np.empty(len(indices), np.int32)
    following = begin.copy()
    for row in range(len(indptr) - 1):
        for at in range(indptr[row], indptr[row + 1]):
            column = indices[at]
            rows[following[column]] = row
            following[column] += 1
    return begin, rows


@kernel
def count_shared(
    indptr: Integers, indices: Integers, width: int, observed: Integers, more: Integers, equal: Integers
) -> None:
    """For each pair of rows that share a column: note whether they share more than observed, or as many.

    Only pairs that share something are looked at, and each once (the earlier row first).
    """
    begin, rows = columns_of(indptr, indices, width)
    following = begin.copy()
    count = np.zeros(len(indptr) - 1, np.int32)
    touched = np.empty(len(indptr) - 1, np.int32)
    for row in range(len(indptr) - 1):
        size = 0
        for at in range(indptr[row], indptr[row + 1]):
            column = indices[at]
            following[column] += 1
            for place in range(following[column], begin[column + 1]):
                other = rows[place]
                if count[other] == 0:
                    touched[size] = other
                    size += 1
                count[other] += 1
        for place in range(size):
            other = touched[place]
            if count[other] > observed[row, other]:
                more[row, other] += 1
            elif count[other] == observed[row, other]:
                equal[row, other] += 1
            count[other] = 0


@kernel
def chain_counts(
    indptr: Integers,
    indices: Integers,
    steps: NDArray[np.int64],
    observed: Integers,
    tails: NDArray[np.int32],
    stream: State,
) -> None:
    """Run a chain of trades and count shared columns after each gap; steps: width, trades a gap, draws."""
    width, gap, draws = steps
    for _ in range(draws):
        trade(indptr, indices, width, gap, stream)
        count_shared(indptr, indices, width, observed, tails[0], tails[1])
