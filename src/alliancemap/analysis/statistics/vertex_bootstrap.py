"""How sure a density is: networks of nodes drawn again from the nodes."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import UsageError


def density_bootstrap(
    ties: csr_array,
    *,
    draws: int = 2000,
    seed: int = 0,
    workers: int | None = None,
    check_time: CheckTime = no_limit,
) -> NDArray[np.float64]:
    """Densities (or mean tie strengths) of networks whose nodes are drawn with replacement.

    Between two different drawn nodes the dyad is as in the network. A node drawn twice has no dyad with itself: that
    pair gets the dyad of a random pair of the network. Draw r is seeded with (seed, r).
    Time O(draws (n + m)).

    Parameters
    ----------
    ties : csr_array, n × n
        Diagonal empty; undirected ties both ways.
    draws : int
        At least 1.
    seed : int
        Not negative.

    Returns
    -------
    float64, length draws
        NaN for fewer than two nodes.

    Raises
    ------
    UsageError
        If there is no draw.

    References
    ----------
    T. A. B. Snijders & S. P. Borgatti, Connections 22(2), 61 (1999).
    """
    if draws < 1:
        raise UsageError(f"{draws} draws give no distribution: ask for 1 at least")
    if ties.shape[0] < 2:
        return np.full(draws, np.nan)
    # A dyad is what its two nodes send each other: one entry above the diagonal.
    dyads = triu(ties + ties.T, k=1, format="coo")
    drawn = partial(_drawn, (dyads.row, dyads.col, dyads.data.astype(np.float64)), ties.shape[0], seed, check_time)
    return np.array(list(each(drawn, range(draws), workers)))


def _drawn(
    dyads: tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.float64]],
    n: int,
    seed: int,
    check_time: CheckTime,
    draw: int,
) -> float:
    check_time()
    rng = np.random.default_rng([seed, draw])
    first, second, value = dyads
    copies = np.bincount(rng.integers(n, size=n), minlength=n)
    total = float((copies[first] * copies[second] * value).sum())
    pairs, with_itself = n * (n - 1) // 2, int((copies * (copies - 1) // 2).sum())
    tied = rng.binomial(with_itself, len(value) / pairs)
    if tied:
        total += float(value[rng.integers(len(value), size=tied)].sum())
    return total / (2 * pairs)
