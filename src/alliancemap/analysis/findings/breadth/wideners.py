"""Who would widen a set: the nearest organisations with a value that no member has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.statistics.diversity import mass

WIDENERS = 3


def wideners(landscape: Landscape, rows: NDArray[np.int64], sets: csr_array, include_power: bool) -> tuple[int, ...]:
    """Nearest organisations with a value that no member has: by steps, then causes in common with the set, then row."""
    own = np.zeros(sets.shape[1])
    own[mass(sets, rows) > 0] = 1
    open_to = landscape.candidates(include_power) & (np.diff(sets.indptr) > sets @ own)
    for member in rows:
        open_to[row(landscape.conflicts, int(member))] = False
    open_to[rows] = False
    found = np.flatnonzero(open_to)
    causes = np.zeros(landscape.causes.shape[1])
    causes[mass(landscape.causes, rows) > 0] = 1
    order = np.lexsort((found, -(landscape.causes @ causes)[found], _steps(landscape, rows)[found]))
    return tuple(found[order[:WIDENERS]].tolist())


def _steps(landscape: Landscape, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Length of the shortest path from the set to everyone; inf where there is none."""
    steps = np.full(landscape.size, np.inf)
    frontier = np.zeros(landscape.size)
    frontier[rows] = 1
    length = 0
    while frontier.any():
        steps[frontier > 0] = length
        length += 1
        frontier = ((landscape.ties @ frontier > 0) & np.isinf(steps)).astype(np.float64)
    return steps
