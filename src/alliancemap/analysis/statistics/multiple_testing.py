"""Many tests at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn each p into its q: the false discovery rate at which the test would just be called a discovery.

        q_(r) = min over s >= r of p_(s) · m / s, at most 1, for the p sorted ascending and m tests
    Time O(m log m).

    Parameters
    ----------
    p : float64, shape (m,)
        In [0, 1], no NaN.

    Returns
    -------
    float64, shape (m,)
        In [0, 1], in the order of p; empty for no test.

    References
    ----------
    Benjamini & Hochberg, J. R. Stat. Soc. B 57, 289 (1995). doi:10.1111/j.2517-6161.1995.tb02031.x
    """
    order = np.argsort(p, kind="stable")
    raised = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q
