"""Brokerage by its definition: every ordered pair, one after the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COORDINATOR, ITINERANT, REPRESENTATIVE, GATEKEEPER, LIAISON, TOTAL = range(6)


def plain_roles(tied: NDArray[np.bool_], groups: NDArray[np.int64], *, directed: bool) -> NDArray[np.float64]:
    n = len(tied)
    counts = np.full((n, 6), np.nan)
    for v in np.flatnonzero(groups >= 0):
        counts[v] = 0
        for a in np.flatnonzero(groups >= 0):
            for b in np.flatnonzero(groups >= 0):
                if len({a, b, v}) == 3 and tied[a, v] and tied[v, b] and not tied[a, b]:
                    counts[v, role(groups[a], groups[v], groups[b])] += 1
                    counts[v, TOTAL] += 1
    if directed:
        return counts
    return np.column_stack((counts[:, :2] / 2, counts[:, REPRESENTATIVE], counts[:, LIAISON:] / 2))


def role(a: int, v: int, b: int) -> int:
    if a == v:
        return COORDINATOR if v == b else REPRESENTATIVE
    if v == b:
        return GATEKEEPER
    return ITINERANT if a == b else LIAISON
