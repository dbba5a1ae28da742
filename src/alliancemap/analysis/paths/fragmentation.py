"""Fragmentation: how far a network falls apart, by pairs without a path and by distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.paths.distances import DistanceSums, global_efficiency


def fragmentation_of(component: NDArray[np.int64]) -> float:
    """Give the share F of pairs of nodes that no path connects.

        F = 1 − Σ_c s[c](s[c] − 1)/(n(n − 1))
    over components of s[c] nodes. 0 if connected, 1 if all are isolates; fewer than two nodes: NaN. Time O(n).

    Parameters
    ----------
    component : int64 array, length n
        Label of each node's component, 0 and up.

    References
    ----------
    S. P. Borgatti, Comput. Math. Organ. Theory 12, 21 (2006). doi:10.1007/s10588-006-7084-x
    """
    n = len(component)
    size = np.bincount(component)
    return float(1 - (size * (size - 1)).sum() / (n * (n - 1))) if n > 1 else float("nan")


def distance_fragmentation(sums: DistanceSums) -> float:
    """Fragmentation DF that counts distant pairs too: 1 − Σ_{i≠j} (1/d(i, j))/(n(n − 1)), 1/∞ being 0.

    0 if all are tied to all and ties are 1 long, 1 if all are isolates; fewer than two nodes: NaN. Longer ties than 1
    raise it, shorter ones may make it negative.

    References
    ----------
    S. P. Borgatti, Comput. Math. Organ. Theory 12, 21 (2006). doi:10.1007/s10588-006-7084-x
    """
    return 1 - global_efficiency(sums)
