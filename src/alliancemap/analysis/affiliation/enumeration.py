"""All affiliation matrices with given degrees, one after the other: for small ones, where they need not be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.errors import UsageError

Degrees = NDArray[np.int64]


def matrices_with_margins(rows: Degrees, columns: Degrees, most: int) -> Iterator[csr_array]:
    """Every binary matrix with these row and column sums, once.

    Rows are filled in order; a beginning is given up as soon as the columns cannot be completed any more (Gale and
    Ryser). Time O(n₁ n₂) for each matrix and each beginning tried, which may be many more.

    Parameters
    ----------
    rows, columns : int64
        The sums.
    most : int
        More matrices than this are not gone through.

    Yields
    ------
    csr_array, shape (n₁, n₂)

    Raises
    ------
    UsageError
        If there are more.
    """
    indptr = np.concatenate([[0], np.cumsum(rows)])
    for number, chosen in enumerate(_fillings(rows, columns.copy(), ())):
        if number == most:
            raise UsageError(
                f"there are more than {most} matrices with these degrees: draw some of them instead (without exact)"
            )
        yield csr_array((np.ones(len(chosen)), np.array(chosen, np.int64), indptr), shape=(len(rows), len(columns)))


def _fillings(rows: Degrees, left: Degrees, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Columns of the rows filled so far, followed by those of the remaining rows, in every way."""
    if not len(rows):
        yield chosen
        return
    for picked in combinations(np.flatnonzero(left > 0).tolist(), int(rows[0])):
        left[list(picked)] -= 1
        if _possible(rows[1:], left):
            yield from _fillings(rows[1:], left, chosen + picked)
        left[list(picked)] += 1


def _possible(rows: Degrees, columns: Degrees) -> bool:
    """Whether some binary matrix has these sums."""
    largest = np.cumsum(np.sort(rows)[::-1])
    could = np.array([np.minimum(columns, p).sum() for p in range(1, len(rows) + 1)], np.int64)
    total = int(largest[-1]) if len(rows) else 0
    return total == int(columns.sum()) and bool((largest <= could).all())
