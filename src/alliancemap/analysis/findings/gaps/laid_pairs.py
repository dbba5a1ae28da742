"""Pairs of organisations, counted by the patterns of both ends in a compiled loop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel


@dataclass(frozen=True, eq=False)
class LaidPairs:
    """Pairs of organisations, laid out so that a deal is counted in one pass: by first end, then its second ends."""

    starts: NDArray[np.uint32]
    second: NDArray[np.uint32]

    @classmethod
    def of(cls, first: NDArray[np.int64], second: NDArray[np.int64], size: int) -> LaidPairs:
        """Lay out pairs of rows below `size`, each given once."""
        order = np.argsort(first, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(first, minlength=size))))
        return cls(starts.astype(np.uint32), second[order].astype(np.uint32))

    def by_pattern(self, pattern: NDArray[np.int64], patterns: int) -> NDArray[np.float64]:
        """Ordered pairs by the patterns of both ends; patterns × patterns, symmetric."""
        one_way = _counted(self.starts, self.second, pattern.astype(np.uint16), patterns)
        both_ways: NDArray[np.float64] = np.add(one_way, one_way.T, dtype=np.float64)
        return both_ways


@kernel
def _counted(
    starts: NDArray[np.uint32], second: NDArray[np.uint32], pattern: NDArray[np.uint16], patterns: int
) -> NDArray[np.int64]:
    """How many pairs have a first end of one pattern and a second of another."""
    table = np.zeros((patterns, patterns), np.int64)
    for row in range(len(pattern)):
        own = table[pattern[row]]
        for entry in range(starts[row], starts[row + 1]):
            own[pattern[second[entry]]] += 1
    return table
