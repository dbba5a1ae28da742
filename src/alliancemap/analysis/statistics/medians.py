"""The median of many values, some of which stand for many more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def median_with(values: NDArray[np.float64], repeated: NDArray[np.float64], counts: NDArray[np.int64]) -> float | None:
    """Median of values together with others that each occur a number of times, NaN left out.

    Of an even number of values it is the mean of the middle two. Time O(n log n).

    Parameters
    ----------
    values : float64, shape (n,)
    repeated : float64, shape (m,)
    counts : int64, shape (m,)
        How often each of `repeated` occurs; 0 or more.

    Returns
    -------
    float or None
        None if there is no value.
    """
    single = np.sort(values)[: len(values) - np.count_nonzero(np.isnan(values))]
    order = np.argsort(repeated)[: len(repeated) - np.count_nonzero(np.isnan(repeated))]
    blocks, ends = repeated[order], np.cumsum(counts[order])
    size = len(single) + (int(ends[-1]) if len(ends) else 0)
    if not size:
        return None
    # Where each block begins and ends among all, if it follows the single values that are as great.
    passed = np.searchsorted(single, blocks, "right")
    begins, through = passed + ends - counts[order], passed + ends

    def at(place: int) -> float:
        block = int(np.searchsorted(through, place, "right"))
        if block < len(blocks) and begins[block] <= place:
            return float(blocks[block])
        return float(single[place - (ends[block - 1] if block else 0)])

    lower, upper = at((size - 1) // 2), at(size // 2)
    return (lower + upper) / 2
