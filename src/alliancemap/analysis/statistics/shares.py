"""Parts of a whole that may be unknown."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def share(part: ArrayLike, whole: ArrayLike, known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Divide part by whole where known, and give NaN elsewhere; shapes broadcast to that of `known`."""
    quotient = np.full(known.shape, np.nan)
    np.divide(part, whole, out=quotient, where=known)
    return quotient


def known_mean(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Mean over one axis of what is known; NaN where nothing is."""
    known = ~np.isnan(values)
    count = np.count_nonzero(known, axis=axis)
    return share(np.where(known, values, 0.0).sum(axis=axis), count, count > 0)
