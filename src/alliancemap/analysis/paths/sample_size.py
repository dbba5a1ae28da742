"""How many shortest paths must be drawn so that no node's share of them is far from its betweenness."""

from __future__ import annotations

from math import ceil, floor, log, log2

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import UsageError

Floats = NDArray[np.float64]


def riondato_kornaropoulos(vertex_diameter: int, epsilon: float, delta: float, c: float = 0.5) -> int:
    """Sampled paths that give every node's share within ε of the truth with probability at least 1 − δ.

        r = ⌈(c/ε²) (⌊log₂(VD − 2)⌋ + 1 + ln(1/δ))⌉
    where VD is the number of nodes on the longest shortest path (an upper bound may be given), c = ½. With VD ≤ 2 no
    path passes through any node and r is 0.

    Raises
    ------
    UsageError
        If ε or δ is not between 0 and 1.

    References
    ----------
    M. Riondato, E. M. Kornaropoulos, Data Min. Knowl. Disc. 30, 438 (2016). doi:10.1007/s10618-015-0423-0
    """
    for name, value in (("epsilon", epsilon), ("delta", delta)):
        if not 0 < value < 1:
            raise UsageError(f"{name} is {value:g}, but must be above 0 and below 1")
    if vertex_diameter <= 2:
        return 0
    return ceil(c / epsilon**2 * (floor(log2(vertex_diameter - 2)) + 1 + log(1 / delta)))


def divergence(p: Floats, q: Floats) -> Floats:
    """Kullback-Leibler divergence of two coins, p ln(p/q) + (1 − p) ln((1 − p)/(1 − q)), with 0 ln 0 = 0.

    A coin that truly shows heads with probability q shows a share p or further off in r throws with probability at
    most exp(−r · divergence) (Chernoff). q = 0 or 1 where p differs gives ∞.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        heads = np.where(p > 0, p * np.log(p / q), 0.0)
        tails = np.where(p < 1, (1 - p) * np.log((1 - p) / (1 - q)), 0.0)
    return np.asarray(heads + tails, np.float64)


def confident(count: NDArray[np.int64], draws: int, epsilon: float, demand: Floats) -> bool:
    """Whether each coin's true share is within ε of the one observed, but for probability 2 exp(−demand)."""
    share = count / draws
    above = share + epsilon
    below = share - epsilon
    upper = (above >= 1) | (draws * divergence(share, np.minimum(above, 1)) >= demand)
    lower = (below <= 0) | (draws * divergence(share, np.maximum(below, 0)) >= demand)
    return bool((upper & lower).all())


def half_widths(count: NDArray[np.int64], draws: int, demand: Floats) -> Floats:
    """How far each coin's true share may be from the one observed, but for probability 2 exp(−demand).

    The farther of the two ends of {q: draws · divergence(share, q) ≤ demand}, by bisection to 2⁻⁴⁰.
    """
    cases, turned = np.unique(np.stack([count, demand]), axis=1, return_inverse=True)
    share, wanted = cases[0] / draws, cases[1]
    widths = [_reach(share, side, draws, wanted) for side in (1.0, -1.0)]
    return np.asarray(np.maximum(*widths)[turned.ravel()], np.float64)


def _reach(share: Floats, side: float, draws: int, demand: Floats) -> Floats:
    near, far = np.zeros(len(share)), np.where(side > 0, 1 - share, share)
    for _ in range(40):
        middle = (near + far) / 2
        inside = draws * divergence(share, share + side * middle) <= demand
        near, far = np.where(inside, middle, near), np.where(inside, far, middle)
    return far


def demands(count: NDArray[np.int64], draws: int, epsilon: float, delta: float) -> tuple[Floats, float]:
    """Share δ out among nodes so that all need about as many draws; guided by a first, independent sample.

    A node that showed a share p needs about r = x (2 p (1 − p) + ⅔ ε)/ε² draws (Bernstein) to be within ε but for
    probability 2 exp(−x). The r is found for which Σ 2 exp(−x) = ½ δ; the other half of δ is given to all nodes alike,
    so that a node that the first sample misjudged costs no more than a logarithm.

    Returns
    -------
    demand : array
        x of each node; Σ 2 exp(−x) ≤ δ.
    draws : float
        How many draws will probably do.
    """
    share = (count + 1.0) / (draws + 2.0)
    ease = epsilon**2 / (2 * share * (1 - share) + 2 / 3 * epsilon)
    low, high = 0.0, log(4 * len(count) / delta) / float(ease.min())
    for _ in range(60):
        middle = (low + high) / 2
        if 2 * np.exp(-middle * ease).sum() > delta / 2:
            low = middle
        else:
            high = middle
    allotted = np.exp(-high * ease) + delta / (4 * len(count))
    return np.asarray(-np.log(allotted), np.float64), high
