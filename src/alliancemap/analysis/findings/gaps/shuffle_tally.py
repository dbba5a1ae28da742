"""What came of draws of the shuffle test, and when there have been enough of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.statistics.ranking import TOLERANCE
from alliancemap.analysis.statistics.shares import share

ENOUGH = 50
"""How often each pair of groups is hit before the test may stop."""


@dataclass(frozen=True, eq=False)
class ShuffleTest:
    """Outcome for p pairs of groups: p-values (NaN: not tested), the dispersion φ >= 1, and the draws used."""

    p: NDArray[np.float64]
    dispersion: NDArray[np.float64]
    draws: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Deals:
    """What came of some draws in a row, for p pairs of groups.

    Attributes
    ----------
    first, last : int
        The numbers of the draws, the last not included.
    hits : uint8, draws × ⌈p/8⌉
        Bits: whether z is not larger than the recorded one.
    valid : int64, length p
        How many draws have a z.
    mean, squares : float64, length p
        Mean of z over them, and the sum of its squared deviations.
    """

    first: int
    last: int
    hits: NDArray[np.uint8]
    valid: NDArray[np.int64]
    mean: NDArray[np.float64]
    squares: NDArray[np.float64]


class Tally:
    """Counts draws pair of groups by pair of groups, and follows mean and variance of z."""

    def __init__(self, z: NDArray[np.float64]) -> None:
        self.z = z
        self.hits, self.valid = np.zeros((2, len(z)), dtype=np.int64)
        self.mean, self.squares = np.zeros((2, len(z)))

    @property
    def settled(self) -> bool:
        """Whether each pair of groups that can be tested has been hit often enough."""
        return self._enough(self.hits)

    def draw(self, z: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Count one draw, and give which pairs it hits."""
        known = ~np.isnan(z)
        hits = known & (z <= self.z + TOLERANCE)
        self.valid += known
        self.hits += hits
        step = np.where(known, z - self.mean, 0.0)
        self.mean += step / np.maximum(self.valid, 1)
        self.squares += step * np.where(known, z - self.mean, 0.0)
        return np.asarray(hits)

    def enough(self, deals: Deals) -> int:
        """Number of the draw of a block with which all is settled, not included; the end of the block if none is."""
        hits = self.hits.copy()
        for number in range(deals.first, deals.last):
            hits += self._hits(deals, number)
            if self._enough(hits):
                return number + 1
        return deals.last

    def add(self, deals: Deals) -> None:
        """Count a block."""
        for number in range(deals.first, deals.last):
            self.hits += self._hits(deals, number)
        valid = self.valid + deals.valid
        step = deals.mean - self.mean
        part = deals.valid / np.maximum(valid, 1)
        self.squares += deals.squares + step * step * self.valid * part
        self.mean += step * part
        self.valid = valid

    def outcome(self) -> ShuffleTest:
        """Say what the draws so far amount to."""
        start = 0 if self.settled else 1
        tested = ~np.isnan(self.z) & (self.valid > 0)
        p = share(self.hits + start, self.valid + start, tested)
        dispersion = np.maximum(self.squares / np.maximum(self.valid, 1), 1.0)
        return ShuffleTest(p, dispersion, self.valid)

    def _hits(self, deals: Deals, number: int) -> NDArray[np.uint8]:
        return np.unpackbits(deals.hits[number - deals.first], count=len(self.z))

    def _enough(self, hits: NDArray[np.int64]) -> bool:
        return bool((hits[~np.isnan(self.z)] >= ENOUGH).all())
